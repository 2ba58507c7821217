"""A layout is compiled once for all languages, names what stock Jinja finds in it, and reads what stock Jinja reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from jinja2 import Environment, StrictUndefined, Template, UndefinedError, meta

from press.model.page import Page
from press.model.problem import ProblemsFound
from press.render.compiled import all_filters, compile_layout, is_markup
from press.render.environment import QuickEnvironment
from press.render.layouts import load_layouts
from press.render.renderer import Renderer
from tests.tracked import ROOT

LAYOUTS = sorted((ROOT / "layouts").rglob("*.html")) + sorted((ROOT / "layouts").rglob("*.xml"))


@dataclass(frozen=True, slots=True)
class Thing:
    name: str
    inner: object = None
    items: str = "of its own"


@dataclass(frozen=True, slots=True)
class Extra:
    name: str
    extra: Mapping[str, object]


class Guarded:
    def __getattr__(self, name: str) -> str:
        raise AttributeError(name)

    def __getitem__(self, name: str) -> str:
        return f"item {name}"


THINGS = {
    "plain": Thing("<a>", inner=Thing("b")),
    "mapping": {"name": "of a dict", "inner": {"name": "deep"}, "items": "hidden by the method"},
    "proxy": MappingProxyType({"name": "of a proxy", "inner": Thing("c")}),
    "guarded": Guarded(),
    "nothing": Thing("d"),
    "extra": Extra("e", {"name": "of extra"}),
}
ATTRIBUTES = "{{ x.name }}{% for each in [x] %}{{ each.name | upper }}{% endfor %}"
INNER = "{% macro m(y) %}{{ y.inner.name }}{% endmacro %}{{ m(x) }}{{ (x.inner).name.upper() if x.inner.name }}"


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.name)
def test_the_names_are_those_that_jinja_finds(path: Path) -> None:
    environment = Environment(autoescape=True)
    environment.filters.update(all_filters("en", markup=True))
    source = path.read_text()
    found = compile_layout(path.name, source, markup=True)
    assert found.wants == meta.find_undeclared_variables(environment.parse(source))


def by_jinja(source: str, x: object) -> str:
    return Environment(autoescape=True, undefined=StrictUndefined).from_string(source).render(x=x)


def by_our_code(source: str, x: object) -> str:
    environment = QuickEnvironment(autoescape=True, undefined=StrictUndefined)
    code = compile_layout("a.html", source, markup=True).code
    return Template.from_code(environment, code, {}).render(x=x)


def by_renderer(source: str, x: object) -> str:
    renderer = Renderer(load_layouts({"a.html": source}, {"en": {}}), lambda _: (), "")
    return renderer.render(Page("a.html", "a.html", {"x": x}, "en", "a test"), {}).data.decode()


def said_by(draw: Callable[[str, object], str], source: str, thing: str) -> str:
    try:
        said = draw(source, THINGS[thing])
    except UndefinedError as fault:
        said = str(fault)
    # A method is shown with its address.
    return said.partition(" at ")[0] if "items" in source and thing == "mapping" else said


SOURCES = [ATTRIBUTES, INNER, "{{ x.items }}", "{{ x.missing is defined }}", "{{ x.extra.name }}", "{{ x.class }}"]


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("thing", THINGS)
def test_attributes_are_what_jinja_takes_for_them(thing: str, source: str) -> None:
    assert said_by(by_our_code, source, thing) == said_by(by_jinja, source, thing)


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("thing", THINGS)
def test_a_page_shows_an_item_as_jinja_does_where_there_is_no_such_attribute(thing: str, source: str) -> None:
    try:
        expected = by_jinja(source, THINGS[thing])
    except UndefinedError:
        if isinstance(THINGS[thing], Mapping):  # free keys: one that is not there prints nothing
            assert by_renderer(source, THINGS[thing]) == ""
            return
        with pytest.raises(ProblemsFound):
            by_renderer(source, THINGS[thing])
    else:
        assert said_by(by_renderer, source, thing) == said_by(lambda *_: expected, source, thing)


@pytest.mark.parametrize(("lang", "text"), [("en", "1,234.5 (en)"), ("uk", "1\u00a0234,5 (uk)")])
def test_one_code_serves_every_language(lang: str, text: str) -> None:
    """A number that stands in a layout would be written once, in the first language, if the compiler worked it out."""
    words: Any = {"en": {"in": "(en)"}, "uk": {"in": "(uk)"}}
    layouts = load_layouts({"a.html": '{{ 1234.5 | number }} {{ t("in") }}'}, words)
    template = Renderer(layouts, lambda _: (), "")._template("a.html", lang)
    assert template.render() == text


def test_a_part_of_pages_that_a_text_file_uses_is_text_there() -> None:
    layouts = load_layouts({"a.txt": '{% include "_partials/b.html" %}', "_partials/b.html": "{{ x }}"}, {"en": {}})
    renderer = Renderer(layouts, lambda _: (), "")
    assert not is_markup("a.txt")
    assert renderer._template("a.txt", "en").render(x="<") == "<"
    assert renderer._template("_partials/b.html", "en").render(x="<") == "&lt;"
