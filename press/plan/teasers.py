"""Pieces, people and pictures -> the small views that many pages share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from html import unescape

from babel.lists import format_list

from press.model.body import Body, RichText
from press.model.catalogue import Piece
from press.model.content import Author, ImageRef
from press.model.views import KindView, Link, Person, Picture, Remark, Teaser, Text, Unpublished
from press.plan.context import ViewSources
from press.plan.responsive_images import figures_of, logo_of

WORDS_A_MINUTE = 220  # silent reading of prose; Brysbaert 2019 gives 238 for English non-fiction, Cyrillic is slower
DEK_LIMIT = 200
_TAG = re.compile(r"<[^>]*>")


def picture_of(image: ImageRef | None, slot: str, sources: ViewSources) -> Picture | None:
    """Return a picture of front matter ready to show in a slot (`framing.SLOTS`)."""
    return sources.image_set.picture(image, slot) if image else None


def share_of(image: ImageRef | None, sources: ViewSources) -> Picture | None:
    """Return a picture as the preview of a link shows it, None where it cannot be cut for that."""
    return sources.image_set.share(image) if image else None


def logo_picture(sources: ViewSources, *, organization: bool = False) -> Picture | None:
    """Return the logo of the publication, or of its publisher."""
    publication = sources.publication
    src = (organization and publication.organization.logo) or publication.logo
    return sources.image_set.picture(logo_of(src, publication.title), "original") if src else None


def text_of(body: Body, lang: str, links: Iterable[tuple[str, str]], sources: ViewSources) -> Text:
    """Return a text with the addresses and pictures that its parts ask for; `links` as in `Piece.links`."""
    shown = tuple([(src, sources.image_set.picture(ref, "figure")) for src, ref in figures_of(body).items()])
    return Text(body.digest, lang, tuple([(target, _address(name, sources)) for target, name in links]), shown)


def text_of_file(body: Body, lang: str, name: str, sources: ViewSources) -> Text | None:
    """Return the text of an author's, topic's or page's file (`author:<id>`, ...), None where it has none."""
    return text_of(body, lang, sources.catalogue.links.get(name, ()), sources) if body.words else None


def _address(resolved: str, sources: ViewSources) -> str:
    if not resolved:
        return ""
    kind, _, rest = resolved.partition(":")
    return rest if kind == "address" else sources.addresses.url(resolved)


def person_of(author: Author, sources: ViewSources) -> Person:
    """Return a writer as shown beside pieces and on the writer's own page."""
    name = f"author:{author.id}"
    lang = author.lang or sources.publication.language
    return Person(
        id=author.id,
        name=author.name,
        url=sources.addresses.url(name),
        canonical=sources.addresses.canonical(name),
        role=author.role,
        organisation=author.organisation,
        staff=author.staff,
        portrait=_portrait(author, sources),
        links=tuple(Link(text, url) for text, url in author.links),
        email=author.email,
        biography=text_of_file(author.body, lang, name, sources),
    )


def _portrait(author: Author, sources: ViewSources) -> Picture | None:
    picture = picture_of(author.portrait, "portrait", sources)
    return replace(picture, alt=picture.alt or author.name) if picture else None


def kind_of(piece: Piece, sources: ViewSources) -> KindView:
    """Return a piece's kind with its label in the piece's language; a column's label is the column's name."""
    key = piece.article.kind, piece.article.lang
    view = sources.kinds.get(key)
    if view is None:
        kind = sources.kind(piece)
        label = kind.label or sources.words(piece.article.lang).get(f"kinds.{kind.id}", kind.id.capitalize())
        view = KindView(kind.id, label, kind.byline, kind.is_sponsored, kind.label_in_title)
        sources.kinds[key] = view
    return view


def label_of(piece: Piece, sources: ViewSources) -> str:
    """Return what stands above the headline: the column's name, else the kind's label."""
    column = sources.groups.column_of(piece.article)
    return column.name if column else kind_of(piece, sources).label


def byline_of(piece: Piece, sources: ViewSources) -> str:
    """Return the names that sign a piece, as the writer or the kind's rule has them."""
    article, kind = piece.article, sources.kind(piece)
    if article.byline:
        return article.byline
    names = [sources.catalogue.authors[id_].name for id_ in piece.authors]
    if len(names) == 1:
        return names[0]
    if names:
        return _joined(tuple(names), article.lang)
    if kind.byline == "sponsor" and article.sponsor:
        return article.sponsor.name
    words = sources.words(article.lang)
    return {"board": words["editorial_board"], "letters": words["readers"]}.get(kind.byline, sources.publication.title)


@lru_cache(maxsize=1024)  # pieces by several writers are asked for their names half a dozen times
def _joined(names: tuple[str, ...], lang: str) -> str:
    return str(format_list(names, locale=lang.replace("-", "_")))


def teaser_of(piece: Piece, people: Mapping[str, Person], sources: ViewSources) -> Teaser:
    """Return what other pages show of a piece."""
    article = piece.article
    name = f"article:{article.stem}"
    kind = kind_of(piece, sources)
    return Teaser(
        stem=article.stem,
        url=sources.addresses.url(name),
        canonical=sources.addresses.canonical(name),
        title=article.short_title or article.title,
        dek=summary_of(piece, sources),
        label=label_of(piece, sources),
        kind=kind,
        byline=byline_of(piece, sources),
        authors=tuple([_brief(people[id_]) for id_ in piece.authors]),
        date=sources.local(article.date),
        lang=article.lang,
        kicker=article.kicker,
        image=picture_of(article.image, "teaser", sources) if not article.is_withdrawn else None,
        sponsor=article.sponsor.name if article.sponsor and kind.sponsored else "",
        minutes=minutes_of(article.body.words),
        unpublished=unpublished_of(article.stem, sources),
    )


def unpublished_of(stem: str, sources: ViewSources) -> Unpublished | None:
    """Return why a piece is not published, None for all pieces of an edition that is."""
    held = sources.catalogue.unpublished.get(stem)
    return Unpublished(held.reason, sources.local(held.due) if held.due else None) if held else None


def minutes_of(words: int) -> int:
    """Return the reading time in whole minutes, at least one."""
    return max(1, -(-words // WORDS_A_MINUTE))


def shortened(text: str) -> str:
    """Return `text` cut at a word to at most `DEK_LIMIT` characters."""
    if len(text) <= DEK_LIMIT:
        return text
    return text[: DEK_LIMIT - 1].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"


def summary_of(piece: Piece, sources: ViewSources) -> str:
    """Return what a piece says in at most `DEK_LIMIT` characters: its dek, else its first sentences.

    Of a text that was withdrawn nothing is quoted; in its place stands what the retraction says.
    """
    article = piece.article
    if article.dek or not article.is_withdrawn:
        return shortened(article.dek) or article.body.excerpt
    retraction = next(each for each in article.corrections if each.type == "retraction")
    return shortened(plain(remark_of(retraction.text, piece, sources)))


def remark_of(text: RichText, piece: Piece, sources: ViewSources) -> Remark:
    """Return rich text whose {author} is who signs: of paid content, who paid."""
    sponsor = piece.article.sponsor if sources.kind(piece).is_sponsored else None
    return Remark(text, sources.publication.title, sponsor.name if sponsor else byline_of(piece, sources))


def plain(remark: Remark) -> str:
    """Return the words of a remark."""
    text = unescape(_TAG.sub("", remark.text.html))
    return text.replace("{publication}", remark.publication).replace("{author}", remark.author)


def labelled(title: str, kind: KindView) -> str:
    """Return a headline that travels alone, with the kind's label where the kind asks for it."""
    return f"{kind.label}: {title}" if kind.label_in_title else title


def _brief(person: Person) -> Person:
    """A person as far as a teaser shows one, so that an edited biography leaves other pages alone."""
    return Person(person.id, person.name, person.url, person.canonical, portrait=person.portrait)
