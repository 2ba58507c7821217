"""Edition -> Addresses: every URL of the site is made here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import PurePosixPath
from types import MappingProxyType
from urllib.parse import quote, urlsplit

from press.model.catalogue import Catalogue, PictureFile
from press.model.content import Article, Author, StaticPage, Topic
from press.model.picture import SUFFIXES, Format
from press.model.publication import Publication
from press.plan.grouping import Groups

FRONT = "front:"
FEED, FEED_JSON = "feed:", "feed.json:"
SEARCH = "search:"
# What an address holds as it is (RFC 3986, 2.3, and the slash): most paths are nothing else.
_PLAIN = re.compile(r"[\w.~/-]*", re.ASCII)
# Every sign of ASCII as the query of an address holds it.
_IN_QUERY = MappingProxyType({code: quote(chr(code), safe="") for code in range(128)})


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where everything stands. A path is relative to the site (`2026/03/rent-cap/`, `feed.xml`).

    `paths` maps a name (`article:<stem>`, `author:<id>`, `topic:<id>`, `page:<stem>`, `column:<slug>`,
    `series:<slug>`, `front:`, ...) to its path. `origin` is scheme and host, `base` the path that the
    site stands at, with a slash on both ends.
    """

    origin: str
    base: str
    paths: Mapping[str, str]
    # Addresses by path, as written: the same few hundred stand on every page.
    _written: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    def url(self, name: str) -> str:
        """Return the address of a name, from the domain's root."""
        return self.at(self.paths[name])

    def canonical(self, name: str) -> str:
        """Return the whole address of a name."""
        return self.whole(self.paths[name])

    def at(self, path: str) -> str:
        """Return the address of a path, from the domain's root; written as RFC 3986 wants it."""
        written = self._written.get(path)
        if written is None:
            whole = self.base + path
            written = self._written[path] = whole if _PLAIN.fullmatch(whole) else quote(whole)
        return written

    def whole(self, path: str) -> str:
        """Return the whole address of a path."""
        return self.origin + self.at(path)


def make_addresses(catalogue: Catalogue, groups: Groups) -> Addresses:
    """Give every piece, author, topic, page, column and series its path."""
    origin, base = split_url(catalogue.publication.url)
    paths = {
        FRONT: "",
        "topics:": "topics/",
        "authors:": "authors/",
        "archive:": "archive/",
        "corrections:": "corrections/",
        SEARCH: "search/",
        FEED: "feed.xml",
        FEED_JSON: "feed.json",
    }
    for stem, piece in catalogue.pieces.items():
        paths[f"article:{stem}"] = piece_path(piece.article, catalogue.publication)
    paths |= {f"author:{id_}": f"authors/{id_}/" for id_ in catalogue.authors}
    paths |= {f"topic:{id_}": f"topics/{id_}/" for id_ in catalogue.topics}
    paths |= {f"page:{stem}": f"{page.slug}/" for stem, page in catalogue.pages.items()}
    paths |= {f"column:{slug}": f"columns/{slug}/" for slug in groups.columns}
    paths |= {f"series:{slug}": f"series/{slug}/" for slug in groups.series}
    return Addresses(origin, base, paths)


def split_url(url: str) -> tuple[str, str]:
    """Return origin and base path of the publication's address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}", "/" + parts.path.strip("/") + "/" if parts.path.strip("/") else "/"


def piece_path(article: Article, publication: Publication) -> str:
    """Fill the permalink pattern for a piece, by its date in the site's time zone."""
    day = article.date.astimezone(publication.timezone)
    filled = publication.permalink.format(
        year=f"{day.year:04}",
        month=f"{day.month:02}",
        day=f"{day.day:02}",
        slug=article.slug,
        kind=article.kind,
    )
    path = filled.lstrip("/")
    return path if path.endswith(("/", ".html")) else path + "/"


def has_address(file: Article | StaticPage | Author | Topic) -> bool:
    """Whether all that the address of a file is made of could be read."""
    return not file.unread or {"", "date", "slug", "kind"}.isdisjoint(file.unread)


def host_of(url: str) -> str:
    """Return the host of a whole address as readers know it."""
    return url.split("//", 1)[-1].split("/", 1)[0].removeprefix("www.")


def with_query(url: str, /, **fields: str) -> str:
    """Return an address with fields in its query."""
    joint = "&" if "?" in url else "?"
    return url + joint + "&".join([f"{name}={in_query(value)}" for name, value in fields.items()])


@lru_cache(maxsize=64)  # a piece's title and address stand in half a dozen addresses
def in_query(value: str) -> str:
    """Return a text as the query of an address holds it (RFC 3986, 2.1)."""
    return value.translate(_IN_QUERY) if value.isascii() else quote(value, safe="")


def mail_address(address: str, *, subject: str, body: str) -> str:
    """Return the address that begins a mail (RFC 6068); without an address the reader chooses one."""
    return with_query(f"mailto:{address}", subject=subject, body=body)


def share_addresses(page: str, title: str) -> tuple[tuple[str, str], ...]:
    """Return the networks on which readers pass a page on, each with the address of its form."""
    url, text = in_query(page), in_query(title)
    return (
        ("Bluesky", f"https://bsky.app/intent/compose?text={text}%20{url}"),
        ("Facebook", f"https://www.facebook.com/sharer/sharer.php?u={url}"),
        ("Telegram", f"https://t.me/share/url?url={url}&text={text}"),
        ("WhatsApp", f"https://wa.me/?text={text}%20{url}"),
        ("X", f"https://x.com/intent/post?text={text}&url={url}"),
    )


def file_of(path: str) -> str:
    """Return the file that answers for a path: `a/` is served from `a/index.html`."""
    return path + "index.html" if path.endswith("/") or not path else path


def picture_path(picture: PictureFile) -> str:
    """Return where a picture stands in the output: named by content, so that it can be cached for ever."""
    source = PurePosixPath(picture.path)
    return f"images/{source.stem}.{picture.digest[:10]}{source.suffix.lower()}"


def whole_path(picture: PictureFile, key: str) -> str:
    """Return where the file of an uncut picture stands: named by all that it is made from."""
    source = PurePosixPath(picture.path)
    return f"images/{source.stem}.{key[:10]}{source.suffix.lower()}"


def derived_path(source: str, key: str, width: int, format_: Format) -> str:
    """Return where a file made from `source` stands: named by all that it is made from, so it may be kept for ever.

    Files that differ only in size and format share the rest of the name.
    """
    return f"images/{PurePosixPath(source).stem}.{key[:10]}-{width}.{SUFFIXES[format_]}"
