"""Pieces -> milliseconds of one processor that reading one takes, stage by stage, and Markdown against the library.

usage, from the project's root: python -m bench.reading [folder]     (a section with content/articles; default: made up)

All stages run in one process, one after the other on the same pieces, in several rounds; of each the best round
counts. The library is Python-Markdown with the same extensions, set up the same way, at its own pace.
"""

from __future__ import annotations

import gc
import hashlib
import random
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from press.read.article import read_article
from press.read.cached import FileRef, read_file
from press.read.front_matter import read_front_matter
from press.read.kinds import DEFAULT_KINDS
from press.read.markdown import BodyText, convert_body
from press.read.markdown.blocks import blocks_of
from press.read.markdown.clean import clean
from press.read.markdown.fast import Converter, guarded_converter
from press.read.markdown.fast.converter import LibraryConverter
from press.read.markdown.findings import Findings
from press.read.markdown.markup import library_converter
from press.read.markdown.places import Places
from press.read.markdown.quotes import curl
from press.read.schema.pieces import ArticleKeys
from press.read.source import ReadingRules, Source
from press.read.terms import count_terms

PIECES = 300
WORDS = 900
ROUNDS = 3
PATH = "content/articles/2026-03-02-x.md"
RULES = ReadingRules("en", ZoneInfo("UTC"), kinds=tuple(DEFAULT_KINDS), letters=("letters",))
T = TypeVar("T")
R = TypeVar("R")


def made_up() -> list[bytes]:
    """Make pieces as a section prints them: paragraphs with a link, a stress, quotes, and a heading now and then."""
    chance = random.Random(7)
    words = ["".join(chance.choices("aeioubdfgklmnprstvz", k=chance.randint(2, 9))) for _ in range(4_000)]
    return [piece(chance, words).encode() for _ in range(PIECES)]


def piece(chance: random.Random, words: Sequence[str]) -> str:
    head = (
        f"---\ntitle: {' '.join(chance.sample(words, 7))}\ndate: 2026-03-02\nauthors: [amy-mok]\ntopics: [a, b]\n---\n"
    )
    paragraphs = []
    for number in range(12):
        some = chance.sample(words, WORDS // 12)
        some[10], some[20] = f"*{some[10]}*", f"[{some[20]}](https://example.org/{some[21]})"
        some[30], some[40] = f'"{some[30]}"', "it's"
        heading = f"## {' '.join(chance.sample(words, 4))}\n\n" if number % 4 == 3 else ""
        paragraphs.append(heading + " ".join(some).capitalize() + ".")
    return head + "\n" + "\n\n".join(paragraphs) + "\n"


def timed(work: Callable[[T], R], pieces: Iterable[T]) -> tuple[float, list[R]]:
    """Return the milliseconds that one piece takes, and what was made of each."""
    given = list(pieces)
    best = float("inf")
    made: list[R] = []
    gc.collect()
    gc.freeze()  # what earlier stages made lies about only here, and would be looked through again and again
    for _ in range(ROUNDS):
        started = time.process_time()
        made = [work(each) for each in given]
        best = min(best, time.process_time() - started)
    return best * 1_000 / len(given), made


def html_by(converter: Converter, text: str) -> str:
    """Convert one text; one converter does all of them, as the library advises."""
    converter.reset(lambda: None)
    return converter.convert(text)


def packed(source: Source) -> object:
    return read_file("articles", RULES, lambda _: source, FileRef(source.path, source.digest))


def findings() -> Findings:
    return Findings(PATH, "en", Places("", PATH, 1))


def main(folders: Sequence[str]) -> None:
    files = (
        [path.read_bytes() for path in sorted(Path(folders[0]).glob("content/articles/*.md"))] if folders else made_up()
    )
    sources = [Source(PATH, data, hashlib.sha256(data).hexdigest()) for data in files]
    front_ms, fronts = timed(lambda source: read_front_matter(source, ArticleKeys), sources)
    bodies = [front.body for front in fronts]
    stock_ms, by_stock = timed(partial(html_by, LibraryConverter(library_converter(raw=True, scope="body"))), bodies)
    ours_ms, by_us = timed(partial(html_by, guarded_converter(library_converter(raw=True, scope="body"))), bodies)
    clean_ms, cleaned = timed(lambda html: clean(html, "sanitize").html, by_us)
    curl_ms, curled = timed(lambda html: curl(html, "en"), cleaned)
    blocks_ms, _ = timed(lambda html: blocks_of(html, findings()), curled)
    body_ms, converted = timed(lambda body: convert_body(BodyText(body, PATH, first_line=7, lang="en"), RULES), bodies)
    terms_ms, _ = timed(lambda one: count_terms(title="", dek="", text=one.plain, lang="en"), converted)
    article_ms, _ = timed(lambda source: read_article(source, RULES), sources)
    whole_ms, _ = timed(packed, sources)
    same = sum(ours == library for ours, library in zip(by_us, by_stock, strict=True))
    print(f"{len(sources)} pieces, milliseconds each")
    for name, value in (
        ("front matter", front_ms),
        ("Markdown", ours_ms),
        ("sanitising", clean_ms),
        ("quotes", curl_ms),
        ("blocks, links, headings", blocks_ms),
        ("body, all of it", body_ms),
        ("terms", terms_ms),
        ("article, all of it", article_ms),
        ("article, packed for the memo", whole_ms),
        ("the same without terms", whole_ms - terms_ms),
    ):
        print(f"  {name:30} {value:7.3f}")
    print(
        f"Markdown by the library: {stock_ms:.3f}, {stock_ms / ours_ms:.1f} times ours; {same} of {len(sources)} equal"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
