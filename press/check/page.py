"""HTML -> Page: the addresses, ids, headings, pictures and structured data in it, each with its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import NamedTuple

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SIZED = ("width", "height")
# Where an address stands: tag -> attributes, and what a reader would miss.
_ADDRESSES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "a": (("href", "link"),),
    "area": (("href", "link"),),
    "form": (("action", "form"),),
    "img": (("src", "picture"),),
    "video": (("src", "resource"), ("poster", "picture")),
    "input": (("src", "picture"),),
    "object": (("data", "resource"),),
    **dict.fromkeys(("script", "iframe", "source", "audio", "embed", "track"), (("src", "resource"),)),
}
_RELATIONS: Mapping[str, str] = {
    "canonical": "canonical",
    "alternate": "announced",
    "next": "link",
    "prev": "link",
    "dns-prefetch": "",
    "preconnect": "",
}
# What a browser fetches by itself as soon as it meets the tag.
_LOADING: Mapping[str, str] = {
    **dict.fromkeys(("script", "img", "iframe", "audio", "video", "source", "track", "embed"), "src"),
    "object": "data",
    "form": "action",
}
_SCRIPT_TYPES = frozenset({"", "module", "text/javascript", "application/javascript"})
_METAS = frozenset({"og:image", "og:url", "og:audio", "og:video", "twitter:image", "article:author"})


class Use(NamedTuple):
    """An address, what it is there for, and its line."""

    kind: str
    address: str
    line: int


class Inline(NamedTuple):
    """A script or style that stands in the page itself: `kind` is script or style; in an attribute, or an element."""

    kind: str
    text: str
    line: int
    is_attribute: bool = False


@dataclass(slots=True)
class Page:
    """What a page holds, in its order. `pictures`: (source, attributes it lacks, line); `graphs`: (JSON text, line).

    `loads`: (tag, address, line) of what a browser fetches at once; `policy`: the content policy in its head.
    """

    lang: str = ""
    title: str = ""
    uses: list[Use] = field(default_factory=list)
    ids: list[tuple[str, int]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    headings: list[tuple[int, int]] = field(default_factory=list)
    pictures: list[tuple[str, tuple[str, ...], int]] = field(default_factory=list)
    graphs: list[tuple[str, int]] = field(default_factory=list)
    versions: list[tuple[str, Use]] = field(default_factory=list)
    noindex: bool = False
    policy: str = ""
    inline: list[Inline] = field(default_factory=list)
    loads: list[tuple[str, str, int]] = field(default_factory=list)

    def all(self, kind: str) -> list[Use]:
        """Return the addresses of one kind."""
        return [use for use in self.uses if use.kind == kind]


def read_page(text: str) -> Page:
    """Return what a page holds; what is no HTML gives an empty page."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.page


class _Reader(HTMLParser):
    """Fills a Page tag by tag."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HEADINGS:
            self.page.headings.append((int(tag[1]), self.getpos()[0]))
        if tag == "title" and not self.page.title:  # the first one: pictures drawn in the page have titles too
            self._inside = tag
        if tag == "style" or (tag == "script" and not attrs):
            self._inside = f"inline {tag}"
        if attrs:
            self._attributes(tag, attrs)

    def _attributes(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in reversed(attrs)}  # of two attributes the first one counts
        line = self.getpos()[0]
        if "id" in values:
            self.page.ids.append((values["id"], line))
        for name, kind in _ADDRESSES.get(tag, ()):
            if name in values:
                self.page.uses.append(Use(kind, values[name], line))
        self._load(tag, values, line)
        if "srcset" in values:
            self.page.uses += [Use("picture", each, line) for each in _candidates(values["srcset"])]
        self._special(tag, values, line)

    def handle_endtag(self, tag: str) -> None:
        if self._inside and tag == self._inside.removeprefix("inline "):
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "title":
            self.page.title += data.strip()
        elif self._inside == "script":
            text, line = self.page.graphs[-1]
            self.page.graphs[-1] = (text + data, line)
        elif self._inside in {"inline script", "inline style"} and data.strip():
            self.page.inline.append(Inline(self._inside.removeprefix("inline "), data, self.getpos()[0]))

    def _load(self, tag: str, values: Mapping[str, str], line: int) -> None:
        """Note what the content policy decides on: what a browser fetches, and scripts and styles in attributes."""
        if tag in _LOADING and values.get(_LOADING[tag]):
            self.page.loads.append((tag, values[_LOADING[tag]], line))
        elif tag == "link" and values.get("rel", "").lower() == "stylesheet" and values.get("href"):
            self.page.loads.append(("stylesheet", values["href"], line))
        elif tag == "script" and values.get("type", "") in _SCRIPT_TYPES:
            self._inside = "inline script"
        for name, value in values.items():
            if name == "style" and value.strip():
                self.page.inline.append(Inline("style", f'style="{value}"', line, is_attribute=True))
            elif name.startswith("on") and value.strip():
                self.page.inline.append(Inline("script", f'{name}="{value}"', line, is_attribute=True))

    def _special(self, tag: str, values: Mapping[str, str], line: int) -> None:
        """Take what only some tags carry."""
        match tag:
            case "html":
                self.page.lang = values.get("lang", "").strip()
            case "a" if "name" in values:
                self.page.names.append(values["name"])
            case "img":
                lacks = [name for name in ("alt", *_SIZED) if name not in values]
                lacks += [name for name in _SIZED if not values.get(name, "1").isdigit()]
                self.page.pictures.append((values.get("src", ""), tuple(lacks), line))
            case "script" if values.get("type") == "application/ld+json":
                self._inside = tag
                self.page.graphs.append(("", line))
            case "link":
                self._relation(values, line)
            case "meta":
                self._meta(values, line)

    def _relation(self, values: Mapping[str, str], line: int) -> None:
        relation = values.get("rel", "").lower()
        kind = _RELATIONS.get(relation, "resource")
        use = Use(kind, values.get("href", ""), line)
        if relation == "alternate" and "hreflang" in values:
            self.page.versions.append((values["hreflang"], Use("version", use.address, line)))
        elif kind:
            self.page.uses.append(use)

    def _meta(self, values: Mapping[str, str], line: int) -> None:
        name, content = values.get("property") or values.get("name", ""), values.get("content", "")
        if name == "robots":
            self.page.noindex = "noindex" in content
        elif name in _METAS and "/" in content:
            self.page.uses.append(Use("meta", content, line))
        elif values.get("http-equiv", "").lower() == "content-security-policy":
            self.page.policy = self.page.policy or content
        elif values.get("http-equiv", "").lower() == "refresh":
            self.page.uses.append(Use("moved", content.partition("=")[2].strip("'\" "), line))


def _candidates(srcset: str) -> Iterator[str]:
    """The addresses of a srcset; https://html.spec.whatwg.org/multipage/images.html#srcset-attributes."""
    for candidate in srcset.split(", ") if ", " in srcset else srcset.split(","):
        if candidate.strip():
            yield candidate.split()[0]
