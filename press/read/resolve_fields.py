"""Keys as written -> values that need the file's place or the site's rules: instants, pictures, rich text."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from press.model.addresses import check_segment, path_fault
from press.model.body import Body, RichText
from press.model.content import ImageRef, Seo
from press.model.names import composed
from press.model.problem import Place, Problem
from press.model.text_files import stem_of
from press.read.dates import Moment, instant
from press.read.front_matter import FrontMatter
from press.read.markdown import BodyText, Converted, convert_body, convert_inline
from press.read.markdown.findings import lowered
from press.read.markdown.quotes import punctuate
from press.read.schema.pieces import Picture, SeoKeys
from press.read.slugs import slug_fault
from press.read.source import ReadingRules


@dataclass(slots=True)
class FieldResolver:
    """Settles the values of one file and collects what is wrong with them."""

    front: FrontMatter[Any]
    rules: ReadingRules
    lang: str
    problems: list[Problem] = field(default_factory=list)
    faulty: set[str] = field(default_factory=set)

    @property
    def stem(self) -> str:
        """The file's name without `.md`."""
        return stem_of(self.front.path)

    @property
    def unread(self) -> tuple[str, ...]:
        """The top-level keys whose values cannot be used, sorted; "" = any key."""
        return tuple(sorted(self.front.unread | self.faulty))

    def is_unread(self, *keys: str) -> bool:
        """Whether one of these keys cannot be used: nothing follows from its being empty."""
        return self.front.is_unread(*keys) or not self.faulty.isdisjoint(keys)

    def all_problems(self) -> tuple[Problem, ...]:
        """Return everything found in the file, in the order of its lines."""
        return tuple(sorted({*self.front.problems, *self.problems}))

    def say(self, key: str, message: str, hint: str = "", *, is_note: bool = False) -> None:
        """Add a problem at the value of `key`, which then counts as unread."""
        self.problems.append(self.front.problem(key, message, hint, is_note=is_note))
        if not is_note:
            self.faulty.add(key.partition(".")[0])

    def body(self, *, letters: bool = False) -> Converted:
        """Return the body, with its problems recorded; `letters`: second-level headings begin letters."""
        front = self.front
        converted = convert_body(BodyText(front.body, front.path, front.body_line, self.lang, letters), self.rules)
        is_imported = bool(getattr(front.keys, "imported", None))
        self.problems += lowered(converted.problems) if is_imported else converted.problems
        return converted

    def check_body(self, body: Body, noun: str) -> None:
        """Add a note where a file that should have a text has none."""
        if not body.digest and self.front.keys is not None:
            place = Place(self.front.path, max(self.front.body_line - 1, 1), 1)
            self.problems.append(Problem(place, f"{noun} has no body", "write it below this line", "---", is_note=True))

    def when(self, key: str, moment: Moment) -> datetime:
        """Return a date as an instant in the site's zone."""
        date, remark = instant(moment, self.rules.timezone)
        if remark:
            self.say(key, remark, "write the time that is meant", is_note=True)
        return date

    def line(self, written: str) -> str:
        """Return a line of plain text with the quotation marks, dashes and ellipses of its language.

        Headlines are not among them: what names a piece comes back from every page and feed as it was written.
        """
        return punctuate(written, self.lang)

    def rich(self, key: str, markdown: str) -> RichText:
        """Return a line or two of Markdown as rich text."""
        place, excerpt = self.front.at(key)
        text, problems = convert_inline(markdown, place=place, excerpt=excerpt, lang=self.lang, rules=self.rules)
        self.problems += problems
        return text

    def disclaimer(self, written: str | Literal[False] | None) -> RichText | Literal[False] | None:
        """Return a disclaimer of the file's own: None = not written, False = none wanted."""
        return self.rich("disclaimer", written) if isinstance(written, str) else written

    def picture(self, key: str, picture: Picture | None) -> ImageRef | None:
        """Return a picture with its path inside content/."""
        if picture is None:
            return None
        src = self.file(f"{key}.src", picture.src)
        if not src:
            return None
        caption = self.line(picture.caption)
        return ImageRef(src, picture.alt, caption, picture.credit, picture.license, picture.focus)

    def file(self, key: str, written: str) -> str:
        """Return a file's path inside content/: `images/x.jpg`, or `./x.jpg` and `../x.jpg` from the file's folder.

        "" where it lies outside, which is a problem.
        """
        folder = self.front.path.removeprefix("content/").rpartition("/")[0]
        base = folder if written.startswith(".") else ""
        path = composed(posixpath.normpath(posixpath.join(base, written.lstrip("/"))))
        if path == ".." or path.startswith("../"):
            self.say(key, f'"{written}" lies outside content/', "copy the file into content/images/")
            return ""
        return path

    def identity(self) -> str:
        """Return the file's name as the id that stands in addresses; a name that cannot stand there is a problem."""
        fault = slug_fault(self.stem)
        if fault:
            message = f'the file\'s name "{self.stem}" cannot stand in an address: {fault}'
            self.problems.append(Problem(Place(self.front.path), message, "rename the file"))
            self.faulty.add("slug")
        return self.stem

    def old_ids(self, names: list[str]) -> tuple[str, ...]:
        """Return earlier ids, which must be able to stand in an address; one with a slash is a whole address."""
        for n, name in enumerate(names):
            fault = path_fault(name.removeprefix("/")) if "/" in name.strip("/") else check_segment(name)
            if fault:
                self.say(f"aliases.{n}", f'"{name[:60]}" cannot be an alias: {fault}', "write an earlier id")
        return tuple(names)


def seo_of(keys: SeoKeys | None) -> Seo:
    """Return what search engines are told."""
    return Seo(keys.title, keys.description, keys.noindex) if keys else Seo()
