"""Source -> Article: front matter and body of a piece, every mistake at its line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from press.model.content import Article, Correction, Sponsor
from press.model.problem import Where
from press.model.text_files import stem_of
from press.read.decoding import problem_at
from press.read.front_matter import FrontMatter, read_front_matter
from press.read.guards import may_be_unfinished, unfinished
from press.read.hints import did_you_mean
from press.read.markdown import Converted
from press.read.markdown.budget import Budget
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
    """Return the piece in `source` and its body's parts.

    Where there are problems, it is the piece without what could not be read. Defaults are filled in: kind, language,
    and the slug from the file's name without its date. Raises TooSlow.
    """
    front = read_front_matter(source, ArticleKeys)
    fields = FieldResolver(front, rules, (_text(front, "lang") if front.keys else "") or rules.language)
    with Budget().of_one_text():
        _guard(fields)
    converted = fields.body(letters=_text(front, "kind") in rules.letters)
    with Budget().of_one_text():
        fields.check_body(converted.body, "the article")
        article = _article(front.keys, fields, converted) if front.keys else unread_article(source.path, rules, front)
    article = replace(article, unread=fields.unread) if fields.unread else article
    return ParseResult(article, converted.parts, fields.all_problems(), converted.packed)


def unread_article(path: str, rules: ReadingRules, front: FrontMatter[Any] | None = None) -> Article:
    """Return what stands for a piece whose file cannot be read, so that others may name it.

    `front`: a front matter without keys, which may show the slug.
    """
    stem = stem_of(path)
    slug = (front and _text(front, "slug")) or _slug_of_name(stem, rules)
    return Article(stem, Where(path), stem, _EPOCH, slug, rules.language, unread=("",))


def _text(front: FrontMatter[Any], key: str) -> str:
    """A key's text; as written where the front matter holds mistakes, and of keys inside others."""
    if front.keys and "." not in key:
        value = getattr(front.keys, key)
    else:
        outer, _, inner = key.partition(".")
        value = front.parsed.values.get(outer)
        value = value.get(inner) if inner and isinstance(value, dict) else value
    return value if isinstance(value, str) else ""


def _guard(fields: FieldResolver) -> None:
    """Look for signs of an unfinished text, unless the piece is a draft or allows them."""
    front = fields.front
    if _is_unguarded(front):
        return
    said = {key: _text(front, key) for key in _GUARDED if key in front.parsed.positions}
    if not may_be_unfinished(front.body) and not may_be_unfinished("\n".join(said.values())):
        return
    for key, text in said.items():
        spot = front.parsed.positions[key]
        if not spot.style:
            found = unfinished(text, first_line=spot.line, first_column=spot.column)
            _report(fields, ((fault, front.parsed.source(fault.line), note) for fault, _, note in found))
        else:
            for fault, _, is_note in unfinished(text, first_line=1):
                fields.say(key, fault.message, fault.hint, is_note=is_note)
    _report(fields, unfinished(front.body, first_line=front.body_line))


def _is_unguarded(front: FrontMatter[ArticleKeys]) -> bool:
    if front.keys:
        return front.keys.draft or not front.keys.guards
    return _text(front, "draft").lower() == "true" or _text(front, "guards").lower() == "false"


def _report(fields: FieldResolver, found: Iterable[tuple[Fault, str, bool]]) -> None:
    for fault, line, is_note in found:
        fields.problems.append(problem_at(fields.front.path, fault, line, is_note=is_note))


def _article(keys: ArticleKeys, fields: FieldResolver, converted: Converted) -> Article:
    kind = _checked_kind(keys, fields)
    _check_rules(keys, fields)
    published = fields.when("date", keys.date)
    updated = fields.when("updated", keys.updated) if keys.updated else None
    expires = fields.when("expires", keys.expires) if keys.expires else None
    _check_dates(keys, fields, published, updated, expires)
    return Article(
        stem=fields.stem,
        where=fields.front.where(),
        title=keys.title,
        date=published,
        slug=keys.slug or _default_slug(fields),
        lang=fields.lang,
        short_title=keys.short_title,
        kicker=fields.line(keys.kicker),
        dek=fields.line(keys.dek),
        kind=kind,
        column=keys.column,
        series=keys.series,
        part=keys.part,
        authors=tuple(keys.authors),
        byline=fields.line(keys.byline),
        role=fields.line(keys.role),
        sponsor=Sponsor(keys.sponsor.name, keys.sponsor.url) if keys.sponsor else None,
        updated=updated,
        expires=expires,
        draft=keys.draft or fields.is_unread("draft"),
        topics=tuple(keys.topics),
        image=fields.picture("image", keys.image),
        **_connections(keys),
        corrections=tuple(_correction(n, entry, fields) for n, entry in enumerate(keys.corrections)),
        keep_body=keys.keep_body,
        disclosure=fields.rich("disclosure", keys.disclosure) if keys.disclosure else None,
        disclaimer=fields.disclaimer(keys.disclaimer),
        body=converted.body,
        terms=count_terms(title=keys.title, dek=keys.dek, text=converted.plain, lang=fields.lang),
    )


def _connections(keys: ArticleKeys) -> dict[str, Any]:
    """What ties the piece to others, and how it is shown: all of it as written."""
    return {
        "translator": tuple(keys.translator),
        "editor": tuple(keys.editor),
        "aliases": tuple(keys.aliases),
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
        "imported": bool(keys.imported),
        "extra": keys.extra,
    }


def _checked_kind(keys: ArticleKeys, fields: FieldResolver) -> str:
    """Return the kind, or, where the site has no such one, the usual kind."""
    kinds = fields.rules.kinds
    if keys.kind in kinds:
        return keys.kind
    listed = f"the kinds are {', '.join(kinds)}"
    fields.say("kind", f'there is no kind "{keys.kind}"', did_you_mean(keys.kind, kinds, alike=0.6) or listed)
    return kinds[0]


def _check_rules(keys: ArticleKeys, fields: FieldResolver) -> None:
    """What one key asks of another."""
    _check_signed(keys, fields)
    is_paid = keys.kind in fields.rules.paid
    if is_paid and keys.sponsor is None and not fields.is_unread("kind", "sponsor"):
        fields.say("kind", "a piece that was paid for must say who paid", "sponsor: {name: Harbour Bank}")
    if not is_paid and keys.sponsor is not None and not fields.is_unread("kind"):
        message = f'a sponsor is named, but a piece of kind "{keys.kind}" is not paid content'
        fields.say("sponsor", message, "kind: sponsored", is_note=True)
    if keys.keep_body and not any(entry.type == "retraction" for entry in keys.corrections):
        fields.say("keep_body", "keep_body has a meaning in a retracted piece alone", "take it out", is_note=True)
    if keys.part and not keys.series and not fields.is_unread("series"):
        fields.say("part", "part needs a series", "series: the name of the series")


def _check_signed(keys: ArticleKeys, fields: FieldResolver) -> None:
    """Add a problem where a kind whose views are the writer's is written and nobody signs."""
    is_sure = not fields.is_unread("authors", "byline", "draft", "kind")
    is_unsigned = not (keys.authors or keys.byline or keys.draft)
    if is_sure and is_unsigned and keys.kind in fields.rules.signed and "kind" in fields.front.parsed.positions:
        message = f'nobody signs this piece, and the views of a piece of kind "{keys.kind}" are its writer\'s'
        fields.say("kind", message, "authors: [Name Surname]; to keep a name back, byline: A nurse at St Mary's")


def _check_dates(
    keys: ArticleKeys, fields: FieldResolver, published: datetime, updated: datetime | None, expires: datetime | None
) -> None:
    if fields.is_unread("date"):
        return
    if not keys.archive and (published == _EPOCH or published.date() in _EPOCH_DAYS):
        fields.say("date", "this looks like a missing date", "if it is the real one, add archive: true")
    if updated and updated < published:
        fields.say("updated", "updated lies before date", "swap them, or take updated out", is_note=True)
    for number, entry in enumerate(keys.corrections):
        if fields.when(f"corrections.{number}.date", entry.date).date() < published.date():
            message = "this correction is older than the piece"
            fields.say(f"corrections.{number}.date", message, "is its year right?", is_note=True)
    if expires and expires <= published:
        fields.say("expires", "the piece expires before it comes out", "give expires a later date", is_note=True)


def _correction(number: int, entry: CorrectionKeys, fields: FieldResolver) -> Correction:
    key = f"corrections.{number}"
    return Correction(fields.when(f"{key}.date", entry.date), entry.type, fields.rich(f"{key}.text", entry.text))


def _default_slug(fields: FieldResolver) -> str:
    """The file's name without a leading date, as a slug."""
    slug = _slug_of_name(fields.stem, fields.rules)
    fault = slug_fault(slug) if slug else "it holds no letter or digit"
    if fault and not fields.is_unread("slug"):
        message = f'the file\'s name "{fields.stem}" gives no address: {fault}'
        fields.say("slug", message, "slug: words-for-the-address")
    return slug


def _slug_of_name(stem: str, rules: ReadingRules) -> str:
    return slug_of(_LEADING_DATE.sub("", stem, count=1), ascii_only=rules.slugs == "ascii")
