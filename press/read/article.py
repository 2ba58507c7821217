"""Source -> Article: front matter and body of a piece, every mistake at its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import Any

from press.model.body import Body
from press.model.content import Article, Correction, Sponsor
from press.model.terms import NO_TERMS, Terms
from press.parallel.batch import Steps
from press.read.decoding import problem_at
from press.read.front_matter import FrontMatter, read_front_matter
from press.read.guards import may_be_unfinished, unfinished
from press.read.hints import did_you_mean
from press.read.markdown import Converted
from press.read.resolve_fields import FieldResolver, seo_of
from press.read.schema.pieces import ArticleKeys, CorrectionKeys
from press.read.slugs import slug_fault, slug_of
from press.read.source import ParseResult, ReadingRules, Source
from press.read.terms import count_terms
from press.read.yaml.positions import Fault

_LEADING_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}[-_ ]+")
# What broken programs write where a date is missing: https://en.wikipedia.org/wiki/Unix_time
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_DAYS = frozenset({date(1969, 12, 31), date(1970, 1, 1)})
_GUARDED = ("title", "dek", "short_title", "kicker", "byline", "column", "series", "sponsor.name")


def read_article(source: Source, rules: ReadingRules) -> ParseResult[Article]:
    """Return the piece in `source` and its body's parts; value None where there are problems.

    What is not written is filled in: kind, language, and the slug from the file's name without its date.
    """
    return _REST(open_article(source, rules))


def open_article(source: Source, rules: ReadingRules) -> FieldResolver:
    """Read what stands above the body."""
    front = read_front_matter(source, ArticleKeys)
    lang = _text(front, "lang") if front.keys else ""
    return FieldResolver(front, rules, lang or rules.language)


def _read_body(settler: FieldResolver) -> tuple[FieldResolver, Converted]:
    _guard(settler)
    return settler, settler.convert(letters=_text(settler.front, "kind") in settler.rules.letters)


def _count(read: tuple[FieldResolver, Converted]) -> tuple[FieldResolver, Converted, Terms]:
    settler, converted = read
    keys = settler.front.keys
    if keys is None:
        return settler, converted, NO_TERMS
    return settler, converted, count_terms(title=keys.title, dek=keys.dek, text=converted.plain, lang=settler.lang)


def _close(read: tuple[FieldResolver, Converted, Terms]) -> ParseResult[Article]:
    """Make the piece of all that was read."""
    settler, converted, terms = read
    settler.problems += converted.problems
    settler.check_body(converted.body, "the article")
    front = settler.front
    article = _article(front.keys, settler, converted.body, terms) if front.keys else None
    if settler.failed or article is None:
        return ParseResult(None, (), settler.all_problems())
    return ParseResult(article, converted.parts, settler.all_problems(), converted.packed)


_REST: Steps[FieldResolver, ParseResult[Article]] = Steps((_read_body, _count, _close))
# How a piece is read, step by step: the first takes Source and rules, the last gives the Reading.
ARTICLE: tuple[Callable[..., Any], ...] = (open_article, *_REST.steps)


def _text(front: FrontMatter[Any], key: str) -> str:
    """A key's text; as written where the front matter holds mistakes, and of keys inside others."""
    if front.keys and "." not in key:
        value = getattr(front.keys, key)
    else:
        outer, _, inner = key.partition(".")
        value = front.parsed.values.get(outer)
        value = value.get(inner) if inner and isinstance(value, dict) else value
    return value if isinstance(value, str) else ""


def _guard(settler: FieldResolver) -> None:
    """Look for signs of an unfinished text, unless the piece is a draft or allows them."""
    front = settler.front
    if _is_unguarded(front):
        return
    said = {key: _text(front, key) for key in _GUARDED if key in front.parsed.positions}
    if not may_be_unfinished(front.body) and not may_be_unfinished("\n".join(said.values())):
        return
    for key, text in said.items():
        spot = front.parsed.positions[key]
        if not spot.style:
            found = unfinished(text, first_line=spot.line, first_column=spot.column)
            _report(settler, ((fault, front.parsed.source(fault.line), note) for fault, _, note in found))
        else:
            for fault, _, is_note in unfinished(text, first_line=1):
                settler.say(key, fault.message, fault.hint, is_note=is_note)
    _report(settler, unfinished(front.body, first_line=front.body_line))


def _is_unguarded(front: FrontMatter[ArticleKeys]) -> bool:
    if front.keys:
        return front.keys.draft or not front.keys.guards
    return _text(front, "draft").lower() == "true" or _text(front, "guards").lower() == "false"


def _report(settler: FieldResolver, found: Iterable[tuple[Fault, str, bool]]) -> None:
    for fault, line, is_note in found:
        settler.problems.append(problem_at(settler.front.path, fault, line, is_note=is_note))


def _article(keys: ArticleKeys, settler: FieldResolver, body: Body, terms: Terms) -> Article:
    _check_rules(keys, settler)
    published = settler.when("date", keys.date)
    updated = settler.when("updated", keys.updated) if keys.updated else None
    expires = settler.when("expires", keys.expires) if keys.expires else None
    _check_dates(keys, settler, published, updated, expires)
    return Article(
        stem=settler.stem,
        where=settler.front.where(),
        title=keys.title,
        date=published,
        slug=keys.slug or _default_slug(settler),
        lang=settler.lang,
        short_title=keys.short_title,
        kicker=settler.line(keys.kicker),
        dek=settler.line(keys.dek),
        kind=keys.kind,
        column=keys.column,
        series=keys.series,
        part=keys.part,
        authors=tuple(keys.authors),
        byline=settler.line(keys.byline),
        role=settler.line(keys.role),
        translator=tuple(keys.translator),
        editor=tuple(keys.editor),
        sponsor=Sponsor(keys.sponsor.name, keys.sponsor.url) if keys.sponsor else None,
        updated=updated,
        expires=expires,
        draft=keys.draft,
        topics=tuple(keys.topics),
        image=settler.picture("image", keys.image),
        aliases=tuple(keys.aliases),
        **_connections(keys),
        corrections=tuple(_correction(n, entry, settler) for n, entry in enumerate(keys.corrections)),
        keep_body=keys.keep_body,
        disclosure=settler.rich("disclosure", keys.disclosure) if keys.disclosure else None,
        disclaimer=settler.disclaimer(keys.disclaimer),
        body=body,
        terms=terms,
    )


def _connections(keys: ArticleKeys) -> dict[str, Any]:
    """What ties the piece to others, and how it is shown: all of it as written."""
    return {
        "related": tuple(keys.related),
        "related_exclude": tuple(keys.related_exclude),
        "card": keys.card,
        "replies_to": keys.replies_to,
        "footer": keys.footer,
        "canonical": keys.canonical,
        "translation_of": keys.translation_of,
        "lead": keys.lead,
        "seo": seo_of(keys.seo),
        "feed": keys.feed,
        "extra": keys.extra,
    }


def _check_rules(keys: ArticleKeys, settler: FieldResolver) -> None:
    """What one key asks of another, and of the site's kinds."""
    kinds = settler.rules.kinds
    if keys.kind not in kinds:
        listed = f"the kinds are {', '.join(kinds)}"
        settler.say("kind", f'there is no kind "{keys.kind}"', did_you_mean(keys.kind, kinds, alike=0.6) or listed)
    if keys.kind in settler.rules.paid and keys.sponsor is None:
        settler.say("kind", "a piece that was paid for must say who paid", "sponsor: {name: Harbour Bank}")
    if keys.kind in kinds and keys.kind not in settler.rules.paid and keys.sponsor is not None:
        message = f'a sponsor is named, but a piece of kind "{keys.kind}" is not paid content'
        settler.say("sponsor", message, "kind: sponsored", is_note=True)
    if keys.keep_body and not any(entry.type == "retraction" for entry in keys.corrections):
        settler.say("keep_body", "keep_body has a meaning in a retracted piece alone", "take it out", is_note=True)
    if keys.part and not keys.series:
        settler.say("part", "part needs a series", "series: the name of the series")


def _check_dates(
    keys: ArticleKeys, settler: FieldResolver, published: datetime, updated: datetime | None, expires: datetime | None
) -> None:
    if not keys.archive and (published == _EPOCH or published.date() in _EPOCH_DAYS):
        settler.say("date", "this looks like a missing date", "if it is the real one, add archive: true")
    if updated and updated < published:
        settler.say("updated", "updated lies before date", "swap them, or take updated out", is_note=True)
    for number, entry in enumerate(keys.corrections):
        if settler.when(f"corrections.{number}.date", entry.date).date() < published.date():
            message = "this correction is older than the piece"
            settler.say(f"corrections.{number}.date", message, "is its year right?", is_note=True)
    if expires and expires <= published:
        settler.say("expires", "the piece expires before it comes out", "give expires a later date", is_note=True)


def _correction(number: int, entry: CorrectionKeys, settler: FieldResolver) -> Correction:
    key = f"corrections.{number}"
    return Correction(settler.when(f"{key}.date", entry.date), entry.type, settler.rich(f"{key}.text", entry.text))


def _default_slug(settler: FieldResolver) -> str:
    """The file's name without a leading date, as a slug."""
    name = _LEADING_DATE.sub("", settler.stem, count=1)
    slug = slug_of(name, ascii_only=settler.rules.slugs == "ascii")
    fault = slug_fault(slug) if slug else "it holds no letter or digit"
    if fault:
        message = f'the file\'s name "{settler.stem}" gives no address: {fault}'
        settler.say("slug", message, "slug: words-for-the-address")
    return slug
