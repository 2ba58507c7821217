"""A paragraph of prose -> its HTML at once, where there is but one way to read it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

# Signs of anything that is not a plain link, a plain emphasis or a dash; "///" begins the place of the footnotes.
_OTHER = ("`", "\\", "<", ">", "&", "{", "_", "\x02", "\x03", "![", "[^", "  \n", "///")
# A link or words between stars, as `patterns.py` takes them at once, with nothing else in them. Around the stars stands
# what leaves no doubt whether they open or close. Each alternative begins with one sign, which makes the search fast.
_FOUND = re.compile(
    r"\[([^\[\]*]*)\]\(([^\s()\[\]\"'*]*)\)"
    r"|\*(?<![^\s(\"]\*)(\*?)([^\s*\[\]](?:[^*\[\]]*[^\s*\[\]])?)\*\3(?![^\s.,;:!?)\"])"
)
_EM_DASH, _EN_DASH, _DOTS = map(re.compile, (r"(?<!-)---(?!-)", r"(?<!-)--(?!-)", r"(?<!\.)\.{3}(?!\.)"))


# What "---", "--" and "..." become.
Signs = Mapping[str, str]


class Prose(Element):
    """A paragraph that has been read: `html` is what stands in it."""

    html: str


def is_plain(text: str) -> bool:
    """Return whether `text` holds none of the signs that `prose_of` knows nothing of."""
    return not any(sign in text for sign in _OTHER)


def prose_of(text: str, signs: Signs) -> str | None:
    """Return the HTML of a paragraph's plain `text`, or None where it takes the library's processors to read it."""
    if "*" not in text and "[" not in text:
        return _with_signs(text, signs)
    pieces: list[str] = []
    start = 0
    for found in _FOUND.finditer(text):
        between = text[start : found.start()]
        if "*" in between or "[" in between:
            return None
        start = found.end()
        words, address, second, stressed = found.groups()
        if stressed:
            opening = tag = "strong" if second else "em"
        else:
            tag = "a"
            opening = tag + ' href="' + address + '"'
        inner = _with_signs(stressed or words, signs)
        pieces.append(_with_signs(between, signs) + "<" + opening + ">" + inner + "</" + tag + ">")
    rest = text[start:]
    if "*" in rest or "[" in rest:
        return None
    pieces.append(_with_signs(rest, signs))
    return "".join(pieces)


def _with_signs(text: str, signs: Signs) -> str:
    if "--" in text:
        text = _EN_DASH.sub(signs["--"], _EM_DASH.sub(signs["---"], text))
    return _DOTS.sub(signs["..."], text) if "..." in text else text
