"""Words that show a piece to be unfinished or half moved from another system -> problems and notes at their lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.read.markdown.places import masked
from press.read.yaml.positions import Fault

# TK ("to come") as a whole word. It stands for something else before a surname (TK Rao) and as a code of the Turkmen
# language: [TK](...) or a row of codes, [EN] [TK].
_UNFINISHED = re.compile(r"(?<![\w/.])(?:(?:TK)+(?![\w/])|DO NOT PUBLISH(?!\w)|\[\[NOTE(?!\w))")
_SURNAME = re.compile(r" [A-Z][a-zà-ž]")
_CODES = re.compile(r"\[[A-Z]{2}\]")
_FILLER = re.compile(r"\blorem\s{1,9}ipsum\b", re.IGNORECASE)
_SHORTCODE = re.compile(
    r"\{\{[<%]\s{0,9}/?[\w-]{1,40}|\{%-?\s{0,9}\w{1,40}|\{\{-?\s{0,9}[\w.]{1,60}"
    r"|\[/?(?:caption|gallery|embed|audio|video|playlist|youtube|vimeo|wp_caption|soundcloud|tweet)\b(?=[\]\s=])"
)
# UTF-8 that was read as Windows-1252: the first byte of two or three, and what may follow it.
_WRONG_BYTES = re.compile("â€[™œ“”˜¦\u009d\u0099]|Ã[©¨¼¤¶±§¡³]|Â[ «»©]")
_SIGNS = ("DO NOT PUBLISH", "[[NOTE", "{{", "{%", "â€", "Ã", "Â")
_ALLOW = "guards: false"


def may_be_unfinished(text: str) -> bool:
    """Return whether one of the signs may stand in `text`: a quick look at fixed words."""
    if ("K" in text and "TK" in text) or any(sign in text for sign in _SIGNS):
        return True
    return "ipsum" in text.lower() or ("[" in text and _SHORTCODE.search(text) is not None)


def unfinished(text: str, *, first_line: int, first_column: int = 1) -> Iterator[tuple[Fault, str, bool]]:
    """Yield (fault, source line, is a note) for each sign of an unfinished text.

    `first_line`, `first_column`: where `text` begins in its file. Leftovers of another system are one note.
    """
    if not may_be_unfinished(text):
        return
    for number, line in enumerate(text.split("\n")):
        left = first_column if number == 0 else 1
        for match, message, hint, is_note in _signs_in(line):
            yield Fault(number + first_line, match.start() + left, message, hint), line, is_note
    leftovers = list(_SHORTCODE.finditer(masked(text)))
    if leftovers:
        at, more = leftovers[0].start(), len(leftovers) - 1
        number, start = text.count("\n", 0, at), text.rfind("\n", 0, at) + 1
        message = f'"{leftovers[0][0]}" is of another system and is shown as it stands'
        message += f", and so {'is' if more == 1 else 'are'} {more} more" if more else ""
        hint = f"write it in Markdown, or take it out; {_ALLOW} ends this note"
        column = at - start + (first_column if number == 0 else 1)
        yield Fault(number + first_line, column, message, hint), text[start:].partition("\n")[0], True


def _signs_in(line: str) -> Iterator[tuple[re.Match[str], str, str, bool]]:
    """Yield (match, message, hint, is a note) for each sign in a line."""
    for match in _UNFINISHED.finditer(line):
        if match[0] != "TK" or not _is_name(line, match):
            message = f'"{match[0]}" says that the piece is not finished'
            yield match, message, f"finish it, or write draft: true; {_ALLOW} lets it stand", False
    for match in _FILLER.finditer(line):
        yield match, f'"{match[0]}" is filler', f"{_ALLOW} ends this note", True
    if encoded := _WRONG_BYTES.search(line):
        hint = f"copy the text once more, or save its file as UTF-8; {_ALLOW} ends this note"
        yield encoded, f'"{encoded[0]}" looks like text in a wrong encoding', hint, True


def _is_name(line: str, match: re.Match[str]) -> bool:
    """Return whether TK stands for a first name or a language here."""
    if _SURNAME.match(line, match.end()):
        return True
    is_bracketed = line[match.start() - 1 : match.end() + 1] == "[TK]"
    return is_bracketed and (line[match.end() + 1 : match.end() + 2] in {"(", "["} or len(_CODES.findall(line)) > 1)
