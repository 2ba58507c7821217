"""An address that a writer wrote -> what it means: a file of the section, a picture, or somewhere else."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal
from urllib.parse import unquote

from press.model.names import composed
from press.model.text_files import is_text_name, stem_of
from press.read.markdown.clean import scheme_of

PREFIX = "text-"  # keeps a writer's ids apart from those of layouts
_FOLDERS: Mapping[str, str] = MappingProxyType(
    {"articles": "article", "authors": "author", "topics": "topic", "pages": "page"}
)


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link leads.

    `kind`: "outside" (another host, mail, telephone), "here" (a place in the same text), "section" (`target` and
    `fragment` as in `LinkUse`), "literal" (holds another program's braces and stays as it is), "leaves" (a file
    that is not in content/), "empty".
    """

    kind: Literal["outside", "here", "section", "literal", "leaves", "empty"]
    target: str = ""
    fragment: str = ""


@dataclass(frozen=True, slots=True)
class PictureAddress:
    """Where a picture stands.

    `kind`: "file" (`src` is a path inside content/), "outside" (another host), "root" (from the domain's root),
    "literal", "leaves", "empty": as in `Link`.
    """

    kind: Literal["file", "outside", "root", "literal", "leaves", "empty"]
    src: str = ""


def link_of(href: str, path: str) -> Link:
    """Return what `href`, written in the file `path` (`content/articles/x.md`), leads to."""
    written = href.strip()
    if not written:
        return Link("empty")
    if _is_literal(written):
        return Link("literal")
    if written.startswith("#"):
        return Link("here", fragment=composed(unquote(written[1:])))
    if written.startswith("//") or scheme_of(written):
        return Link("outside")
    address, _, fragment = written.partition("#")
    file, _, _ = address.partition("?")
    if file.startswith("/") or not is_text_name(file):
        return Link("section", f"address:{address}", fragment)
    inside = _inside_content(unquote(file), path)
    if not inside:
        return Link("leaves")
    folder, _, rest = inside.partition("/")
    kind = _FOLDERS.get(folder)
    if kind is None or not rest:
        return Link("section", f"address:{address}", fragment)
    stem = stem_of(rest)
    return Link("section", f"{kind}:{stem}", anchor_of(unquote(fragment)) if fragment else "")


def picture_of(src: str, path: str) -> PictureAddress:
    """Return where the picture `src`, written in the file `path`, stands.

    A path that begins with `images/` means content/images/, as in front matter, wherever the file stands.
    """
    written = src.strip()
    if not written:
        return PictureAddress("empty")
    if _is_literal(written):
        return PictureAddress("literal")
    if written.startswith("//") or scheme_of(written):
        return PictureAddress("outside")
    if written.startswith("/"):
        return PictureAddress("root")
    file = unquote(written.partition("#")[0].partition("?")[0])
    if file.startswith("images/"):
        path = "content/x.md"
    inside = _inside_content(file, path)
    return PictureAddress("file", inside) if inside else PictureAddress("leaves")


def anchor_of(written: str) -> str:
    """Return the id under which a writer's id stands on the page; one that has the prefix keeps it."""
    name = "-".join(composed(written).split())
    return name if name.startswith(PREFIX) else PREFIX + name


def _is_literal(written: str) -> bool:
    return "{{" in written or "{%" in written


def _inside_content(file: str, path: str) -> str:
    """Return the path inside content/ of `file`, relative to the file `path`; "" when it leaves content/."""
    joined = composed(posixpath.normpath(posixpath.join(posixpath.dirname(path), file)))
    folder, _, inside = joined.partition("/")
    return inside if folder == "content" and "\x00" not in inside else ""
