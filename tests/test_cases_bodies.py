"""tests/cases/bodies.md -> one test per case: Markdown, and the parts and remarks that it makes.

A case is a heading `## name`, a fenced block `markdown` (behind it, options: `lang=uk`, `letters`, `raw=escape`,
`card=2`) and a fenced block `parts`. The Markdown begins on line 10 of content/articles/piece.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast
from zoneinfo import ZoneInfo

import pytest

from press.model.body import CardSlot, Figure, Html, InlinePicture, Letter, Part, PieceLink, Table
from press.read.markdown import BodyText, Converted, convert_body, decode_parts, encode_parts
from press.read.source import ReadingRules

DOCUMENT = Path(__file__).parent / "cases" / "bodies.md"
CASE = re.compile(
    r"^## (?P<name>[^\n]+)\n+(?:(?!````)[^\n]*\n)*"
    r"````markdown(?P<options>[^\n]*)\n(?P<text>.*?)^````\n+````parts\n(?P<parts>.*?)^````$",
    re.MULTILINE | re.DOTALL,
)
FIRST_LINE = 10


@dataclass(frozen=True)
class Case:
    name: str
    options: str
    text: str
    parts: str


def cases() -> list[Case]:
    return [Case(**found.groupdict()) for found in CASE.finditer(DOCUMENT.read_text("utf-8"))]


def converted(case: Case) -> Converted:
    options = dict(word.partition("=")[::2] for word in case.options.split())
    rules = ReadingRules(
        language="en",
        timezone=ZoneInfo("UTC"),
        kinds=(),
        letters=(),
        raw_html=cast('Literal["sanitize", "escape", "trust"]', options.get("raw", "sanitize")),
        card_after=int(options.get("card", "3")),
    )
    path, lang = "content/articles/piece.md", options.get("lang", "en")
    return convert_body(BodyText(case.text, path, FIRST_LINE, lang, "letters" in options), rules)


def shown(result: Converted) -> str:
    """The parts and remarks in the form of the document."""
    lines = [*lines_of(result.parts)]
    for found in result.problems:
        kind = "Note" if found.is_note else "Problem"
        lines.append(f"{kind} {found.place.line}:{found.place.column} {found.message}")
    return "".join(f"{line}\n" for line in lines)


def lines_of(parts: Sequence[Part]) -> Iterator[str]:
    for part in parts:
        match part:
            case Html(html) | Table(html):
                yield type(part).__name__
                yield from (f"    {visible(line)}".rstrip() for line in html.rstrip("\n").split("\n"))
            case PieceLink(target, fragment, attributes, inner):
                yield f"PieceLink {target}" + (f" #{fragment}" if fragment else "") + attributes
                yield from (f"    {line}" for line in lines_of(inner))
            case Figure(src, alt, caption, credit):
                yield f"Figure {src}"
                words = {"alt": alt, "caption": caption, "credit": credit}
                yield from (f"    {name}: {value}" for name, value in words.items() if value)
            case InlinePicture(src, alt):
                yield f"InlinePicture {src} alt: {alt}"
            case CardSlot(by_hand):
                yield f"CardSlot {'by hand' if by_hand else 'auto'}"
            case Letter(name, title, inner, signature):
                yield f"Letter {name} title: {title}"
                yield from (f"    {line}".rstrip() for line in lines_of(inner))
                yield f"    signature: {signature}".rstrip()


def visible(line: str) -> str:
    """Blanks at the ends of a line, which matter where a link follows, as ␣."""
    return re.sub(r"^ +| +$", lambda blanks: "␣" * len(blanks[0]), line)


def test_every_heading_of_the_document_is_a_case() -> None:
    outside = re.sub(r"^````.*?^````$", "", DOCUMENT.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    headings = re.findall(r"^## (.+)$", outside, re.MULTILINE)
    assert [case.name for case in cases()] == headings


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_case(case: Case) -> None:
    result = converted(case)
    assert shown(result) == case.parts
    assert decode_parts(encode_parts(result.parts)) == result.parts
