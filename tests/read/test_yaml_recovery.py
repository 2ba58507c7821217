from __future__ import annotations

import string
import time
import tracemalloc

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from press.model.problem import ExitCode, Refusal
from press.read.yaml.parser import LARGEST, MOST_NODES, check_libyaml
from press.read.yaml.positions import Parsed
from press.read.yaml.recovery import parse_yaml

# An alias bomb, a merge bomb, brackets, anchors: each small as a file and large or slow once it is believed.
ALIAS_BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{n}: &{n} [{','.join([f'*{m}'] * 9)}]\n" for m, n in zip("abcdefgh", "bcdefghi", strict=True)
)
MERGE_BOMB = "a0: &a0 {k: v}\n" + "".join(f"a{n}: &a{n}\n  <<: [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 31))
BOMBS = {
    "aliases": (ALIAS_BOMB, "not supported in front matter"),
    "merges": (MERGE_BOMB, "not supported in front matter"),
    "brackets": ("title: " + "[" * 5_000, "nested too deeply"),
    "braces": ("title: " + "{a: " * 5_000, "nested too deeply"),
    "lists": ("- " * 5_000, '"key: value" lines'),
    "items": (f"topics: [{'a,' * (MOST_NODES + 1)}]", f"more than {MOST_NODES} values"),
    "bytes": ("dek: " + "x" * LARGEST, "larger than 64 KB"),
}


def parse(text: str) -> Parsed:
    return parse_yaml(text, first_line=2, what="front matter", free=frozenset({"extra"}))


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_named_at_once_and_in_little_memory(name: str) -> None:
    text, words = BOMBS[name]
    tracemalloc.start()
    started = time.perf_counter()
    faults = parse(text).faults
    seconds, (_, peak) = time.perf_counter() - started, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert words in faults[0].message
    assert seconds < 0.5  # ten times the 50 ms that are promised, as a guard
    assert peak < 10_000_000


@pytest.mark.parametrize(
    "text", ["No", "1984", "007", "1.10", "1e3", "0x1F", "1_000", "3:30", "2026-03-02", ".inf", "9" * 5_000]
)
def test_every_value_stays_the_text_that_was_written(text: str) -> None:
    assert parse(f"title: {text}").values == {"title": text}


@pytest.mark.parametrize("text", ["", " ~", " null", " NULL", " # nothing"])
def test_nothing_is_nothing(text: str) -> None:
    assert parse(f"title:{text}\ndek: ''").values == {"title": None, "dek": ""}


def test_quotes_keep_words_that_mean_nothing() -> None:
    assert parse("title: 'null'\ndek: \"~\"").values == {"title": "null", "dek": "~"}


def test_a_newsrooms_own_values_are_what_they_look_like() -> None:
    text = "extra: {a: true, b: 'true', c: 12, d: 007, e: [1, {f: false}], g: , h: yes}"
    expected = {"a": True, "b": "true", "c": 12, "d": "007", "e": [1, {"f": False}], "g": "", "h": "yes"}
    assert parse(text).values == {"extra": expected}


def test_every_value_has_its_place() -> None:
    positions = parse(
        "title: Rent\nimage:\n  src: x.jpg\ntopics: [a, 'b']\ncorrections:\n  - text: |\n      Nine.\n"
    ).positions
    assert {path: (spot.line, spot.column, spot.key_line, spot.key_column) for path, spot in positions.items()} == {
        "title": (2, 8, 2, 1),
        "image": (4, 3, 3, 1),
        "image.src": (4, 8, 4, 3),
        "topics": (5, 9, 5, 1),
        "topics.0": (5, 10, 5, 10),
        "topics.1": (5, 13, 5, 13),
        "corrections": (7, 3, 6, 1),
        "corrections.0": (7, 5, 7, 5),
        "corrections.0.text": (7, 11, 7, 5),
    }


def test_a_broken_entry_hides_no_other() -> None:
    parsed = parse('title: a: b\ndek: "x\ndate: 2026-03-02\ntopics: [a\nkicker: @x\ntitle: twice\n')
    assert [(fault.line, fault.column) for fault in parsed.faults] == [(2, 9), (3, 6), (5, 9), (6, 9)]
    assert parsed.values == {"date": "2026-03-02", "title": "twice"}
    assert parsed.broken == {"title", "dek", "topics", "kicker"}


def test_line_separators_are_characters_of_a_value() -> None:
    assert parse("title: a\u2028b\ndek: '\x85c\u2029'").values == {"title": "a\u2028b", "dek": "\x85c\u2029"}


def test_without_libyaml_nothing_is_read_and_the_refusal_says_what_to_install() -> None:
    with pytest.raises(Refusal) as refused:
        check_libyaml(None)
    assert refused.value.code == ExitCode.ENVIRONMENT
    assert refused.value.hint == "pip install --force-reinstall --only-binary=:all: pyyaml"


PUMPS = {
    "items": ("title: [\n", "- ", ""),
    "blanks before nothing": ("title: {\nrole a", " ", "b"),
    "blanks before a colon": ("title: {\nrole", " ", ": x"),
    "quotes": ("title: {\nrole", "\"'", ""),
    "indents": ("title: {\n", " ", "- x"),
    "tabs": ("title: x\n", "\t", "y"),
    "keys": ("title: {\n", "a:", ""),
    "escapes": ('title: "', "\\x", '"'),
}


@pytest.mark.parametrize("name", PUMPS)
def test_the_worst_front_matter_of_full_size_is_read_at_once(name: str) -> None:
    before, pump, after = PUMPS[name]
    text = before + pump * ((LARGEST - 100) // len(pump)) + after
    started = time.process_time()
    parse(text)
    assert time.process_time() - started < 0.5


SIGNS = st.text(alphabet=string.ascii_lowercase[:4] + ":- \n'\"[]{}#&*!|>%@`,?\\\t~<.é\u2028\ufeff", max_size=60)


@given(SIGNS)
@example("\ufeffa: b")
@example("? ")
@example("a: \n\ufeffb: c")
@example('"a')
@example("!<")
@example("%YAML 9.9\n---\na: b")
def test_any_text_gives_values_or_faults_in_its_lines(text: str) -> None:
    parsed = parse(text)
    lines = text.count("\n") + 1
    assert all(2 <= fault.line <= lines + 2 and fault.column >= 1 for fault in parsed.faults)
    assert all(fault.message for fault in parsed.faults)
    assert set(parsed.positions) >= set(parsed.values)


@given(st.dictionaries(st.sampled_from("abcdef"), st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=40)))
def test_quoted_text_comes_back_as_it_was(values: dict[str, str]) -> None:
    text = "".join(f"{key}: {escaped(value)}\n" for key, value in values.items())
    read = parse(text)
    noncharacters = any("\ufdd0" <= char <= "\ufdef" or char in "\ufffe\uffff" for char in text)
    assert read.values == values or noncharacters


def escaped(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
