"""One pass over the tags of sanitised HTML: blocks at its top level, links, pictures, ids and headings settled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape

from press.model.body import Heading, LinkUse, PictureUse, PieceLink
from press.read.markdown.addresses import link_of, picture_of
from press.read.markdown.attributes import tidy, values_of
from press.read.markdown.clean import scheme_of
from press.read.markdown.figures import caption_and_credit
from press.read.markdown.findings import COPY_PICTURE, Findings
from press.read.markdown.pieces import Block, Picture, Piece, html_of, parts_of
from press.read.markdown.quotes import curl_text
from press.read.markdown.vocabulary import BLOCKS, HEADINGS, OPAQUE, VOID

_TOKEN = re.compile(r"<(/?)([a-z][^\s/>]*)((?:\s[^=>\s]+=\"[^\"]*\")*)>")
# A whole paragraph in which only links to other sites, written out in full, are to be changed.
_PLAIN = re.compile(r"<p>((?:[^<]++|</?(?:em|strong)>|<a href=\"https?://[^\"&'{]*+\">|</a>)*+)</p>")
_TAG = re.compile(r"<[^<>]*>")
_SIGNS = re.compile(r"[^\w\s-]")
_EMPTY = re.compile(r"<p>\s*</p>")
_BLOCK_START = re.compile(rf"<(?:{'|'.join(sorted(BLOCKS))})[\s>]")
_HOST = re.compile(r"[\w-]{1,63}(?:\.[\w-]{1,63}){0,5}\.(?:com|org|net|gov|edu|info|co\.[a-z]{2})(?:/|$)")
_REL = ' rel="noopener"'
_END_OF_LINK = f'"{_REL}>'
_REWRITTEN = HEADINGS | {"a", "img"}


@dataclass(slots=True)
class _OpenLink:
    """A link whose end has not come yet: what stood before it waits in `outer`."""

    target: str
    fragment: str
    attributes: str
    outer: list[Piece]


# What an end tag does: stand as it is (None), be replaced, or close a link.
_End = str | _OpenLink | None


class Walk:
    """One pass over the tags. What needs no change is copied in stretches as long as possible."""

    def __init__(self, html: str, findings: Findings, levels: Iterator[int]) -> None:
        """Take balanced HTML, as nh3 writes it, and the levels of its headings; what turns up goes to `findings`."""
        self.html = html
        self.findings = findings
        self.levels = levels
        self.blocks: list[Block] = []
        self.sink: list[Piece] = []
        self.tag = ""
        self.heading: Heading | None = None
        self.ends: list[_End] = []
        self.copied = 0

    def run(self) -> list[Block]:
        """Return the blocks."""
        html, at = self.html, 0
        while (at := html.find("<", at)) >= 0:
            plain = None if self.ends else _PLAIN.match(html, at)
            if plain:
                self._finish(plain.start())
                self.copied = at = plain.end()
                if plain[1].strip():
                    self.blocks.append(plain_block("p", plain[0], has_links="<a" in plain[0]))
                continue
            token = _TOKEN.match(html, at)
            if token is None:
                at += 1
                continue
            at = token.end()
            if token[1]:
                self._close(token)
            else:
                self._begin(token)
                if token[2] in OPAQUE:
                    at = max(html.find("</" + token[2], at), at)
        self._finish(len(html))
        return self.blocks

    def _begin(self, token: re.Match[str]) -> None:
        name, attributes = token[2], token[3]
        is_block = not self.ends and name in BLOCKS
        if is_block:
            self._finish(token.start())
            self.tag = "footnotes" if name == "div" and 'class="footnote"' in attributes else name
        end: _End = None
        if attributes or name in _REWRITTEN:
            self._copy_to(token.start())
            self.copied = token.end()
            end = self._rewrite(token)
        if name not in VOID:
            self.ends.append(end)
        elif is_block:
            self._finish(token.end())

    def _close(self, token: re.Match[str]) -> None:
        if not self.ends:
            return
        end = self.ends.pop()
        if end is not None:
            self._copy_to(token.start())
            self.copied = token.end()
            if isinstance(end, str):
                self.sink.append(end)
            else:
                inner, self.sink = self.sink, end.outer
                self.sink.append(PieceLink(end.target, end.fragment, end.attributes, parts_of(inner)))
        if not self.ends and token[2] in BLOCKS:
            self._finish(token.end())

    def _copy_to(self, offset: int) -> None:
        if offset > self.copied:
            self.sink.append(self.html[self.copied : offset])
            self.copied = offset

    def _finish(self, offset: int) -> None:
        """End the block that is being read; white space between blocks belongs to none."""
        self._copy_to(offset)
        pieces = self.sink
        if not pieces and not self.tag:
            return
        is_line = not self.tag and any(not isinstance(piece, str) or piece.strip() for piece in pieces)
        if is_line and not self.findings.trusted:
            self.tag = "div" if _BLOCK_START.search(html_of(pieces)) else "p"
            pieces = [_tag(self.tag, ""), *_trimmed(pieces), "</" + self.tag + ">"]
        if (is_line or self.tag) and not (self.tag == "p" and _EMPTY.fullmatch("".join(map(_shown, pieces)))):
            self.blocks.append(Block(self.tag, pieces, self.heading))
        self.sink, self.tag, self.heading = [], "", None

    def _rewrite(self, token: re.Match[str]) -> _End:
        name, values = token[2], values_of(token[3])
        if name == "a":
            return self._link(values)
        if name == "img":
            self._picture(values)
            return None
        if name in HEADINGS:
            return self._headline(token, values)
        self.sink.append(_tag(name, tidy(values, self.findings)))
        return None

    def _headline(self, token: re.Match[str], values: dict[str, str]) -> str:
        level = next(self.levels, 2)
        inner = self.html[token.end() : self.html.find("</" + token[2], token.end())]
        text = " ".join(unescape(_TAG.sub("", inner)).split())
        written = unescape(values.pop("id", "")).strip()
        heading = self.findings.headline(level, written or "-".join(_SIGNS.sub("", text.lower()).split()), text)
        name = f"h{level}"
        self.sink.append(_tag(name, f' id="{escape(heading.id)}"' + tidy(values, self.findings)))
        if not self.ends:
            self.heading, self.tag = heading, name
        return "</" + name + ">"

    def _link(self, values: dict[str, str]) -> _End:
        """Write the start of a link and return what its end is."""
        written = values.pop("href", None)
        href = unescape(written or "")
        values.pop("rel", None)
        link = link_of(href, self.findings.path)
        if self.findings.is_line and link.kind in {"section", "leaves"}:
            return self._link_in_line(href, values)
        if link.kind == "section":
            self._remark_relative(href, link.target)
            place, excerpt = self.findings.places.find(href)
            self.findings.links.append(LinkUse(link.target, link.fragment, place, excerpt))
            opened = _OpenLink(link.target, link.fragment, tidy(values, self.findings), self.sink)
            self.sink = []
            return opened
        if link.kind in {"empty", "leaves"}:
            if link.kind == "leaves":
                self.findings.problem(href, f"this link leaves the folder content/: {href}")
            elif written is not None:
                self.findings.note("]()", "this link has no address", "the text stays without the link")
            rest = tidy(values, self.findings)
            self.sink.append(_tag("a", rest) if rest else "")
            return None if rest else ""
        address = self.findings.jump(link.fragment, href) if link.kind == "here" else href
        # Scripts or layouts may open a link in a window of its own; the other site gets no hold on this one.
        rel = _REL if scheme_of(href).startswith("http") or href.startswith("//") else ""
        self.sink.append(_tag("a", f' href="{escape(address)}"{rel}' + tidy(values, self.findings)))
        return None

    def _remark_relative(self, href: str, target: str) -> None:
        """Note an address that means another place on each page that shows it: other.html, ./other, www.example.org."""
        address = target.removeprefix("address:")
        if address == target or address.startswith(("/", "?", "#")):
            return
        name = address.partition("?")[0].rstrip("/").rpartition("/")[2].removesuffix(".html").removesuffix(".htm")
        hint = f"link to a piece by its file: {name or 'other'}.md"
        if address.startswith("www.") or _HOST.match(address):
            hint = f"write the whole address: https://{address}"
        elif "." in name:
            hint = f"write the address from the first /: /files/{name}"
        self.findings.note(href, f"this address leads to different places on different pages: {href}", hint)

    def _link_in_line(self, href: str, values: dict[str, str]) -> _End:
        """Write the start of a link where other files have no place; addresses from a domain's root stay."""
        if href.startswith("/"):
            self.sink.append(_tag("a", f' href="{escape(href)}"' + tidy(values, self.findings)))
            return None
        hint = "write the whole address, or the address from its first /"
        self.findings.problem(href, f"a link to another file cannot stand here: {href}", hint)
        return ""

    def _picture(self, values: dict[str, str]) -> None:
        src, alt = unescape(values.get("src", "")), unescape(values.get("alt", ""))
        address = picture_of(src, self.findings.path)
        if self.findings.is_line or address.kind in {"empty", "leaves"}:
            if self.findings.is_line:
                self.findings.problem(src, f"a picture cannot stand here: {src}", "put it into the text of a piece")
            elif address.kind == "leaves":
                self.findings.problem(src, f"this picture is outside the folder content/: {src}", COPY_PICTURE)
            self.sink.append(escape(alt))
            return
        self.findings.remark_picture(src, alt, address.kind)
        if address.kind != "file":
            self.sink.append(_tag("img", tidy({"alt": ""} | values, self.findings)))
            return
        place, excerpt = self.findings.places.find(src)
        title = curl_text(unescape(values.get("title", "")), self.findings.lang)
        self.findings.pictures.append(PictureUse(address.src, alt, place, excerpt, caption_and_credit(title)[1]))
        self.sink.append(Picture(address.src, alt, title))


def plain_block(tag: str, html: str, *, has_links: bool) -> Block:
    """Return a block in which nothing is to be changed but links to other sites, all written out in full."""
    return Block(tag, [html.replace('">', _END_OF_LINK) if has_links else html])


def _trimmed(pieces: list[Piece]) -> list[Piece]:
    """Return `pieces` without the line breaks that stood between this line of text and its neighbours."""
    first, last = pieces[0], pieces[-1]
    if isinstance(first, str):
        pieces = [first.lstrip(), *pieces[1:]]
        last = pieces[-1]
    return [*pieces[:-1], last.rstrip()] if isinstance(last, str) else pieces


def _shown(piece: Piece) -> str:
    return piece if isinstance(piece, str) else "x"


def _tag(name: str, attributes: str) -> str:
    return "<" + name + attributes + ">"
