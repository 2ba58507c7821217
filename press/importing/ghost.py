"""Ghost's export (JSON, versions 1 to 6) -> posts, people and tags. Members are never read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from press.importing.dates import iso_date
from press.importing.export_files import read_bytes
from press.importing.people import is_public_name
from press.importing.records import (
    Overview,
    Remark,
    SourcePerson,
    SourcePicture,
    SourcePost,
    SourceSite,
    SourceTerm,
    Status,
)
from press.model.problem import ExitCode, Refusal

MOST_BYTES = 1 << 30
Row = Mapping[str, Any]
_STATES: Mapping[str, Status] = {
    "published": "published",
    "scheduled": "scheduled",
    "draft": "draft",
    "sent": "withheld",
}


@dataclass(frozen=True, slots=True)
class GhostFile:
    """An export: `tables` holds its rows by table, `place` its file."""

    tables: Mapping[str, tuple[Row, ...]]
    place: str

    def overview(self) -> Overview:
        """Return what the file says besides its posts."""
        settings = {str(row.get("key")): row.get("value") for row in self._rows("settings")}
        url = _word(settings.get("url")) or self._url_of_posts()
        site = SourceSite(
            "ghost",
            title=_word(settings.get("title")),
            url=url,
            description=_word(settings.get("description")),
            language=_word(settings.get("locale"))
            or _word(settings.get("lang"))
            or _word(settings.get("default_locale")),
            timezone=_word(settings.get("timezone"))
            or _word(settings.get("active_timezone"))
            or _word(settings.get("activeTimezone")),
            feeds=("/rss/",),
        )
        people = [
            SourcePerson(
                key=str(row.get("id")),
                name=_word(row.get("name")) if is_public_name(_word(row.get("name")), _word(row.get("email"))) else "",
                slug=_word(row.get("slug")),
                biography=_word(row.get("bio")),
                portrait=_word(row.get("profile_image")) or _word(row.get("image")),
                website=_word(row.get("website")),
                path=f"/author/{_word(row.get('slug'))}/",
            )
            for row in self._rows("users")
        ]
        terms = [term for row in self._rows("tags") if (term := _tag(row)) is not None]
        return Overview(site, tuple(people), tuple(terms))

    def posts(self, overview: Overview) -> Iterator[SourcePost]:
        """Yield posts and pages."""
        meta = {str(row.get("post_id")): row for row in self._rows("posts_meta")}
        authors = self._joined("posts_authors", "author_id")
        tags = self._joined("posts_tags", "tag_id")
        terms = {str(row.get("id")): _tag(row) for row in self._rows("tags")}
        for row in self._rows("posts"):
            number = str(row.get("id"))
            own = [term for tag in tags.get(number, ()) if (term := terms.get(tag)) is not None]
            yield self._post({**meta.get(number, {}), **row}, number, authors.get(number, ()), tuple(own))

    def _post(self, row: Row, number: str, authors: tuple[str, ...], terms: tuple[SourceTerm, ...]) -> SourcePost:
        status, reason = _status(row)
        slug = _word(row.get("slug"))
        body, remarks = _body(row, self.place, slug)
        written_by = authors or tuple(filter(None, [_word(row.get("author_id"))]))
        image = _word(row.get("feature_image")) or _word(row.get("image"))
        return SourcePost(
            id=number,
            is_page=row.get("type") == "page" or row.get("page") == 1,
            title=_word(row.get("title")),
            body=body,
            markup="html",
            place=f"{self.place}: {slug or number}",
            date=iso_date(_word(row.get("published_at")) or _word(row.get("created_at"))),
            slug=slug,
            path=f"/{slug}/" if slug else "",
            status=status,
            reason=reason,
            authors=written_by,
            terms=terms,
            dek=_word(row.get("custom_excerpt")),
            image=SourcePicture(image, _word(row.get("feature_image_alt")), _word(row.get("feature_image_caption")))
            if image
            else None,
            seo_title=_word(row.get("meta_title")),
            seo_description=_word(row.get("meta_description")),
            canonical=_word(row.get("canonical_url")),
            lang=_word(row.get("locale")),
            featured=row.get("featured") == 1,
            remarks=remarks,
        )

    def _rows(self, table: str) -> tuple[Row, ...]:
        return self.tables.get(table, ())

    def _joined(self, table: str, key: str) -> Mapping[str, tuple[str, ...]]:
        """Return post -> ids of the other table, in the order that the source gives them."""
        found: dict[str, list[str]] = {}
        for row in sorted(self._rows(table), key=lambda row: _number(row.get("sort_order"))):
            found.setdefault(str(row.get("post_id")), []).append(str(row.get(key)))
        return {post: tuple(ids) for post, ids in found.items()}

    def _url_of_posts(self) -> str:
        urls = [_word(row.get("url")) for row in self._rows("posts")]
        return next((url.rpartition("/rss")[0] for url in urls if url.startswith("http")), "")


def read_ghost(path: str) -> GhostFile:
    """Return the export at `path`. Raises Refusal for a file that is none."""
    hint = "in Ghost: Settings, Advanced, Import/Export, Export"
    data = read_bytes(path, MOST_BYTES)
    if data is None:
        raise Refusal(f"there is no file {path}", code=ExitCode.USAGE, hint=hint)
    try:
        whole = json.loads(data.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as fault:
        raise Refusal(f"{path} is no JSON: {fault}", code=ExitCode.CONTENT, hint=hint) from fault
    tables = _tables(whole)
    if not isinstance(tables, Mapping) or "posts" not in tables:
        raise Refusal(f"{path} is no export of Ghost", code=ExitCode.CONTENT, hint=hint)
    read = ("posts", "posts_meta", "posts_authors", "posts_tags", "tags", "users", "settings")
    rows = {name: tuple(row for row in tables.get(name) or () if isinstance(row, Mapping)) for name in read}
    return GhostFile(rows, path)


def _tables(whole: object) -> object:
    """`{db: [{data: {posts: ...}}]}`, and the shapes of older versions."""
    if not isinstance(whole, Mapping):
        return None
    inner = whole.get("db")
    if isinstance(inner, list) and inner and isinstance(inner[0], Mapping):
        return inner[0].get("data")
    return whole.get("data", whole)


def _word(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _tag(row: Row) -> SourceTerm | None:
    """A tag that readers saw: those with `#`, and hidden ones, were for the desk alone."""
    name, slug = _word(row.get("name")), _word(row.get("slug"))
    if not name or name.startswith("#") or row.get("visibility") == "internal" or row.get("hidden") == 1:
        return None
    return SourceTerm("tags", name, slug, _word(row.get("description")), f"/tag/{slug}/")


def _status(row: Row) -> tuple[Status, str]:
    if row.get("email_only") == 1 or row.get("status") == "sent":
        return "withheld", "sent by e-mail only"
    if _word(row.get("visibility")) not in {"", "public"}:
        return "withheld", "for members"
    written = _word(row.get("status")) or "draft"
    return _STATES.get(written, "draft"), "" if written == "published" else written


def _body(row: Row, place: str, slug: str) -> tuple[str, tuple[Remark, ...]]:
    """The rendered HTML stands in each row; without it the text of the older form is what is left."""
    html = row.get("html")
    if isinstance(html, str) and html.strip():
        return html, ()
    plain = _word(row.get("plaintext"))
    source = _word(row.get("lexical")) or _word(row.get("mobiledoc"))
    if not plain and source:
        plain = "\n\n".join(_words_of_json(source))
    if not plain:
        return "", ()
    paragraphs = "".join(f"<p>{escape(part)}</p>" for part in plain.split("\n") if part.strip())
    return paragraphs, (Remark("post without HTML: its words alone", f"{place}: {slug}"),)


def _words_of_json(source: str) -> Iterator[str]:
    try:
        waiting: list[object] = [json.loads(source)]
    except (ValueError, RecursionError):
        return
    while waiting:
        node = waiting.pop()
        if isinstance(node, Mapping):
            text = node.get("text")
            if isinstance(text, str) and text.strip():
                yield text
            cards = node.get("markups") or node.get("cards")
            waiting.extend(
                reversed(
                    [value for key, value in node.items() if isinstance(value, list | Mapping) and value is not cards]
                )
            )
        elif isinstance(node, list):
            is_text = len(node) == 4 and node[0] == 0 and isinstance(node[3], str)
            if is_text and str(node[3]).strip():
                yield str(node[3])
            waiting.extend(reversed([value for value in node if isinstance(value, list | Mapping)]))
