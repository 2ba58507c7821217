from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.model.graph import Graph
from press.render.filters import filters_for, json_text, line, policy

MOMENT = datetime(2026, 3, 2, 9, 5, tzinfo=timezone(timedelta(hours=2)))


def test_dates_are_written_in_the_page_language() -> None:
    assert filters_for("uk")["date"](MOMENT) == "2 березня 2026\u202fр."
    assert filters_for("en")["date"](MOMENT) == "March 2, 2026"
    assert filters_for("en-GB")["date"](MOMENT) == "2 March 2026"
    assert filters_for("en")["date"](MOMENT, "month") == "March 2026"


def test_dates_for_machines() -> None:
    assert filters_for("en")["iso"](MOMENT) == "2026-03-02T09:05:00+02:00"
    assert filters_for("en")["rfc822"](MOMENT) == "Mon, 02 Mar 2026 09:05:00 +0200"


@given(st.text())
def test_json_in_a_script_comes_back_and_cannot_end_the_script(text: str) -> None:
    written = json_text({"headline": text})
    assert json.loads(written) == {"headline": text}
    assert not set(written) & set("<>&\u2028\u2029")


def test_a_graph_is_written_once_as_any_value_is() -> None:
    nodes = {"@graph": [{"name": "<Post> & \u2028", "position": 1, "free": True}, {"@id": None}]}
    graph = Graph(nodes)
    assert json_text(graph) == json_text(nodes)
    assert repr(graph) == json.dumps(nodes, ensure_ascii=False, separators=(",", ":"))
    assert graph.text is graph.text
    assert json.loads(json_text({"held": graph})) == {"held": nodes}


@pytest.mark.parametrize("value", ["a b", "a\nb", "a\r", "a\t", "\u2028"])
def test_a_line_takes_no_blank_and_no_line_end(value: str) -> None:
    with pytest.raises(ValueError, match="may not stand"):
        line(value)


def test_a_policy_takes_blanks_but_no_line_end() -> None:
    assert policy("default-src 'none'") == "default-src 'none'"
    with pytest.raises(ValueError, match="line end"):
        policy("a\nb")
