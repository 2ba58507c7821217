"""A post, its identity and the names around it -> the file of content/ that holds it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from press.importing.front_matter import Value, fit, front_matter, one_line
from press.importing.html_to_markdown import html_to_markdown, text_of_html
from press.importing.identities import Identity
from press.importing.markdown_text import own_markdown
from press.importing.media import Media
from press.importing.old_addresses import OldAddresses, PieceAddresses
from press.importing.people import Names, names_in, spelled_lists
from press.importing.records import Remark, SourcePerson, SourcePicture, SourcePost
from press.importing.settings import ImportSettings

_GUARDS = re.compile(r"(?<![\w/])(?:(?:TK)+(?![\w/])|DO NOT PUBLISH(?!\w)|\[\[NOTE(?!\w))|lorem\s+ipsum", re.IGNORECASE)
_MOST_BODY = 1_900_000  # bytes; the reader takes 2 MB a file


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a piece needs to know of all others."""

    settings: ImportSettings
    old: OldAddresses
    media: Media
    writers: Names
    topics: Names
    people: Mapping[str, SourcePerson] = field(default_factory=dict)
    stems: Mapping[str, str] = field(default_factory=dict)  # id of a post -> its stem, of those that are out
    kind: str = ""


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """A file to write: `id` is the post's at the source, `source` its text there, for the report."""

    id: str
    path: str
    keys: Mapping[str, Value]
    body: str
    remarks: tuple[Remark, ...] = ()
    source: str = ""
    is_out: bool = True

    def text(self, on: str) -> str:
        """Return the file's text; `on` is the day of its first import."""
        imported = self.keys.get("imported")
        dated = {**imported, "on": on} if isinstance(imported, Mapping) else None
        keys = {**self.keys, "imported": dated} if dated else self.keys
        body = f"\n{self.body}\n" if self.body else ""
        return front_matter(keys) + body


def imported_file(identity: Identity, post: SourcePost, around: Surroundings) -> ImportedFile:
    """Return the file of a post; `post` is the identity's with its text."""
    kind = "page" if post.is_page else "article"
    to = PieceAddresses(around.old, around.media, post.place, kind, post.folder)
    body = html_to_markdown(post.body, to) if post.markup == "html" else own_markdown(post.body, to)
    if len(body.encode("utf-8", "ignore")) > _MOST_BODY:
        to.remark("longer than a piece can be: cut", f"{len(body)} characters")
        body = body.encode()[:_MOST_BODY].decode(errors="ignore").rpartition("\n\n")[0]
    if not body.strip():
        to.remark("piece without a text", identity.title)
    keys = _page_keys(identity, post, around) if post.is_page else _article_keys(identity, post, around, to)
    if not post.is_page and not identity.draft and _GUARDS.search(f"{identity.title}\n{keys.get('dek', '')}\n{body}"):
        keys = {**keys, "guards": False}
        to.remark("words of an unfinished text, let stand", identity.title)
    keys = {**keys, "imported": {"from": around.kind, "id": one_line(post.id, 200)}}
    return ImportedFile(
        post.id,
        f"content/{identity.file}",
        keys,
        body,
        (*post.remarks, *to.remarks),
        post.body,
        not identity.draft,
    )


def _article_keys(identity: Identity, post: SourcePost, around: Surroundings, to: PieceAddresses) -> dict[str, Value]:
    found = around.settings.rules.sort(post.terms)
    extra: dict[str, Value] = {name: one_line(value, 500) for name, value in found.extra.items()}
    image, lost = _lead(post, to)
    if lost:
        extra["lead_picture"] = lost
    is_column = bool(found.column) and found.kind in {"", "column"}
    translation = around.stems.get(post.translation_of, "") if post.translation_of else ""
    return {
        "title": identity.title,
        "date": identity.date,
        "updated": post.updated if post.updated[:10] > identity.date[:10] else "",
        "draft": True if identity.draft else "",
        "kind": "column" if is_column else found.kind,
        "column": one_line(found.column, 200),
        "series": one_line(found.series or post.series, 200),
        "sponsor": {"name": one_line(found.sponsor, 200)} if found.sponsor else "",
        "dek": _dek(post.dek),
        "authors": _authors(post, around),
        "topics": [
            around.topics.shown[id_]
            for id_ in dict.fromkeys(map(around.topics.id_of, (t.name for t in found.topics)))
            if id_
        ],
        "image": image,
        "slug": "" if _default_slug(identity) == identity.slug else identity.slug,
        "aliases": list(identity.aliases),
        "canonical": _canonical(post, around),
        "lang": _other_lang(post, around),
        "translation_of": translation,
        "lead": "",
        "seo": _seo(post),
        "extra": extra,
    }


def _page_keys(identity: Identity, post: SourcePost, around: Surroundings) -> dict[str, Value]:
    return {
        "title": identity.title,
        "slug": identity.slug if identity.stem != identity.slug else "",
        "dek": _dek(post.dek),
        "lang": _other_lang(post, around),
        "seo": _seo(post),
        "aliases": list(identity.aliases),
    }


def _default_slug(identity: Identity) -> str:
    """The slug that the reader makes of the file's name, where that needs no thought."""
    name = re.sub(r"^\d{4}-\d\d-\d\d-", "", identity.stem)
    return name if re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", name) else ""


def _dek(written: str) -> str:
    """A standfirst is words: an address alone says nothing."""
    words = one_line(text_of_html(written), 1_900)
    return "" if re.fullmatch(r"(?:https?://|www\.)\S+", words) else words


def _lead(post: SourcePost, to: PieceAddresses) -> tuple[dict[str, Value], str]:
    """Return the lead picture's keys, and its old address where the file is not there."""
    if post.image is None or not post.image.src:
        return {}, ""
    file = to.picture(post.image.src)
    if not file.startswith("../images/"):
        return {}, one_line(post.image.src, 400)
    if not post.image.alt:
        to.remark("picture without alt", file)
    return _picture_keys(post.image, file), ""


def _picture_keys(picture: SourcePicture, file: str) -> dict[str, Value]:
    return {
        "src": unquote(file.removeprefix("../")),
        "alt": one_line(text_of_html(picture.alt), 1_000),
        "caption": one_line(text_of_html(picture.caption), 1_000),
        "credit": one_line(text_of_html(picture.credit), 200),
    }


def _authors(post: SourcePost, around: Surroundings) -> list[str]:
    """The ids of the writers, whom a newsroom's list may name otherwise; one without a public name is left out."""
    names = writer_names(post, around.people, around.settings.authors)
    return [id_ for id_ in dict.fromkeys(map(around.writers.id_of, names)) if id_]


def writer_names(post: SourcePost, people: Mapping[str, SourcePerson], mapping: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names that readers saw above a post."""
    found: list[str] = []
    for key in post.authors:
        if key in mapping:
            found.append(mapping[key])
            continue
        person = people.get(key) or people.get(f"cap-{key}") or people.get(key.removeprefix("cap-"))
        if person is not None:
            found.append(person.name)
        elif " " in key.strip() or post.markup == "markdown":
            found.extend(names_in(key))
    return spelled_lists([one_line(name, 200) for name in found], mapping)


def _canonical(post: SourcePost, around: Surroundings) -> str:
    """An address elsewhere; one of the old site itself is what the piece moves away from."""
    address = post.canonical.strip()
    if not re.fullmatch(r"https?://[^\s\"<>\\^`{|}]+", address):
        return ""
    host = re.sub(r"^https?://|[/:?#].*$", "", address.lower())
    return "" if host in around.old.hosts else address


def _other_lang(post: SourcePost, around: Surroundings) -> str:
    return post.lang if post.lang and post.lang.casefold() != around.settings.lang.casefold() else ""


def _seo(post: SourcePost) -> dict[str, Value]:
    title, description = (
        one_line(text_of_html(post.seo_title), 300),
        one_line(text_of_html(post.seo_description), 1_900),
    )
    return {"title": fit(title), "description": fit(description), "noindex": True if post.noindex else ""}
