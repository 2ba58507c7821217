"""File name -> media type: one table for the preview and for hosts that keep a type with each file.

The tables of operating systems differ from machine to machine, so they are not asked for what is listed here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from mimetypes import types_map
from pathlib import PurePosixPath

UNKNOWN = "application/octet-stream"
_TYPES: Mapping[str, str] = {
    ".avif": "image/avif",
    ".css": "text/css",
    ".html": "text/html",
    ".ico": "image/x-icon",
    ".js": "text/javascript",
    ".json": "application/json",
    ".md": "text/markdown",
    ".mjs": "text/javascript",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
_NAMED: Mapping[str, str] = {"feed.xml": "application/rss+xml", "feed.json": "application/feed+json"}
_TEXTS_WITHOUT_SUFFIX = frozenset({"_redirects", "_headers", "CNAME", ".nojekyll"})
_WITH_CHARSET = re.compile(r"text/|application/(?:json|xml|feed\+json|rss\+xml|manifest\+json)|image/svg\+xml")
_COMPRESSIBLE = re.compile(r"text/|application/(?:json|xml|feed\+json|rss\+xml|manifest\+json|wasm)|image/svg\+xml")


def media_type(path: str) -> str:
    """Return the media type of a file by its name alone, without a charset (RFC 6838)."""
    name = path.rpartition("/")[2]
    if name in _NAMED:
        return _NAMED[name]
    suffix = PurePosixPath(name).suffix.lower()
    if not suffix:
        return "text/plain" if name in _TEXTS_WITHOUT_SUFFIX else UNKNOWN
    return _TYPES.get(suffix) or types_map.get(suffix, UNKNOWN)


def content_type(path: str) -> str:
    """Return the value of a Content-Type header: the media type, with `charset=utf-8` where it is a text."""
    found = media_type(path)
    return f"{found}; charset=utf-8" if _WITH_CHARSET.match(found) else found


def is_compressible(path: str) -> bool:
    """Whether a file is a text, or otherwise of a type that gzip makes much smaller."""
    return _COMPRESSIBLE.match(media_type(path)) is not None
