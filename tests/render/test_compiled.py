"""A layout is compiled once for all languages, names what stock Jinja finds in it, and reads what stock Jinja reads."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from jinja2 import Environment, StrictUndefined, Template, UndefinedError, meta

from press.cli.options import PROJECT
from press.render.compiled import all_filters, compile_layout, is_markup
from press.render.layouts import load_layouts
from press.render.renderer import Renderer

LAYOUTS = sorted((PROJECT / "layouts").rglob("*.html")) + sorted((PROJECT / "layouts").rglob("*.xml"))


@dataclass(frozen=True, slots=True)
class Thing:
    name: str
    inner: object = None
    items: str = "of its own"


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


def shown(source: str, x: object, *, compiled: bool) -> str:
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    if compiled:
        code = compile_layout("a.html", source, markup=True).code
        return Template.from_code(environment, code, {}).render(x=x)
    return environment.from_string(source).render(x=x)


@pytest.mark.parametrize("source", [ATTRIBUTES, INNER, "{{ x.items }}", "{{ x.missing is defined }}"])
@pytest.mark.parametrize("thing", THINGS)
def test_attributes_are_what_jinja_takes_for_them(thing: str, source: str) -> None:
    said = []
    for compiled in (False, True):
        try:
            said.append(shown(source, THINGS[thing], compiled=compiled))
        except UndefinedError as fault:
            said.append(str(fault))
    if "items" in source and thing == "mapping":  # a method, with its address
        said = [each.partition(" at ")[0] for each in said]
    assert said[0] == said[1]


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
