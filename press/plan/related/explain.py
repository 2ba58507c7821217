"""A piece among all candidates -> why each suggestion was found, and why near ones are not shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from press.model.publication import RelatedRules
from press.plan.related.candidate import Candidate
from press.plan.related.choice import Chosen
from press.plan.related.pairs import SERIES, WRITER, Reader, reader_of
from press.plan.related.score import Section, arrange, nearest
from press.plan.related.weights import WHOLE

_WORDS_SHOWN = 6
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
class Reason:
    """Why one piece was found; shares are thousandths, before time, writer and series; words are stems.

    `shown` is "card", "list", the reason why it is not shown, or "" when nearer ones took the places.
    """

    stem: str
    score: int
    words: tuple[tuple[str, int], ...]
    topics: tuple[SharedTopic, ...]
    days: int
    same_writer: bool
    same_series: bool
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
    rules: RelatedRules,
    chosen: Chosen | None = None,
    *,
    limit: int = 10,
) -> Explanation:
    """Return why the first `limit` suggestions of the piece `stem` were found and, given its choice, what is shown.

    Raises KeyError when no candidate is called `stem`.
    """
    section = arrange(candidates)
    numbers = {piece.stem: number for number, piece in enumerate(section.pieces)}
    number = numbers[stem]
    reader = reader_of(section.pieces[number], section.weights[number])
    near = nearest(section, number, rules, limit) if reader.piece.suggestable else ()
    fate = _fate(chosen) if chosen else {}
    reasons = tuple(
        _reason(section, reader, numbers[found.stem], found.score, fate.get(found.stem, "")) for found in near
    )
    named = {found.stem for found in near}
    return Explanation(
        stem=stem,
        reasons=reasons,
        pinned=tuple(name for name, shown in fate.items() if shown in {"card", "list"} and name not in named),
        left_out=tuple((name, why) for name, why in (chosen.left_out if chosen else ()) if name not in named),
    )


def lines_of(explanation: Explanation, topic_names: Mapping[str, str]) -> tuple[str, ...]:
    """Return an explanation as lines for a terminal, best suggestion first; topics by name where one is known."""
    lines = [f"{stem}: shown because the piece names it" for stem in explanation.pinned]
    for reason in explanation.reasons:
        shown = f" [{reason.shown}]" if reason.shown else ""
        lines.append(f"{reason.score / 1000:.2f}  {reason.stem}{shown}")
        lines.append("      " + "; ".join(_parts(reason, topic_names)))
    return (*lines, *(f"{stem}: left out, {why}" for stem, why in explanation.left_out))


def _parts(reason: Reason, topic_names: Mapping[str, str]) -> list[str]:
    heavy = [(word, share) for word, share in reason.words[:_WORDS_SHOWN] if share >= _TELLING]
    words = ", ".join(f"{word} {share / 1000:.2f}" for word, share in heavy)
    more = len(reason.words) - len(heavy)
    parts = [f"terms: {words}" + (f" and {more} more" if more else "")] if heavy else []
    for topic in reason.topics:
        name = topic_names.get(topic.id, topic.id)
        parts.append(f"topic {name} {topic.share / 1000:.2f} ({topic.pieces} of {topic.of} pieces)")
    parts.append("the same day" if not reason.days else f"{reason.days} day{'s'[: reason.days > 1]} apart")
    if reason.same_writer:
        parts.append(f"same writer, × {WRITER[0] / WRITER[1]:g}")
    if reason.same_series:
        parts.append(f"same series, × {SERIES[0] / SERIES[1]:g}")
    if reason.other_language:
        parts.append("another language, after all of its own")
    return parts


def _fate(chosen: Chosen) -> Mapping[str, str]:
    """Return what became of each piece that the choice names."""
    fate = {stem: f"not shown: {why}" for stem, why in chosen.left_out}
    fate |= dict.fromkeys(chosen.list, "list")
    return fate | ({chosen.card: "card"} if chosen.card else {})


def _reason(section: Section, reader: Reader, number: int, score: int, shown: str) -> Reason:
    other, lexicon = section.pieces[number], section.lexicon
    topics = {lexicon.topics[topic]: topic for topic in other.topics}
    shares = _shares(section, reader, number)
    return Reason(
        stem=other.stem,
        score=score,
        words=tuple(
            (lexicon.names[term], share * 1000 // WHOLE)
            for term, share in sorted(shares.items(), key=lambda item: (-item[1], lexicon.names[item[0]]))
            if term not in topics
        ),
        topics=tuple(
            SharedTopic(topics[term], shares[term] * 1000 // WHOLE, lexicon.uses[term], lexicon.pieces)
            for term in sorted(shares.keys() & topics.keys(), key=lambda term: (-shares[term], topics[term]))
        ),
        days=abs(reader.piece.day - other.day),
        same_writer=not reader.authors.isdisjoint(other.authors),
        same_series=bool(other.series) and other.series == reader.piece.series,
        other_language=other.lang != reader.piece.lang,
        shown=shown,
    )


def _shares(section: Section, reader: Reader, number: int) -> Mapping[int, int]:
    """Return what each term adds to what two pieces have in common; their sum is `in_common`."""
    about, promise = section.weights[number].about, section.weights[number].promise
    shares = {
        term: reader.about[term] * weight
        for term, weight in zip(about.terms, about.weights, strict=True)
        if term in reader.about
    }
    for term, adds in zip(promise.terms, promise.weights, strict=True):
        if term in reader.terms:
            shares[term] = shares.get(term, 0) + adds
    return {term: share for term, share in shares.items() if share}
