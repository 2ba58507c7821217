"""A paragraph of prose -> its HTML at once, where there is but one way to read it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

# Signs of anything that is not a plain link, a plain emphasis or a dash; "///" begins the place of the footnotes.
_OTHER = ("`", "\\", "<", ">", "&", "{", "_", "\x02", "\x03", "![", "[^", "  \n", "///")
# Words between stars. Around the stars stands what leaves no doubt whether they open or close: a blank, a bracket, a
# sign, the beginning or end of a text or an element.
_STRESS = re.compile(r"\*(?<![^\s(\">]\*)(\*?)([^\s*\[\]<](?:[^*\[\]<]*[^\s*\[\]<])?)\*\1(?![^\s.,;:!?)\"<])")
# A link as `patterns.py` takes it at once, with nothing else in it.
_LINK = re.compile(r"\[(?!\^)([^\[\]*<]*)\]\(([^\s()\[\]\"'*<]*)\)")
# Three, two, three and no more. They begin with what they look for: a search for that is quick.
_EM_DASH, _EN_DASH, _DOTS = map(
    re.compile, (r"---(?<![-]---)(?!-)", r"--(?<![-]--)(?!-)", r"\.\.\.(?<!\.\.\.\.)(?!\.)")
)

# What "---", "--" and "..." become.
Signs = Mapping[str, str]


class Prose(Element):
    """A paragraph that has been read: `html` is what stands in it."""

    html: str


def is_plain(text: str) -> bool:
    """Return whether `text` holds none of the signs that `prose_of` knows nothing of."""
    return not any(sign[0] in text and sign in text for sign in _OTHER)


def prose_of(text: str, signs: Signs) -> str | None:
    """Return the HTML of plain `text`, or None where it takes the library's processors to read it.

    `text` is a paragraph, or several elements around paragraphs, with none of the signs in their attributes: then each
    is read by itself.
    """
    if "*" in text:
        text = _STRESS.sub(_stressed, text)
    if "[" in text:
        text = _LINK.sub(_linked, text)
    if "*" in text or "[" in text:
        return None
    if "--" in text:
        text = _EN_DASH.sub(signs["--"], _EM_DASH.sub(signs["---"], text))
    return _DOTS.sub(signs["..."], text) if "..." in text else text


def element(tag: str, html: str, attributes: str = "") -> str:
    """Return `html` within the two tags of an element; `attributes` begin with a blank."""
    return "<" + tag + attributes + ">" + html + "</" + tag + ">"


def _stressed(found: re.Match[str]) -> str:
    return element("strong" if found[1] else "em", found[2])


def _linked(found: re.Match[str]) -> str:
    """A link whose address has what would become a dash or dots stays as it is written, and so does the text."""
    words, address = found.groups()
    return found[0] if "--" in address or "..." in address else element("a", words, f' href="{address}"')
