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
    settler = FieldResolver(front, rules, rules.language)
    converted = settler.body()
    author = _author(front.keys, settler, converted) if front.keys else None
    return ParseResult(None if settler.failed else author, converted.parts, settler.all_problems())


def read_topic(source: Source, rules: ReadingRules) -> ParseResult[Topic]:
    """Return the topic in `source`; the file's name is the id."""
    front = read_front_matter(source, TopicKeys)
    settler = FieldResolver(front, rules, rules.language)
    converted = settler.body()
    topic = _topic(front.keys, settler, converted) if front.keys else None
    return ParseResult(None if settler.failed else topic, converted.parts, settler.all_problems())


def read_page(source: Source, rules: ReadingRules) -> ParseResult[StaticPage]:
    """Return the page in `source`; its address is the slug, or else the file's name."""
    front = read_front_matter(source, PageKeys)
    settler = FieldResolver(front, rules, (front.keys.lang if front.keys else "") or rules.language)
    converted = settler.body()
    settler.check_body(converted.body, "the page")
    page = _page(front.keys, settler, converted) if front.keys else None
    return ParseResult(None if settler.failed else page, converted.parts, settler.all_problems())


def _author(keys: AuthorKeys, settler: FieldResolver, converted: Converted) -> Author:
    portrait = None
    if keys.portrait:
        src = settler.file("portrait.src", keys.portrait.src)
        portrait = ImageRef(src, keys.portrait.alt, credit=keys.portrait.credit)
    return Author(
        id=settler.identity(),
        name=keys.name,
        where=settler.front.where(),
        declared=True,
        role=settler.line(keys.role),
        staff=keys.staff,
        organisation=keys.organisation,
        portrait=portrait,
        links=tuple(keys.links.items()),
        email=keys.email,
        disclaimer=settler.disclaimer(keys.disclaimer),
        aliases=settler.old_ids(list(keys.aliases)),
        body=converted.body,
    )


def _topic(keys: TopicKeys, settler: FieldResolver, converted: Converted) -> Topic:
    return Topic(
        id=settler.identity(),
        name=keys.name,
        where=settler.front.where(),
        declared=True,
        dek=settler.line(keys.dek),
        image=settler.picture("image", keys.image),
        order=keys.order,
        disclaimer=settler.disclaimer(keys.disclaimer),
        aliases=tuple(keys.aliases),
        body=converted.body,
    )


def _page(keys: PageKeys, settler: FieldResolver, converted: Converted) -> StaticPage:
    slug = keys.slug or slug_of(settler.stem, ascii_only=settler.rules.slugs == "ascii")
    if not slug or slug_fault(slug):
        settler.say("slug", f'the file\'s name "{settler.stem}" gives no address', "slug: about")
    return StaticPage(
        stem=settler.stem,
        title=keys.title,
        slug=slug,
        lang=settler.lang,
        where=settler.front.where(),
        dek=settler.line(keys.dek),
        menu=keys.menu,
        aliases=tuple(keys.aliases),
        seo=seo_of(keys.seo),
        body=converted.body,
    )
