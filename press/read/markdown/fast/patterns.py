"""A match in a text -> the element that the library makes of it, without the library's loops over single characters."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import DelimiterProcessor, ImageInlineProcessor, LinkInlineProcessor

# No brackets in brackets, no title, no placeholder: of such a link there is one reading.
_PLAIN = re.compile(r"!?\[([^\[\]\x02]*)\]\(([^\s()<>\"'\x02]*)\)")
# A run of one or two stars, words without any sign of emphasis, and the same run again.
_STARS = re.compile(r"(\*\*?)([^\s*_](?:[^*_]*[^\s*_])?)\1(?!\*)")
_Found = tuple[Element | str | None, int | None, int | None]


def replace_patterns(md: Markdown) -> None:
    """Put the patterns below in the places of the library's."""
    # The bracket first: a search for it is a search for one byte, which the library's expression is not.
    md.inlinePatterns.register(QuickLink(r"\[(?<!!\[)", md), "link", 160)
    md.inlinePatterns.register(QuickImage(r"!\[", md), "image_link", 150)
    emphasis = QuickDelimiter("*", "strong,em", md)
    emphasis.add("_", "strong,em", smart=True)
    md.inlinePatterns.register(emphasis, "em_strong", 60)


class QuickLink(LinkInlineProcessor):
    """`[text](address)`; what is written in any other way is read by the library."""

    def handleMatch(self, m: re.Match[str], data: str) -> _Found:  # type: ignore[override]  # noqa: N802
        """Return the link and where it stands."""
        plain = _PLAIN.match(data, m.start())
        if plain is None:
            return super().handleMatch(m, data)
        link = Element("a", {"href": plain[2]})
        link.text = plain[1]
        return link, plain.start(), plain.end()


class QuickImage(ImageInlineProcessor):
    """`![words](address)`; what is written in any other way is read by the library."""

    def handleMatch(self, m: re.Match[str], data: str) -> _Found:  # type: ignore[override]  # noqa: N802
        """Return the picture and where it stands."""
        plain = _PLAIN.match(data, m.start())
        if plain is None:
            return super().handleMatch(m, data)
        return Element("img", {"src": plain[2], "alt": plain[1]}), plain.start(), plain.end()


class QuickDelimiter(DelimiterProcessor):
    """`*words*` and `**words**`; emphasis in emphasis and underscores are read by the library."""

    def handleMatch(self, m: re.Match[str], data: str) -> _Found:  # type: ignore[override]  # noqa: N802
        """Return the emphasis and where it stands."""
        plain = None if self.regions else _STARS.match(data, m.start())
        if plain is None:
            return super().handleMatch(m, data)
        element = Element("em" if len(plain[1]) == 1 else "strong")
        element.text = plain[2]
        return element, plain.start(), plain.end()

    def search(self, data: str, start: int) -> re.Match[str] | None:
        """Return the next run of signs from `start` on that may open or close something."""
        for sign in self.compiled_re.finditer(data, start):
            delimiter = self.delimiters[sign[0]]
            run = delimiter.boundary.match(data, sign.start())
            if run is not None and (delimiter.stack or run.lastgroup != "end"):
                return run
        return None
