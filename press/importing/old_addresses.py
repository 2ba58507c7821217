"""Addresses of the old site -> what answers for them now."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs, quote, unquote, urlsplit

from press.importing.media import Media
from press.importing.records import Remark, SourceSite

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_KEPT_SCHEMES = frozenset("http https mailto tel".split())
_INDEX = re.compile(r"(?:^|/)index\.(?:html?|php|md)$|\.(?:html?|md|markdown|rst|php|adoc)$", re.IGNORECASE)
_BY_NUMBER = ("p", "page_id", "attachment_id")
_FOLDERS = {"article": "articles", "page": "pages", "topic": "topics", "author": "authors"}


@dataclass(frozen=True, slots=True)
class Target:
    """A file of content/: its kind (article, page, topic, author), its name, and whether readers may see it."""

    kind: str
    name: str
    is_out: bool = True


@dataclass(slots=True)
class OldAddresses:
    """All that the old site's addresses, files and numbers meant.

    `paths`: normalised path from the domain's root (`plain_path`). `files`: path of a source file below the export's
    folder, and its name alone where it is unique. `numbers`: the id that `?p=` names. `slugs`: last
    parts of addresses that one piece alone has.
    """

    site: SourceSite
    paths: dict[str, Target] = field(default_factory=dict)
    files: dict[str, Target] = field(default_factory=dict)
    numbers: dict[str, Target] = field(default_factory=dict)
    slugs: dict[str, Target] = field(default_factory=dict)

    @property
    def hosts(self) -> frozenset[str]:
        """The names under which readers know the old site."""
        host = host_of(self.site.url)
        return frozenset({host, f"www.{host}"}) if host else frozenset()

    def target(self, path: str, query: str, folder: str) -> Target | None:
        """Return what a path meant, from the root or from a source file's folder."""
        numbers = parse_qs(query)
        for name in _BY_NUMBER:
            if name in numbers and numbers[name][0] in self.numbers:
                return self.numbers[numbers[name][0]]
        if path.startswith("/"):
            plain = plain_path(path)
            return self.paths.get(plain) or self.files.get(plain) or self.slugs.get(plain.rpartition("/")[2])
        joined = posixpath.normpath(posixpath.join(folder, unquote(path)))
        return (
            self.files.get(plain_path(joined)) or self.files.get(plain_path(path)) or self.paths.get(plain_path(path))
        )


def plain_path(path: str) -> str:
    """Return a path as far as old links vary in it: decoded, composed, small, without `index.html`."""
    decoded = unicodedata.normalize("NFC", unquote(path.partition("#")[0].partition("?")[0])).casefold()
    return _INDEX.sub("", posixpath.normpath("/" + decoded).strip("/")).strip("/")


def host_of(url: str) -> str:
    """Return the host of an address without `www.`, in small letters; "" where it has none."""
    try:
        return (urlsplit(url if "//" in url else "//" + url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def path_of(url: str) -> str:
    """Return the path (and `?p=1` where that is all) of a whole address, from the domain's root; "" for none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if not parts.path.strip("/") and parts.query:
        return f"/?{parts.query}"
    return parts.path if parts.path.startswith("/") else f"/{parts.path}" if parts.path else ""


@dataclass(slots=True)
class PieceAddresses:
    """The links and pictures of one text: `kind` of the file that it stands in, `folder` of the source's file."""

    old: OldAddresses
    media: Media
    place: str
    kind: str = "article"
    folder: str = ""
    remarks: list[Remark] = field(default_factory=list)

    def remark(self, kind: str, before: str, after: str = "") -> None:
        """Record a decision about the text."""
        self.remarks.append(Remark(kind, self.place, before, after))

    def link(self, href: str) -> str:
        """Return what to write for a link: a file of content/, an address, or "" where only its words stay."""
        written = re.sub(r"[\x00-\x20]+", "", href.replace("\\_", "_")) if "\n" in href else href.strip()
        if written.startswith("__GHOST_URL__"):
            written = written.removeprefix("__GHOST_URL__") or "/"
        scheme = _SCHEME.match(written)
        if scheme and scheme[0][:-1].lower() not in _KEPT_SCHEMES:
            self.remark("link that no browser follows", written[:80])
            return ""
        try:
            parts = urlsplit(written)
            host = (parts.hostname or "").lower()
        except ValueError:
            self.remark("broken address", written[:80])
            return ""
        if host and host not in self.old.hosts:
            return written
        if scheme and not host:
            return written if parts.path else ""
        return self._inside(written, parts.path or "/", parts.query)

    def _inside(self, written: str, path: str, query: str) -> str:
        if path == "/" and not query:
            return self._home()
        target = self.old.target(path, query, self.folder)
        if target and target.is_out:
            return self._file(target)
        file = self.media.find(path, self.folder)
        if file:
            return self.media.address_of(file)
        self.remark("link to what is not there any more" if target is None else "link to an unpublished piece", written)
        return ""

    def _home(self) -> str:
        self.remark("link to the old front page", "/")
        return ""

    def _file(self, target: Target) -> str:
        name = quote(target.name) + ".md"
        if target.kind == self.kind:
            return name
        return f"../{_FOLDERS[target.kind]}/{name}"

    def picture(self, src: str) -> str:
        """Return what to write for a picture: a file of content/images, another site's address, or ""."""
        written = src.strip().removeprefix("__GHOST_URL__")
        if not written or written.lower().startswith(("data:", "blob:", "file:", "javascript:", "about:", "cid:")):
            if written:
                self.remark("picture inside the text", written[:60])
            return ""
        try:
            parts = urlsplit(written)
            host = (parts.hostname or "").lower()
        except ValueError:
            self.remark("broken address", written[:80])
            return ""
        if host and host not in self.old.hosts and "/wp-content/uploads/" not in parts.path:
            return written if not written.startswith("//") else f"https:{written}"
        file = self.media.picture(parts.path, self.folder)
        if file:
            return f"../images/{quote(file)}"
        self.remark("picture that is not in the folder", written)
        if host:
            return written if parts.scheme else f"https:{written}"
        site = self.old.site.url.rstrip("/")
        root = re.match(r"https?://[^/]+", site)
        return f"{root[0]}{quote(unquote(parts.path))}" if root and parts.path.startswith("/") else ""


def merged_paths(entries: Mapping[str, Target]) -> dict[str, Target]:
    """Return targets by their normalised paths; of two with one path what readers may see wins, else the first."""
    found: dict[str, Target] = {}
    for path, target in entries.items():
        key = plain_path(path)
        if key not in found or (target.is_out and not found[key].is_out):
            found[key] = target
    return found
