"""Whole texts for Hypothesis: plain prose, and prose with syntax that changes its meaning."""

from __future__ import annotations

from hypothesis import strategies as st

_Text = st.SearchStrategy[str]

_QUIET = """a b words it's (x) *em* **st** "said" *two·words* "two·words" [a](https://e.org/) [b·c](http://e.org/x) --
    --- ... , . ! ? 1 2. 3.5 é — ’"""
_LOUD = """*"em"* "*em*" "a 'b [c](c.md) [c](#a) [c](mailto:a@b.c) [c](javascript:a) [c](https://[a) [c](//e) “ » 'tis
    5'10" [^1] [^2] [^n] > # ## | : - * [ ] *x **y _z_ & < ` \\ { [r] [r]: ~~~ /// ¬ \x01"""


def _words(*signs: str) -> _Text:
    """`·` stands for a blank that is no gap between two of the signs, `¬` for one at which no line ends."""
    some = st.sampled_from(
        [sign.translate({ord("·"): " ", ord("¬"): "\u00a0"}) for line in signs for sign in line.split()]
    )
    return st.lists(some, min_size=1, max_size=5).map(" ".join)


def _prose(words: _Text) -> _Text:
    """Paragraphs, headings, quotations."""
    lines = st.lists(words, min_size=1, max_size=3)
    return st.one_of(
        words,
        st.builds("{} {}".format, st.sampled_from(["#", "##", "###", "######", "## "]), words),
        lines.map("\n".join),
        lines.map("\n> ".join).map("> {}".format),
        lines.map("\n>\n> ".join).map("> {}".format),
        lines.map("\n".join).map("> {}".format),
    )


def _other(words: _Text) -> _Text:
    """Lists, code, definitions, footnotes, rules."""
    lines = st.lists(words, min_size=1, max_size=3)
    return st.one_of(
        st.builds("{} {}".format, st.sampled_from(["-", "1.", ":", "   ", "    ", "##", "[^1]:", "[^n]:"]), words),
        lines.map("  \n".join),
        lines.map("\n    ".join),
        st.sampled_from(["", " ", ">", "> ", "##", "***", "a\n===", "a[^1]", "[^1]: b\n[^n]: c"]),
    )


def _noted(blocks: list[str], notes: list[str]) -> list[str]:
    """Refer to each of the notes at the end of a block, and put the notes at the end of the text."""
    referring = [f"{block}[^{n}]" for n, block in enumerate(blocks[: len(notes)], 1)]
    defined = [f"[^{n}]: {note}" for n, note in enumerate(notes[: len(referring)], 1)]
    return [*referring, *blocks[len(notes) :], *defined]


_SOFT = _words(_QUIET)
_HARD = _words(_QUIET, _LOUD)
TEXTS: _Text = st.builds(
    str.join,
    st.sampled_from(["\n\n", "\n\n", "\n\n\n", "\n \n"]),
    st.one_of(
        st.lists(_prose(_SOFT), min_size=1, max_size=6),
        st.builds(_noted, st.lists(_prose(_SOFT), min_size=1, max_size=4), st.lists(_SOFT, max_size=2)),
        st.lists(st.one_of(_prose(_SOFT), _prose(_HARD), _other(_HARD)), max_size=6),
    ),
)
