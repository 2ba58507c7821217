"""A piece among all candidates -> why each suggestion was found, and why near ones are not shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from press.model.publication import RelatedRules
from press.plan.related.candidate import Candidate, TermsOf
from press.plan.related.choice import Chosen
from press.plan.related.pairs import SERIES, WRITER
from press.plan.related.score import nearest
from press.plan.related.section import Section, Weighed, arrange
from press.plan.related.vocabulary import ANY, topics_of
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
    piece, fate = by_stem[stem], _fate(chosen) if chosen else {}
    reasons: list[Reason] = []
    if piece.suggestable:
        section = arrange(by_stem.values(), terms_of)
        one = next(one for one in section.pieces.values() if one.stem == stem)
        near = nearest(section, one.place, rules)
        for place, points in zip(near.places[:limit], near.scores, strict=False):
            if points:
                other = section.pieces[place]
                reasons.append(_reason(section, one, other, by_stem[other.stem], points, fate.get(other.stem, "")))
    named = {reason.stem for reason in reasons}
    return Explanation(
        stem=stem,
        reasons=tuple(reasons),
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


def _reason(section: Section, one: Weighed, other: Weighed, piece: Candidate, points: int, shown: str) -> Reason:
    shares = _shares(section, one, other)
    of_language, same_in_all = section.vocabulary.numbers[one.lang], section.vocabulary.numbers[ANY]
    words = {word: shares[term] for word, term in of_language.items() if term in shares}
    topics = {topic: same_in_all[name] for topic, name in zip(piece.topics, topics_of(piece), strict=True)}
    found = [(shares[term], topic, term) for topic, term in topics.items() if term in shares]
    return Reason(
        stem=other.stem,
        score=points,
        words=tuple(sorted(((w, s * 1000 // WHOLE) for w, s in words.items()), key=lambda item: (-item[1], item[0]))),
        topics=tuple(
            SharedTopic(topic, share * 1000 // WHOLE, section.vocabulary.uses(term), len(section.pieces))
            for share, topic, term in sorted(found, key=lambda item: (-item[0], item[1]))
        ),
        days=abs(one.day - other.day),
        same_writer=not one.authors.isdisjoint(other.authors),
        same_series=bool(other.series) and other.series == one.series,
        other_language=other.lang != one.lang,
        shown=shown,
    )


def _shares(section: Section, one: Weighed, other: Weighed) -> Mapping[int, int]:
    """Return what each term adds to what two pieces have in common; their sum is `in_common`."""
    shares = {term: one.terms[term] * weight for term, weight in other.terms.items() if term in one.terms}
    for term in set(section.words[one.place]).intersection(other.promise):
        shares[term] = shares.get(term, 0) + other.promise[term]
    return {term: share for term, share in shares.items() if share}
