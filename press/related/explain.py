"""A piece among all candidates -> why each suggestion was found, and why near ones are not shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from operator import truediv

from press.model.publication import RelatedRules
from press.model.related import Chosen
from press.related.candidate import Candidate, TermsOf
from press.related.corpus import Section, Weighed, arrange
from press.related.numbering import in_time
from press.related.pairs import for_series, for_writer
from press.related.score import nearest
from press.related.vocabulary import ANY, topics_of
from press.related.weights import WHOLE

_WORDS_SHOWN = 6
_BEHIND = "not shown: nearer ones took the places"
# Less than this many thousandths would show as 0.00.
_TELLING = 5


@dataclass(frozen=True, slots=True)
class SharedTopic:
    """A topic that two pieces have: its id, what it adds in thousandths, and how many pieces of how many have it."""

    id: str
    share: int
    pieces: int
    of: int


@dataclass(frozen=True, slots=True)
class SharedWord:
    """A word that two pieces have: its stem, what it adds in thousandths, and how many pieces have it."""

    stem: str
    share: int
    pieces: int


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one piece was found; shares are thousandths, before what `closeness`, `writer` and `series` make of them.

    These say by what the score was multiplied for the `days` between the two and for being by one writer or of one
    series (1 = it is not). `shown` is "card", "list" or the reason why it is not shown, "" when no choice was given.
    """

    stem: str
    score: int
    words: tuple[SharedWord, ...]
    topics: tuple[SharedTopic, ...]
    days: int
    closeness: float
    writer: float
    series: float
    other_language: bool
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that is to be said about the suggestions for one piece; `pinned` are shown because the writer says so."""

    stem: str
    reasons: tuple[Reason, ...]
    pinned: tuple[str, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()


def explain(
    stem: str,
    candidates: Iterable[Candidate],
    terms_of: TermsOf,
    rules: RelatedRules,
    chosen: Chosen | None = None,
    *,
    limit: int = 10,
) -> Explanation:
    """Return why the first `limit` suggestions of the piece `stem` were found and, given its choice, what is shown.

    Raises KeyError when no candidate is called `stem`.
    """
    by_stem = {piece.stem: piece for piece in candidates}
    piece, fate, behind = by_stem[stem], _fate(chosen) if chosen else {}, _BEHIND if chosen else ""
    reasons: list[Reason] = []
    if piece.suggestable:
        section = arrange(in_time(by_stem.values(), terms_of), rules.weights)
        one = next(one for one in section.pieces.values() if one.stem == stem)
        near = nearest(section, one.place, rules)
        for place, points in zip(near.places[:limit], near.scores, strict=False):
            if points:
                other = section.pieces[place]
                found = _reason(section, one, other, by_stem[other.stem], rules)
                reasons.append(replace(found, score=points, shown=fate.get(other.stem, behind)))
    named = {reason.stem for reason in reasons}
    return Explanation(
        stem=stem,
        reasons=tuple(reasons),
        pinned=tuple(name for name, shown in fate.items() if shown in {"card", "list"} and name not in named),
        left_out=tuple((name, why) for name, why in (chosen.left_out if chosen else ()) if name not in named),
    )


def lines_of(explanation: Explanation, topic_names: Mapping[str, str], written: Mapping[str, str]) -> tuple[str, ...]:
    """Return an explanation as lines for a terminal, best suggestion first.

    `topic_names` has the names of topics by id, `written` the words of stems; where none is known, id and stem stand.
    """
    lines = [f"{stem}: shown because the piece names it" for stem in explanation.pinned]
    for reason in explanation.reasons:
        shown = f" [{reason.shown}]" if reason.shown else ""
        lines.append(f"{reason.score / 1000:.2f}  {reason.stem}{shown}")
        lines.append("      " + "; ".join(_parts(reason, topic_names, written)))
    return (*lines, *(f"{stem}: left out, {why}" for stem, why in explanation.left_out))


def _parts(reason: Reason, topic_names: Mapping[str, str], written: Mapping[str, str]) -> list[str]:
    heavy = [word for word in reason.words[:_WORDS_SHOWN] if word.share >= _TELLING]
    words = ", ".join(
        f"{written.get(word.stem, word.stem)} {word.share / 1000:.2f} (in {word.pieces})" for word in heavy
    )
    more = len(reason.words) - len(heavy)
    parts = [f"terms: {words}" + (f" and {more} more" if more else "")] if heavy else []
    for topic in reason.topics:
        name = topic_names.get(topic.id, topic.id)
        parts.append(f"topic {name} {topic.share / 1000:.2f} ({topic.pieces} of {topic.of} pieces)")
    apart = f"{reason.days} day{'s'[: reason.days > 1]} apart, × {reason.closeness:.2f}"
    parts.append(apart if reason.days else "the same day")
    if reason.writer != 1:
        parts.append(f"same writer, × {reason.writer:g}")
    if reason.series != 1:
        parts.append(f"same series, × {reason.series:g}")
    if reason.other_language:
        parts.append("another language, after all of its own")
    return parts


def _fate(chosen: Chosen) -> Mapping[str, str]:
    """Return what became of each piece that the choice names."""
    fate = {stem: f"not shown: {why}" for stem, why in chosen.left_out}
    fate |= dict.fromkeys(chosen.list, "list")
    return fate | ({chosen.card: "card"} if chosen.card else {})


def _reason(section: Section, one: Weighed, other: Weighed, piece: Candidate, rules: RelatedRules) -> Reason:
    shares, uses = _shares(section, one, other), section.vocabulary.uses
    of_language, same_in_all = section.vocabulary.numbers[one.lang], section.vocabulary.numbers[ANY]
    words = [
        SharedWord(word, shares[term] * 1000 // WHOLE, uses(term))
        for word, term in of_language.items()
        if term in shares
    ]
    topics = {topic: same_in_all[name] for topic, name in zip(piece.topics, topics_of(piece), strict=True)}
    half, days = max(1, rules.half_life_days), abs(one.day - other.day)
    found = [(shares[term], topic, term) for topic, term in topics.items() if term in shares]
    return Reason(
        stem=other.stem,
        score=0,
        words=tuple(sorted(words, key=lambda word: (-word.share, word.stem))),
        topics=tuple(
            SharedTopic(topic, share * 1000 // WHOLE, uses(term), len(section.pieces))
            for share, topic, term in sorted(found, key=lambda item: (-item[0], item[1]))
        ),
        days=days,
        closeness=half / (half + days),
        writer=1 if set(one.authors).isdisjoint(other.authors) else truediv(*for_writer(rules)),
        series=truediv(*for_series(rules)) if other.series and other.series == one.series else 1,
        other_language=other.lang != one.lang,
    )


def _shares(section: Section, one: Weighed, other: Weighed) -> Mapping[int, int]:
    """Return what each term adds to what two pieces have in common; their sum is `in_common`."""
    shares = {term: one.terms[term] * weight for term, weight in other.terms.items() if term in one.terms}
    for term in set(section.words[one.place]).intersection(other.promise):
        shares[term] = shares.get(term, 0) + other.promise[term]
    return {term: share for term, share in shares.items() if share}
