"""Source -> Author, Topic or StaticPage: the files beside the articles, every mistake at its line."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from press.model.content import Author, ImageRef, StaticPage, Topic
from press.model.problem import Where
from press.model.text_files import stem_of
from press.read.front_matter import FrontMatter, read_front_matter
from press.read.markdown import Converted
from press.read.resolve_fields import FieldResolver, seo_of
from press.read.schema.profiles import AuthorKeys, PageKeys, TopicKeys
from press.read.slugs import slug_fault, slug_of
from press.read.source import ParseResult, ReadingRules, Source


def read_author(source: Source, rules: ReadingRules) -> ParseResult[Author]:
    """Return the writer in `source`; the file's name is the id, the body the biography."""
    front = read_front_matter(source, AuthorKeys)
    fields = FieldResolver(front, rules, rules.language)
    converted = fields.body()
    author = _author(front.keys, fields, converted) if front.keys else unread_author(source.path, _name(front))
    return ParseResult(replace(author, unread=fields.unread), converted.parts, fields.all_problems())


def read_topic(source: Source, rules: ReadingRules) -> ParseResult[Topic]:
    """Return the topic in `source`; the file's name is the id."""
    front = read_front_matter(source, TopicKeys)
    fields = FieldResolver(front, rules, rules.language)
    converted = fields.body()
    topic = _topic(front.keys, fields, converted) if front.keys else unread_topic(source.path, _name(front))
    return ParseResult(replace(topic, unread=fields.unread), converted.parts, fields.all_problems())


def read_page(source: Source, rules: ReadingRules) -> ParseResult[StaticPage]:
    """Return the page in `source`; its address is the slug, or else the file's name."""
    front = read_front_matter(source, PageKeys)
    fields = FieldResolver(front, rules, (front.keys.lang if front.keys else "") or rules.language)
    converted = fields.body()
    fields.check_body(converted.body, "the page")
    page = _page(front.keys, fields, converted) if front.keys else unread_page(source.path)
    return ParseResult(replace(page, unread=fields.unread), converted.parts, fields.all_problems())


def unread_author(path: str, name: str = "") -> Author:
    """Return what stands for a writer whose file cannot be read, so that others may name them."""
    stem = stem_of(path)
    return Author(stem, name or stem, Where(path), declared=True, unread=("",))


def unread_topic(path: str, name: str = "") -> Topic:
    """Return what stands for a topic whose file cannot be read."""
    stem = stem_of(path)
    return Topic(stem, name or stem, Where(path), declared=True, unread=("",))


def unread_page(path: str) -> StaticPage:
    """Return what stands for a page whose file cannot be read."""
    stem = stem_of(path)
    return StaticPage(stem, stem, stem, "en", Where(path), unread=("",))


def _name(front: FrontMatter[Any]) -> str:
    """Return the name as far as a broken front matter shows it."""
    name = front.parsed.values.get("name")
    return name if isinstance(name, str) else ""


def _author(keys: AuthorKeys, fields: FieldResolver, converted: Converted) -> Author:
    portrait = None
    src = fields.file("portrait.src", keys.portrait.src) if keys.portrait else ""
    if keys.portrait and src:
        portrait = ImageRef(src, keys.portrait.alt, credit=keys.portrait.credit)
    return Author(
        id=fields.identity(),
        name=fields.stem if fields.is_unread("name") else keys.name,
        where=fields.front.where(),
        declared=True,
        role=fields.line(keys.role),
        staff=keys.staff,
        organisation=keys.organisation,
        portrait=portrait,
        links=tuple(keys.links.items()),
        email=keys.email,
        disclaimer=fields.disclaimer(keys.disclaimer),
        aliases=fields.old_ids(list(keys.aliases)),
        body=converted.body,
    )


def _topic(keys: TopicKeys, fields: FieldResolver, converted: Converted) -> Topic:
    return Topic(
        id=fields.identity(),
        name=fields.stem if fields.is_unread("name") else keys.name,
        where=fields.front.where(),
        declared=True,
        dek=fields.line(keys.dek),
        image=fields.picture("image", keys.image),
        order=keys.order,
        disclaimer=fields.disclaimer(keys.disclaimer),
        aliases=tuple(keys.aliases),
        body=converted.body,
    )


def _page(keys: PageKeys, fields: FieldResolver, converted: Converted) -> StaticPage:
    slug = keys.slug or slug_of(fields.stem, ascii_only=fields.rules.slugs == "ascii")
    if (not slug or slug_fault(slug)) and not fields.is_unread("slug"):
        fields.say("slug", f'the file\'s name "{fields.stem}" gives no address', "slug: about")
    return StaticPage(
        stem=fields.stem,
        title=keys.title,
        slug=slug,
        lang=fields.lang,
        where=fields.front.where(),
        dek=fields.line(keys.dek),
        menu=keys.menu,
        aliases=tuple(keys.aliases),
        seo=seo_of(keys.seo),
        body=converted.body,
    )
