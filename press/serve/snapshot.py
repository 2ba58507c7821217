"""A built folder -> Snapshot: the files that the last good build made, and what answers at an address. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from press.model.redirects import RedirectRule, redirect_for
from press.serve.header_rules import HeaderRule, headers_for

_DIGEST = re.compile(r"\.[0-9a-f]{10}(?=\.css$)")
NOT_FOUND = "404.html"
# Read by the host and served by none.
FOR_THE_HOST = frozenset({"_headers", "_redirects"})


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What is served: `files` maps a path in the built folder to the SHA-256 of its bytes.

    `base` is the path that the site stands at, with a slash on both ends. `styles` maps a style's address without
    the digest in its name to its address now.
    """

    base: str
    files: Mapping[str, str]
    styles: Mapping[str, str]
    headers: tuple[HeaderRule, ...] = ()
    redirects: tuple[RedirectRule, ...] = ()

    def headers_at(self, path: str) -> Mapping[str, str]:
        """Return what the host adds to the answer at a decoded path."""
        return headers_for(path, self.headers)


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address gets: a file of the built folder, or (with `location`) another address; "" = neither."""

    status: int
    file: str = ""
    location: str = ""


def make_snapshot(
    base: str, files: Mapping[str, str], headers: tuple[HeaderRule, ...], redirects: tuple[RedirectRule, ...]
) -> Snapshot:
    """Return the snapshot of a built folder with these files."""
    styles = {}
    for path, sha256 in files.items():
        if path.endswith(".css"):
            name = _DIGEST.sub("", path)
            version = "" if name != path else f"?{sha256[:10]}"
            styles[quote(base + name)] = quote(base + path) + version
    return Snapshot(base, files, styles, headers, redirects)


def answer_for(path: str, snapshot: Snapshot, query: str = "") -> Answer:
    """Return what a host would answer at a decoded path and a raw query, by the files of the snapshot alone."""
    redirect = redirect_for(path, snapshot.redirects, query)
    if redirect:
        return Answer(redirect.status, location=redirect.new)
    if path == "/" != snapshot.base:
        return Answer(302, location=quote(snapshot.base))
    if path.startswith(snapshot.base):
        inside = path[len(snapshot.base) :]
        file = inside + "index.html" if inside.endswith("/") or not inside else inside
        if file in snapshot.files and file not in FOR_THE_HOST:
            return Answer(200, file)
        if f"{inside}/index.html" in snapshot.files:
            return Answer(301, location=quote(f"{path}/"))
    elif path + "/" == snapshot.base:
        return Answer(301, location=quote(snapshot.base))
    return Answer(404, NOT_FOUND if NOT_FOUND in snapshot.files else "")
