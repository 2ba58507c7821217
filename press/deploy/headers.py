"""Path in the site -> its place in the order of appearance, and the headers that it is served with. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from pathlib import PurePosixPath

from press.model.media_types import content_type, is_compressible


class Rank(IntEnum):
    """Files come to stand at the host in this order, so that nothing refers to what is not there yet."""

    ASSET = 0
    MEDIA = 1
    PAGE = 2
    INDEX = 3


@dataclass(frozen=True, slots=True)
class Headers:
    """What a host that keeps headers with files is told; `redirect`: the address that the file only points to."""

    type: str
    cache: str
    encoding: str = ""
    redirect: str = ""


# Browsers may keep a file whose name changes with its content for ever, and must soon ask again for all others.
FOR_EVER = "public, max-age=31536000, immutable"
AN_HOUR = "public, max-age=3600"
A_MINUTE = "public, max-age=60, must-revalidate"
# Raised when the rules below change: then every file is sent again, once.
HEADERS_VERSION = 1

_NAMED_BY_CONTENT = re.compile(r"(?:assets|images)/(?:.+/)?[^/]*[.-][0-9a-f]{10,64}[.-][^/]+")
_LISTS = re.compile(r"(?:index\.html|404\.html|(?:topics|authors|archive|columns|series|corrections|page)/.*)")
_TEXTS = frozenset(".xml .json .txt".split())


def is_named_by_content(path: str) -> bool:
    """Whether the file's name holds a digest of its content, so that it never changes."""
    return _NAMED_BY_CONTENT.fullmatch(path) is not None


def is_asset(path: str) -> bool:
    """Whether pages that readers' browsers still hold may ask for the file after the site has done without it.

    Pictures are not meant: one that is taken down must be gone at once.
    """
    return path.startswith("assets/") and is_named_by_content(path)


def rank_of(path: str) -> Rank:
    """Return the file's place in the order of appearance."""
    suffix = PurePosixPath(path).suffix.lower()
    if is_named_by_content(path):
        return Rank.ASSET
    if _LISTS.fullmatch(path) or (suffix in _TEXTS) or path in {"_redirects", "_headers", "CNAME"}:
        return Rank.INDEX
    return Rank.PAGE if suffix == ".html" else Rank.MEDIA


def headers_of(path: str, *, compress: bool = False, redirects: Mapping[str, str] | None = None) -> Headers:
    """Return the headers of a file; `redirects` maps a file to the address that it redirects to."""
    cache = FOR_EVER if is_named_by_content(path) else AN_HOUR if rank_of(path) == Rank.MEDIA else A_MINUTE
    return Headers(
        type=content_type(path),
        cache=cache,
        encoding="gzip" if compress and is_compressible(path) else "",
        redirect=(redirects or {}).get(path, ""),
    )
