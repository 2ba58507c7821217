"""Config and interface words -> the disclaimer that a kind of piece carries by default, per language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from press.model.body import RichText
from press.model.catalogue import Words
from press.model.problem import Place, Problem
from press.model.publication import Kind, Publication
from press.read.markdown import convert_inline
from press.read.source import ReadingRules


def default_disclaimers(
    publication: Publication, words: Mapping[str, Words], languages: Iterable[str], rules: ReadingRules
) -> tuple[Mapping[tuple[str, str], RichText | None], tuple[Problem, ...]]:
    """Return (language, kind id) -> disclaimer, None where a kind has none, and the notes on their text."""
    texts: dict[tuple[str, str], RichText | None] = {}
    problems: list[Problem] = []
    for lang in languages:
        for kind in publication.kinds.values():
            written = _wording(publication, kind, words[lang])
            if written is False or not written:
                texts[lang, kind.id] = None
                continue
            place, excerpt = Place("config.yaml"), ""
            text, notes = convert_inline(written, place=place, excerpt=excerpt, lang=lang, rules=rules)
            texts[lang, kind.id] = text
            problems += notes
    return texts, tuple(dict.fromkeys(problems))


def _wording(publication: Publication, kind: Kind, words: Words) -> str | Literal[False]:
    """The kind's own words; else the publication's, where the author's views are disclaimed; else the house's."""
    if kind.disclaimer is False or kind.disclaimer:
        return kind.disclaimer
    if not kind.views:
        return False
    if publication.disclaimer is False:
        return False
    if publication.disclaimer and kind.views == "author":
        return publication.disclaimer
    return words[f"disclaimers.{kind.views}"]
