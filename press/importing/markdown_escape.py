"""Plain words -> Markdown that shows each of their signs, and nothing else."""

from __future__ import annotations

import re
from html.entities import html5

from press.importing.front_matter import one_line

_LINE_START = re.compile(r"(\s*)(#+|>|[-+](?=\s|$)|\d{1,9}(?=[.)](?:\s|$))|=+\s*$|-+\s*$|~{3}|:(?=\s)|\|)")
# Some names mean a character even where no semicolon follows: https://html.spec.whatwg.org/#named-character-references
_BARE_NAMES = "|".join(sorted(name for name in html5 if not name.endswith(";")))
_ENTITY = re.compile(rf"&(?=#[\dxX]|[A-Za-z][A-Za-z0-9]*;|(?:{_BARE_NAMES}))")
_BRACES = re.compile(r"\{(?=:|[ ]*[.#][\w-]|[ ]*[\w:-]+=)")
_BRACKET = re.compile(r"\[(?=\^|\[|[^\]\n]*\]\s?[(\[:])")


def plain_words(text: str) -> str:
    """Return words as a paragraph of their own."""
    return escaped(one_line(text), starts_line=True)


def escaped(text: str, *, starts_line: bool) -> str:
    """Return plain words so that Markdown shows each of their signs."""
    text = _ENTITY.sub("&amp;", text)
    text = re.sub(r"\\(?=[\"'])", "&#92;", text)
    text = re.sub(r"\\(?=[\\`*_{}\[\]()>#+.!|-]|$)", r"\\\\", text)
    text = re.sub(r"([`*])", r"\\\1", text)
    text = re.sub(r"(?<!\w)_|_(?!\w)", r"\\_", text)
    text = _BRACKET.sub(r"\\[", text)
    text = _BRACES.sub(r"\\{", text)
    text = text.replace("<", "&lt;")
    if starts_line:
        text = _LINE_START.sub(_escaped_start, text, count=1) if _LINE_START.match(text) else text
    return text


def _escaped_start(found: re.Match[str]) -> str:
    blank, sign = found[1], found[2]
    if sign[0].isdigit():
        return f"{blank}{sign}\\"
    if sign[0] in "=~:":
        return f"{blank}&#{ord(sign[0])};{sign[1:]}"
    return f"{blank}\\{sign}"


def bracketed(text: str) -> str:
    """Return words as they can stand between brackets."""
    return one_line(text.replace("[", "(").replace("]", ")").replace("`", "’").replace("\\", "/"))


def caption_title(text: str) -> str:
    """Return a caption as it can stand between the quotes of a picture's title."""
    straight = re.sub(r'"([^"]*)"', r"“\1”", one_line(text))
    return straight.replace('"', "”").replace("`", "’").replace("\\", "/")
