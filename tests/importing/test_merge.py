from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from press.importing.merge import Record, outcome_of
from press.model.digest import digest
from tests.importing.exports import item, wxr
from tests.importing.runs import brought_in, built, piece

TEXTS = st.sampled_from(["a", "b", "c", "d"])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("source"), TEXTS),
        st.tuples(st.just("editor"), TEXTS),
        st.tuples(st.just("remove"), st.just("")),
        st.tuples(st.just("import"), st.just("")),
    ),
    max_size=12,
)


@settings(max_examples=500, deadline=None)
@given(STEPS)
def test_no_editors_change_is_ever_lost(steps: list[tuple[str, str]]) -> None:
    source, current, record = "a", None, None
    is_edited = False
    for step, text in steps:
        if step == "source":
            source = text
        elif step == "import":
            outcome = outcome_of(record, current, source)
            assert not (is_edited and outcome in {"changed", "new"})
            if outcome in {"new", "changed"}:
                current, record = source, Record("x", digest(source), "2026-03-02")
        elif current is not None:
            current = None if step == "remove" else text
            is_edited = current is None or digest(current) != (record.written if record else "")
    if not is_edited:
        assert outcome_of(record, current, source) in {"new", "changed", "same"}


def test_a_text_that_the_import_settled_is_no_editors_change() -> None:
    record = Record("x", digest("as exported"), "2026-03-02", settled=digest("as settled"))
    assert outcome_of(record, "as settled", "exported anew") == "changed"
    assert outcome_of(record, "as settled, then edited", "exported anew") == "edited"
    assert outcome_of(record, "as settled", "as exported") == "same"


def test_a_second_import_brings_the_new_and_keeps_the_edited() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        root = folder / "section"
        first = wxr(folder, item(1, "One", "First words."), item(2, "Two", "Second words."))
        assert brought_in(root, "wordpress", str(first)) == 0
        (path,) = (root / "content/articles").glob("*one*.md")
        path.write_text(path.read_text("utf-8").replace("First words.", "An editor's words."), encoding="utf-8")
        again = wxr(folder, item(1, "One", "Changed."), item(2, "Two", "Changed too."), item(3, "Three", "New words."))
        assert brought_in(root, "wordpress", str(again)) == 0
        assert "An editor's words." in piece(root, "one")
        assert "Changed too." in piece(root, "two")
        assert "New words." in piece(root, "three")
        before = {p: p.read_bytes() for p in (root / "content").rglob("*.md")}
        assert brought_in(root, "wordpress", str(again)) == 0
        assert {p: p.read_bytes() for p in (root / "content").rglob("*.md")} == before
        assert built(root) == 0
