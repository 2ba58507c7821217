"""What turns up while a body is read: links, pictures, ids, and remarks for the editor."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from press.model.body import Heading, LinkUse, PictureUse
from press.model.problem import Problem
from press.read.markdown.addresses import anchor_of
from press.read.markdown.clean import Removed
from press.read.markdown.places import Places

_HINTS = 20
_SIGNS = re.compile(r"[\W_]+")
_FRAMES = frozenset({"iframe", "video", "audio", "embed", "object"})
_VALUE = re.compile(r"\s(src|title)=[\"']([^\"'<>]{1,1000})[\"']")
NO_ALT = "this picture has no alt text"
COPY_PICTURE = "copy the picture into content/images and write ../images/ and its name"


@dataclass(slots=True)
class Findings:
    """Collects during one reading.

    `path`: the file. `lang`: the text's language. `trusted`: raw HTML stays as it is. `is_line`: a line or two,
    where links to other files and pictures are out of place. `spellings`: a writer's ids by their letters alone,
    so that a link need not know where a heading's punctuation became a hyphen.
    """

    path: str
    lang: str
    places: Places
    trusted: bool = False
    is_line: bool = False
    links: list[LinkUse] = field(default_factory=list)
    pictures: list[PictureUse] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    anchors: dict[str, int] = field(default_factory=dict)
    jumps: list[tuple[str, str]] = field(default_factory=list)
    spellings: dict[str, str] = field(default_factory=dict)

    def problem(self, written: str, message: str, hint: str = "") -> None:
        """Record a mistake at the place of `written`."""
        place, excerpt = self.places.find(written)
        self.problems.append(Problem(place, message, hint, excerpt))

    def note(self, written: str, message: str, hint: str = "") -> None:
        """Record a remark at the place of `written`."""
        place, excerpt = self.places.find(written)
        self.problems.append(Problem(place, message, hint, excerpt, is_note=True))

    def note_at(self, offset: int, message: str, hint: str) -> None:
        """Record a remark at the character at `offset` of the text."""
        place, excerpt = self.places.at(offset)
        self.problems.append(Problem(place, message, hint, excerpt, is_note=True))

    def note_removed(self, removed: Removed) -> None:
        """Record that HTML was taken out; once for each kind of thing."""
        name = removed.name
        if removed.what == "element":
            pattern, message = rf"<{name}(?=[\s>/])", f'the HTML element "{name}" was taken out'
        elif removed.what == "attribute":
            pattern, message = rf"\b{name}\s*=", f'the HTML attribute "{name}" was taken out'
        else:
            pattern, message = rf"\b{name}\s*:", f'an address that begins with "{name}:" was taken out'
        place, excerpt = self.places.find_pattern(pattern)
        hint = "write it in Markdown, or leave it out; the text around it stays"
        if removed.what == "element" and name in _FRAMES:
            hint = self._embed(pattern)
        if removed.what == "address":
            hint = "links begin with https:, http:, mailto: or tel:; the text of the link stays"
        self.problems.append(Problem(place, message, hint, excerpt, is_note=True))

    def _embed(self, pattern: str) -> str:
        """Return how a frame or a film is written: with its own address and title."""
        found = re.search(pattern + r"[^<>]{0,2000}>", self.places.prose, re.IGNORECASE)
        values = dict(_VALUE.findall(found[0])) if found else {}
        src = values.get("src") or "https://…"
        return f"[Watch: {values.get('title') or 'what it shows'}]({src if '://' in src else 'https:' + src}){{.embed}}"

    def remark_picture(self, src: str, alt: str, kind: str) -> None:
        """Record what a reader or the publication would miss about a picture; `kind` as in `PictureAddress`."""
        if not alt.strip():
            say = self.problem if kind == "file" else self.note
            say(src, NO_ALT, "say in the brackets what it shows: ![A ferry at dawn](…)")
        if kind == "outside":
            self.note(src, "this picture is on another site, which would see who reads the piece", COPY_PICTURE)
        elif kind == "root":
            self.note(src, f"this picture is outside the section: {src}", COPY_PICTURE)

    def jump(self, fragment: str, href: str) -> str:
        """Return the address of a place in this text; whether it is there shows at the end (`check_jumps`).

        `href`: the link as it is written, perhaps percent-encoded.
        """
        if fragment in {"", "top"}:
            return f"#{fragment}"
        fragment = self.spellings.get(_letters(fragment), fragment)
        self.jumps.append((fragment, href))
        return f"#{anchor_of(fragment)}"

    def expect(self, ids: Iterable[str]) -> None:
        """Learn the ids that the text is going to have, for links that differ from them in punctuation."""
        for written in ids:
            self.spellings.setdefault(_letters(written), written)

    def claim(self, written: str) -> str:
        """Return an id that is not taken yet in this text, made from the writer's."""
        name = wanted = anchor_of(written)
        while name in self.anchors:
            self.anchors[wanted] += 1
            name = f"{wanted}-{self.anchors[wanted]}"
        self.anchors[name] = 1
        return name

    def headline(self, level: int, written: str, text: str) -> Heading:
        """Record a heading, under an id that is made from the writer's."""
        heading = Heading(level, self.claim(written or "section"), text)
        self.headings.append(heading)
        return heading

    def check_jumps(self) -> None:
        """Record the links to places in this text that are not there."""
        missed = 0
        for written, href in self.jumps:
            name = anchor_of(written)
            if name in self.anchors:
                continue
            # Likeness takes long to measure; after so many the text has another trouble than spelling.
            near = difflib.get_close_matches(name, self.anchors, n=1) if missed < _HINTS else []
            missed += 1
            known = f"did you mean #{near[0].removeprefix('text-')}?" if near else ""
            self.problem(href, f"there is no heading or id for #{written} in this text", known)


def _letters(written: str) -> str:
    return _SIGNS.sub("", written.lower())


def lowered(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems of a text that was brought in from another program: a missing alt text is a note there."""
    return [replace(problem, is_note=True) if problem.message == NO_ALT else problem for problem in problems]
