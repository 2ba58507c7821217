"""Readings -> Edition: what is published now, with every name, link and picture resolved."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from press.model.body import Body, RichText
from press.model.catalogue import Catalogue, CopiedFile, PictureFile, Piece, Words
from press.model.content import Article, Author, HeldBack, ImageRef, StaticPage, Topic
from press.model.digest import digest
from press.model.picture import unshown_kind
from press.model.problem import Place, Problem, ProblemsFound, Where
from press.model.publication import Publication
from press.read.bylines import joined_names
from press.read.disclaimers import default_disclaimers
from press.read.hints import closest
from press.read.ids import shared_ids
from press.read.names import AUTHORS, TOPICS, Register, author_uses, register, topic_uses
from press.read.references import Resolver, make_index
from press.read.source import ReadingRules


@dataclass(frozen=True, slots=True)
class Material:
    """All that was read. `pictures`: paths of the files in content/images; `measure` gives width, height, type.

    `withdrawn`: the pieces that content/unpublished.yaml lists, by stem, whether their files are there or not.
    `ids` as in Catalogue.
    """

    publication: Publication
    articles: tuple[Article, ...]
    authors: tuple[Author, ...]
    topics: tuple[Topic, ...]
    pages: tuple[StaticPage, ...]
    words: Mapping[str, Words]
    pictures: frozenset[str]
    files: tuple[CopiedFile, ...]
    measure: Callable[[str], PictureFile]
    withdrawn: Mapping[str, HeldBack] = field(default_factory=dict)
    ids: Mapping[str, str] = field(default_factory=dict)


def reading_rules(publication: Publication) -> ReadingRules:
    """Return the settings that reading a file depends on."""
    kinds = publication.kinds
    return ReadingRules(
        language=publication.language,
        timezone=publication.timezone,
        kinds=tuple(kinds),
        letters=tuple(kind.id for kind in kinds.values() if kind.byline == "letters"),
        paid=tuple(kind.id for kind in kinds.values() if kind.is_sponsored),
        signed=tuple(kind.id for kind in kinds.values() if kind.byline == "author" and kind.views == "author"),
        slugs=publication.slugs,
        raw_html=publication.raw_html,
        card_after=publication.related.card_after,
    )


def make_catalogue(material: Material, *, now: datetime, drafts: bool) -> tuple[Catalogue, tuple[Problem, ...]]:
    """Return the edition and everything that is wrong with the section as a whole.

    Where there are problems, or a file has keys that could not be read, the edition can be planned, so that what is
    wrong with addresses is found in the same run, but never published.
    Held-back pieces leave nothing but their names; with `drafts` nothing is held back,
    and the edition says which pieces are not published.
    """
    publication = material.publication
    away = _held_back(material.articles, material.withdrawn, now)
    there = {article.stem for article in material.articles}
    deleted = tuple(piece for piece in away if piece.stem not in there)
    held = deleted if drafts else away
    published = _in_order(material.articles, held)
    ascii_only = publication.slugs == "ascii"
    authors, author_problems = register(AUTHORS, material.authors, author_uses(published), ascii_only=ascii_only)
    topics, topic_problems = register(TOPICS, material.topics, topic_uses(published), ascii_only=ascii_only)
    others = _others(authors, topics, material.pages)
    pieces, links, link_problems = _resolve_all(published, held, others, _textless(material), authors, topics)
    pictures, picture_problems = _pictures(material, published, authors, topics, others.values())
    defaults, notes = _disclaimers(material, published)
    catalogue = Catalogue(
        publication=publication,
        now=now,
        pieces=pieces,
        authors=authors.entries,
        topics=topics.entries,
        pages={page.stem: page for page in material.pages},
        words=material.words,
        disclaimers=defaults,
        pictures=pictures,
        files=material.files,
        held_back=held,
        links=links,
        unpublished={piece.stem: piece for piece in away if piece.stem in there} if drafts else {},
        ids=material.ids,
    )
    found = [*author_problems, *topic_problems, *link_problems, *picture_problems, *notes]
    found += [*joined_names(published, authors), *_ahead(published, now), *shared_ids(published, material.ids)]
    return catalogue, tuple(found)


def _disclaimers(
    material: Material, published: Sequence[Article]
) -> tuple[Mapping[tuple[str, str], RichText | None], Sequence[Problem]]:
    publication = material.publication
    languages = sorted({article.lang for article in published} | {publication.language})
    return default_disclaimers(publication, material.words, languages, reading_rules(publication))


Links = tuple[tuple[str, str], ...]


def _resolve_all(
    published: Sequence[Article],
    held: Sequence[HeldBack],
    others: Mapping[str, tuple[Body, Where]],
    textless: frozenset[str],
    authors: Register[Author],
    topics: Register[Topic],
) -> tuple[dict[str, Piece], dict[str, Links], list[Problem]]:
    """Resolve what every file says of others; a piece's links are in the piece, other files' in the second value."""
    index = make_index(published, held, {name: body for name, (body, _) in others.items()}, textless)
    resolvers = [(article, Resolver(index, article.where)) for article in published]
    pieces = {article.stem: _resolve(article, resolver, authors, topics) for article, resolver in resolvers}
    rest = {name: (body, Resolver(index, where)) for name, (body, where) in others.items()}
    links = {name: resolver.links(body.links) for name, (body, resolver) in rest.items()}
    used = [*(resolver for _, resolver in resolvers), *(resolver for _, resolver in rest.values())]
    return pieces, links, [problem for resolver in used for problem in resolver.problems]


def _textless(material: Material) -> frozenset[str]:
    """Return the targets of files that could not be read at all."""
    files: list[tuple[str, Article | Author | Topic | StaticPage]] = [
        *((f"article:{article.stem}", article) for article in material.articles),
        *((f"author:{author.id}", author) for author in material.authors),
        *((f"topic:{topic.id}", topic) for topic in material.topics),
        *((f"page:{page.stem}", page) for page in material.pages),
    ]
    return frozenset(name for name, file in files if "" in file.unread and not file.body.digest)


def _ahead(published: Iterable[Article], now: datetime) -> Iterator[Problem]:
    """Notes on corrections and updates of published pieces that are dated later than now: only `date` holds back."""
    for article in published:
        dated = [(f"corrections.{n}.date", each.date) for n, each in enumerate(article.corrections)]
        if article.updated:
            dated.append(("updated", article.updated))
        for key, moment in dated:
            if moment > now:
                place, excerpt = article.where.at(key)
                message = "this date is still to come, and is shown already"
                yield Problem(place, message, "is its year right?", excerpt, is_note=True)


def _in_order(articles: Iterable[Article], held: Sequence[HeldBack]) -> list[Article]:
    """The articles that are not held back, newest first, ties by stem."""
    away = {piece.stem for piece in held}
    return sorted((a for a in articles if a.stem not in away), key=lambda a: (-a.date.timestamp(), a.stem))


def _held_back(articles: Iterable[Article], withdrawn: Mapping[str, HeldBack], now: datetime) -> tuple[HeldBack, ...]:
    held = dict(withdrawn)
    for article in articles:
        if article.stem in withdrawn:
            held[article.stem] = HeldBack(article.stem, article.slug, "withdrawn")
        elif article.draft:
            held[article.stem] = HeldBack(article.stem, article.slug, "draft")
        elif article.expires and article.expires <= now:
            held[article.stem] = HeldBack(article.stem, article.slug, "expired")
        elif article.date > now:
            held[article.stem] = HeldBack(article.stem, article.slug, "scheduled", article.date)
    return tuple(held[stem] for stem in sorted(held))


def _resolve(article: Article, resolver: Resolver, authors: Register[Author], topics: Register[Topic]) -> Piece:
    card = article.card
    pinned = resolver.piece(card, "card") if card not in {"auto", "off"} else ""
    return Piece(
        article=article,
        authors=_unique(map(authors.id_of, article.authors)),
        topics=_unique(map(topics.id_of, article.topics)),
        translators=_unique(map(authors.id_of, article.translator)),
        editors=_unique(map(authors.id_of, article.editor)),
        related=resolver.pieces(article.related, "related"),
        related_exclude=resolver.pieces(article.related_exclude, "related_exclude"),
        card=card if card in {"auto", "off"} else pinned or "auto",
        replies_to=resolver.piece(article.replies_to, "replies_to") if article.replies_to else "",
        translation_of=resolver.piece(article.translation_of, "translation_of") if article.translation_of else "",
        links=resolver.links(article.body.links),
    )


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _others(
    authors: Register[Author], topics: Register[Topic], pages: Sequence[StaticPage]
) -> Mapping[str, tuple[Body, Where]]:
    """Everything with a file that is not a piece, by target name."""
    return (
        {f"author:{a.id}": (a.body, a.where) for a in authors.entries.values()}
        | {f"topic:{t.id}": (t.body, t.where) for t in topics.entries.values()}
        | {f"page:{p.stem}": (p.body, p.where) for p in pages}
    )


def _no_picture(src: str, place: Place, excerpt: str, material: Material) -> Problem | None:
    """Return what is wrong with the name of a picture: no file bears it, or a file that browsers do not show."""
    kind = unshown_kind(src)
    if src in material.pictures and kind:
        hint = "save it as JPEG, PNG, WebP or AVIF, and name that file"
        return Problem(place, f'"{src}" is {kind}: browsers do not show it', hint, excerpt)
    if src in material.pictures:
        return None
    near = closest(src, sorted(path for path in material.pictures if not unshown_kind(path)))
    hint = f'did you mean "{near}"?' if near else f"put the picture at content/{src}"
    return Problem(place, f'there is no picture "{src}" in content/', hint, excerpt)


def _pictures(
    material: Material,
    published: Sequence[Article],
    authors: Register[Author],
    topics: Register[Topic],
    others: Iterable[tuple[Body, Where]],
) -> tuple[Mapping[str, PictureFile], list[Problem]]:
    """Measure every picture that is asked for; one that is not there, or whose case differs, is a problem."""
    uses = [(use.src, use.place, use.excerpt) for a in published for use in a.body.pictures]
    uses += [(use.src, use.place, use.excerpt) for body, _ in others for use in body.pictures]
    refs: list[tuple[ImageRef | None, Where, str]] = [(a.image, a.where, "image.src") for a in published]
    refs += [(a.portrait, a.where, "portrait.src") for a in authors.entries.values()]
    refs += [(t.image, t.where, "image.src") for t in topics.entries.values()]
    uses += [(ref.src, *where.at(key)) for ref, where, key in refs if ref]
    publication = material.publication
    named = {"logo": publication.logo, "icon": publication.icon, "organization.logo": publication.organization.logo}
    uses += [(src, *publication.where.at(key)) for key, src in named.items() if src]
    found: dict[str, PictureFile] = {}
    problems: list[Problem] = []
    for src, place, excerpt in uses:
        if src in found:
            continue
        wrong = _no_picture(src, place, excerpt, material)
        try:
            found[src] = material.measure(src) if wrong is None else _stand_in(src)
        except ProblemsFound as bad:
            problems += bad.problems
            found[src] = _stand_in(src)
        problems += [wrong] if wrong else []
    credit, lowered = publication.images.require_credit, {a.where.path for a in published if a.imported}
    pictured: tuple[Article | Author | Topic, ...] = (*published, *authors.entries.values(), *topics.entries.values())
    half_read = {file.where.path for file in pictured if not {"", "image", "portrait"}.isdisjoint(file.unread)}
    for ref, where, key in refs:
        if ref and where.path not in half_read:
            problems += _without_words(ref, where, key, credit=credit, is_note=where.path in lowered)
    if credit:
        problems += [_no_credit(u.place, u.excerpt) for a in published for u in a.body.pictures if not u.credit]
    return found, problems


def _stand_in(src: str) -> PictureFile:
    """Return what stands for a picture that cannot be used, where the rest of the section is checked."""
    return PictureFile(src, digest(src), 1, 1, "image/jpeg", source=f"content/{src}")


def _without_words(ref: ImageRef, where: Where, key: str, *, credit: bool, is_note: bool) -> Iterator[Problem]:
    """A picture without alt text, and where config asks for it one without credit, is a problem.

    A portrait stands beside its name, which says what it shows. `is_note`: of a piece that was brought in from another
    program, the alt text is missing as a note.
    """
    place, excerpt = where.at(key)
    if not ref.alt and not key.startswith("portrait"):
        message = "the picture has no alt text: readers who cannot see it learn nothing of it"
        yield Problem(place, message, "alt: what the picture shows", excerpt, is_note=is_note)
    if credit and not ref.credit:
        yield _no_credit(place, excerpt)


def _no_credit(place: Place, excerpt: str) -> Problem:
    hint = 'credit: who made it; in a text ![alt](images/x.jpg "Caption. Credit: who made it")'
    return Problem(place, "the picture has no credit", hint, excerpt)
