from __future__ import annotations

import pytest

from press.model.problem import ProblemsFound
from press.render.layouts import load_layouts

WORDS = {"en": {"hello": "Hello"}}


def problems_of(sources: dict[str, str]) -> list[str]:
    with pytest.raises(ProblemsFound) as found:
        load_layouts(sources, WORDS)
    return [f"{problem.place}: {problem.message}" for problem in found.value.problems]


def test_a_layout_knows_all_that_it_is_made_of_and_names() -> None:
    layouts = load_layouts(
        {
            "article.html": '{% extends "base.html" %}{% block main %}{{ piece }}{{ show(1) }}{% endblock %}',
            "base.html": '{% include "_partials/head.html" %}{{ site.title }}{% block main %}{% endblock %}',
            "_partials/head.html": "{{ head.title }}",
            "_partials/parts.html": '{% macro card(t) %}{{ t.title }}{{ t("x") }}{% endmacro %}',
        },
        WORDS,
    )
    article = layouts.layouts["article.html"]
    assert article.names == {"piece", "site", "head"}
    assert article.sources == ("_partials/head.html", "_partials/parts.html", "article.html", "base.html")


def test_a_change_in_a_partial_changes_the_key_of_those_who_use_it() -> None:
    sources = {"a.html": '{% include "_partials/x.html" %}', "b.html": "b", "_partials/x.html": "one"}
    before = load_layouts(sources, WORDS)
    after = load_layouts({**sources, "_partials/x.html": "two"}, WORDS)
    assert before.key_of("a.html", "en") != after.key_of("a.html", "en")
    assert before.key_of("b.html", "en") == after.key_of("b.html", "en")


def test_changed_words_change_the_key() -> None:
    sources = {"a.html": "a"}
    other = load_layouts(sources, {"en": {"hello": "Good day"}})
    assert load_layouts(sources, WORDS).key_of("a.html", "en") != other.key_of("a.html", "en")


def test_a_syntax_error_is_a_problem_at_its_line() -> None:
    assert problems_of({"a.html": "<p>\n{% if %}\n"}) == [
        "layouts/a.html:2: Expected an expression, got 'end of statement block'"
    ]


def test_a_missing_template_is_a_problem_at_the_line_that_names_it() -> None:
    assert problems_of({"a.html": '\n{% include "b.html" %}'}) == ['layouts/a.html:2: there is no layout "b.html"']


def test_a_circle_of_templates_is_a_problem() -> None:
    sources = {"a.html": '{% include "b.html" %}', "b.html": '{% include "a.html" %}'}
    assert problems_of(sources) == [
        'layouts/a.html:1: "b.html" leads back to "a.html"',
        'layouts/b.html:1: "a.html" leads back to "b.html"',
    ]


def test_a_dynamic_name_is_a_problem() -> None:
    assert problems_of({"a.html": "{% include x %}"}) == [
        "layouts/a.html:1: the name of a template must be written out"
    ]


def test_safe_is_noted() -> None:
    notes = load_layouts({"a.html": "\n{{ x|safe }}"}, WORDS).notes
    assert [str(note.place) for note in notes] == ["layouts/a.html:2"]
