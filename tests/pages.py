"""A built site -> its pages as parsed: what tests look at instead of strings."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

_ADDRESSES = ("href", "src", "poster")
_LISTS = ("srcset",)


@dataclass
class Parsed(HTMLParser):
    """The addresses, ids, meta values, headline and structured data of a page."""

    addresses: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    metas: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    scripts: list[str] = field(default_factory=list)
    attributes: list[tuple[str, str, str]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    _inside: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.attributes += [(tag, name, value) for name, value in values.items()]
        self.addresses += [values[name] for name in _ADDRESSES if name in values]
        for name in _LISTS:
            self.addresses += [part.split()[0] for part in values.get(name, "").split(",") if part.strip()]
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "meta":
            self.metas[values.get("name") or values.get("property", "")] = values.get("content", "")
        if tag in {"h1", "title", "script"}:
            self._inside.append(tag)
            if tag == "script":
                self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        inside = self._inside[-1] if self._inside else ""
        if inside == "script":
            self.scripts[-1] += data
            return
        if inside:
            self.texts[inside] = self.texts.get(inside, "") + data
        self.words.append(data)

    @property
    def graph(self) -> list[dict[str, Any]]:
        """The nodes of the page's JSON-LD."""
        found: list[dict[str, Any]] = json.loads(self.scripts[0])["@graph"]
        return found


def parse(path: Path) -> Parsed:
    """Parse one page."""
    parsed = Parsed()
    parsed.feed(path.read_text(encoding="utf-8"))
    parsed.close()
    return parsed


def all_pages(site: Path) -> Iterator[tuple[str, Parsed]]:
    """Parse every page of a site, by its path in it."""
    for path in sorted(site.rglob("*.html")):
        yield path.relative_to(site).as_posix(), parse(path)


def dead_addresses(site: Path, url: str) -> list[str]:
    """Return every address of ours, in any page, that no file of the site answers for."""
    base = urlsplit(url)
    dead = []
    ids = {path: set(page.ids) for path, page in all_pages(site)}
    for path, page in all_pages(site):
        here = urljoin(url, path)
        for address in page.addresses:
            whole = urlsplit(urljoin(here, address))
            if whole.scheme in {"http", "https"} and whole.netloc == base.netloc and whole.path.startswith(base.path):
                inside = unquote(whole.path[len(base.path) :])
                file = inside + "index.html" if inside.endswith("/") or not inside else inside
                if not (site / file).is_file():
                    dead.append(f"{path}: {address}")
                elif whole.fragment and file in ids and unquote(whole.fragment) not in ids[file]:
                    dead.append(f"{path}: {address} (no such place)")
    return dead
