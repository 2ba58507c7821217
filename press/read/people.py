"""Source -> Author, Topic or StaticPage: the files beside the articles, every mistake at its line."""

from __future__ import annotations

from press.model.content import Author, ImageRef, StaticPage, Topic
from press.read.front_matter import read_front_matter
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
    author = _author(front.keys, fields, converted) if front.keys else None
    return ParseResult(None if fields.failed else author, converted.parts, fields.all_problems())


def read_topic(source: Source, rules: ReadingRules) -> ParseResult[Topic]:
    """Return the topic in `source`; the file's name is the id."""
    front = read_front_matter(source, TopicKeys)
    fields = FieldResolver(front, rules, rules.language)
    converted = fields.body()
    topic = _topic(front.keys, fields, converted) if front.keys else None
    return ParseResult(None if fields.failed else topic, converted.parts, fields.all_problems())


def read_page(source: Source, rules: ReadingRules) -> ParseResult[StaticPage]:
    """Return the page in `source`; its address is the slug, or else the file's name."""
    front = read_front_matter(source, PageKeys)
    fields = FieldResolver(front, rules, (front.keys.lang if front.keys else "") or rules.language)
    converted = fields.body()
    fields.check_body(converted.body, "the page")
    page = _page(front.keys, fields, converted) if front.keys else None
    return ParseResult(None if fields.failed else page, converted.parts, fields.all_problems())


def _author(keys: AuthorKeys, fields: FieldResolver, converted: Converted) -> Author:
    portrait = None
    if keys.portrait:
        src = fields.file("portrait.src", keys.portrait.src)
        portrait = ImageRef(src, keys.portrait.alt, credit=keys.portrait.credit)
    return Author(
        id=fields.identity(),
        name=keys.name,
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
        name=keys.name,
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
    if not slug or slug_fault(slug):
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
