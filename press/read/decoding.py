"""Bytes of a file -> its text with plain line ends, or where it is no text."""

from __future__ import annotations

import re

from press.model.names import composed
from press.model.problem import Place, Problem, ProblemsFound
from press.read.yaml.parser import UNFIT
from press.read.yaml.positions import Fault

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_MOST = 10  # control characters named in one file
_SAVE_AS = 'save the file as "UTF-8" in your editor'
# The characters that end a line in some programs: https://www.unicode.org/reports/tr14/#BK
_OTHER_ENDS = str.maketrans(dict.fromkeys("\x85\u2028\u2029", "\n"))
_CONTROLS = bytes(code for code in (*range(32), 127) if code not in b"\t\n\r")
# How U+0080 to U+009F, U+FDD0 to U+FDEF, U+FFFE and U+FFFF begin.
_RARE = re.compile(rb"\xc2[\x80-\x9f]|\xef\xb7|\xef\xbf[\xbe\xbf]")
_ODD_OPENING = re.compile("---[ \t]*[\x85\u2028\u2029]")


def decode(data: bytes) -> tuple[str, tuple[Fault, ...]]:
    """Return a file's text and what keeps it from being one.

    A byte order mark is dropped, every line ends with a line feed, letters and their accents are one character each,
    characters that no page may hold are faults and replaced. With faults that make it no text at all the text is "".
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or _looks_like_utf16(data):
        return "", (Fault(1, 1, "the file looks like UTF-16", _SAVE_AS),)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "", (_not_utf8(data),)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = composed(text)
    if _ODD_OPENING.match(text):
        text = body_lines(text)
    if not _may_be_unfit(data):
        return text, ()
    faults = tuple(_unfit(text))
    return UNFIT.sub(_REPLACEMENT, text) if faults else text, faults


def plain_text(path: str, data: bytes) -> str:
    """Return the text of a file that holds nothing else, such as a layout. Raises ProblemsFound with its faults."""
    text, faults = decode(data)
    if faults:
        lines = data.decode("utf-8", "replace").splitlines()
        raise ProblemsFound(problem_at(path, f, lines[f.line - 1] if f.line <= len(lines) else "") for f in faults)
    return text


def body_lines(text: str) -> str:
    """Return `text` with the line ends that only some programs know as plain ones."""
    if text.isascii() or not ("\x85" in text or "\u2028" in text or "\u2029" in text):
        return text
    return text.translate(_OTHER_ENDS)


def problem_at(path: str, fault: Fault, excerpt: str, *, is_note: bool = False) -> Problem:
    """Return a fault of the file at `path` as a problem; a long source line is cut."""
    shown = excerpt if len(excerpt) <= _LONGEST else excerpt[: _LONGEST - 1] + "…"
    return Problem(Place(path, fault.line, fault.column), fault.message, fault.hint, shown, is_note=is_note)


_LONGEST = 160  # characters of a source line that are shown


def _may_be_unfit(data: bytes) -> bool:
    """A look at the bytes, twenty times faster than one at the characters."""
    if len(data.translate(None, _CONTROLS)) != len(data):
        return True
    return (b"\xc2" in data or b"\xef" in data) and _RARE.search(data) is not None


def _looks_like_utf16(data: bytes) -> bool:
    """English in UTF-16 without a mark: every other byte of the beginning is zero."""
    start = data[:200]
    return b"\0" in start and len(start) > 3 and max(start[::2].count(0), start[1::2].count(0)) > len(start) * 0.4


def _not_utf8(data: bytes) -> Fault:
    text = data.decode("utf-8", "surrogateescape").replace("\r\n", "\n").replace("\r", "\n")
    bad = re.findall("[\udc80-\udcff]", text)
    at = text.index(bad[0])
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    more = f", and {len(bad) - 1} more like it" if len(bad) > 1 else ""
    message = f"the byte 0x{ord(bad[0]) - 0xDC00:02X} is not UTF-8{more}"
    return Fault(line, column, message, _SAVE_AS if len(bad) < len(text) / 10 else "is this a text file?")


def _unfit(text: str) -> list[Fault]:
    faults = []
    for match in UNFIT.finditer(text):
        at = match.start()
        line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
        name = "a NUL byte" if match[0] == "\0" else "a control character"
        meant = bytes((ord(match[0]) & 0xFF,)).decode("cp1252", "ignore") if "\x80" <= match[0] <= "\x9f" else ""
        hint = f"it was probably {meant}" if meant else "delete it"
        faults.append(Fault(line, column, f"there is {name} here, U+{ord(match[0]):04X}", hint))
        if len(faults) == _MOST:
            break
    return faults
