"""Bytes of an export -> XML that a parser takes: controls, bare ampersands, wrong encodings and bombs settled."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from html.entities import html5
from typing import BinaryIO

from press.model.problem import ExitCode, Refusal

CHUNK = 1 << 18
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_AMPERSAND = re.compile(r"&(?:(#\d{1,7}|#[xX][0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{0,31}))?(;?)")
_XML_ENTITIES = frozenset("amp lt gt quot apos".split())
_OPENING, _CLOSING = "<![CDATA[", "]]>"
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_ENCODING = re.compile(rb"""<\?xml[^>]*encoding=["']([A-Za-z0-9._-]+)["']""")
_ROOT = re.compile(r"<rss\b([^>]*)>")
_NAMESPACES = {
    "wp": "http://wordpress.org/export/1.2/",
    "excerpt": "http://wordpress.org/export/1.2/excerpt/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "wfw": "http://wellformedweb.org/CommentAPI/",
    "media": "http://search.yahoo.com/mrss/",
    "atom": "http://www.w3.org/2005/Atom",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "georss": "http://www.georss.org/georss",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
}


class RepairedXml:
    """A file object for a parser: reads `source` a chunk at a time and gives it repaired, as UTF-8."""

    def __init__(self, source: BinaryIO, name: str) -> None:
        """Take the opened export; `name` is what refusals call it."""
        self._name = name
        self._pieces = self._repaired(source)
        self._left = b""

    def read(self, size: int = -1) -> bytes:
        """Return up to `size` bytes; b"" at the end. Raises Refusal for a document type or entity of its own."""
        while len(self._left) < size or size < 0:
            piece = next(self._pieces, b"")
            if not piece:
                break
            self._left += piece
        taken, self._left = (self._left, b"") if size < 0 else (self._left[:size], self._left[size:])
        return taken

    def _repaired(self, source: BinaryIO) -> Iterator[bytes]:
        head = source.read(CHUNK)
        decoder = _decoder_of(head)
        start = _DECLARATION.sub("", decoder.decode(head).lstrip("\ufeff"), count=1).lstrip()
        if re.search(r"<!(?:DOCTYPE|ENTITY)", start[:8192], re.IGNORECASE):
            hint = "an export of WordPress holds none; was the file changed?"
            raise Refusal(f"{self._name} brings a document type of its own", code=ExitCode.CONTENT, hint=hint)
        buffer, in_cdata = _ROOT.sub(_with_namespaces, start, count=1), False
        while True:
            buffer, in_cdata, done = _settled(buffer, in_cdata=in_cdata)
            if done:
                yield done.encode("utf-8", "ignore")
            chunk = source.read(CHUNK)
            if not chunk:
                break
            buffer += decoder.decode(chunk)
        rest = buffer + decoder.decode(b"", final=True)
        yield (_without_controls(rest) if in_cdata else _repaired_markup(rest)).encode("utf-8", "ignore")


def _settled(buffer: str, *, in_cdata: bool) -> tuple[str, bool, str]:
    """Return what is left of `buffer`, whether that begins in CDATA, and what is repaired."""
    done: list[str] = []
    at = 0
    while True:
        sign = _CLOSING if in_cdata else _OPENING
        found = buffer.find(sign, at)
        if found < 0:
            break
        part = buffer[at:found]
        done.append(_without_controls(part) if in_cdata else _repaired_markup(part))
        done.append(sign)
        at, in_cdata = found + len(sign), not in_cdata
    end = len(buffer) - len(_OPENING)
    if not in_cdata:
        cut = max(buffer.rfind("&", max(at, end - 40)), buffer.rfind("<", max(at, end - 40)))
        end = cut if cut >= 0 else end
    if end > at:
        part = buffer[at:end]
        done.append(_without_controls(part) if in_cdata else _repaired_markup(part))
        at = end
    return buffer[at:], in_cdata, "".join(done)


def _without_controls(text: str) -> str:
    return _CONTROL.sub("", text)


def _repaired_markup(text: str) -> str:
    return _AMPERSAND.sub(_entity, _without_controls(text))


def _entity(found: re.Match[str]) -> str:
    """An ampersand that begins nothing is itself; HTML's names are characters."""
    number, name, end = found.groups()
    if number and end:
        code = int(f"0{number[1:]}", 0) if number[1] in "xX" else int(number[1:])
        is_legal = code in {9, 10, 13} or 31 < code < 0xD800 or 0xDFFF < code < 0xFFFE or 0xFFFF < code < 0x110000
        return found[0] if is_legal else ""
    if name and end:
        if name in _XML_ENTITIES:
            return found[0]
        character = html5.get(name + ";")
        if character:
            return character
    return "&amp;" + found[0][1:]


def _with_namespaces(root: re.Match[str]) -> str:
    missing = [f' xmlns:{name}="{uri}"' for name, uri in _NAMESPACES.items() if f"xmlns:{name}" not in root[1]]
    return f"<rss{root[1]}{''.join(missing)}>"


def _decoder_of(head: bytes) -> codecs.IncrementalDecoder:
    """Return a decoder by byte order mark, by declaration, or by what the bytes are."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return codecs.getincrementaldecoder("utf-16")("replace")
    declared = _ENCODING.search(head[:400])
    name = declared[1].decode("ascii").lower() if declared else "utf-8"
    if name not in {"utf-8", "utf8", "utf-16", "us-ascii", "ascii"}:
        try:
            return codecs.getincrementaldecoder(name)("replace")
        except LookupError:
            pass
    codecs.register_error("press_cp1252", _as_windows)
    return codecs.getincrementaldecoder("utf-8")("press_cp1252")


def _as_windows(fault: UnicodeError) -> tuple[str, int]:
    """A byte that is no UTF-8 is mostly one of Windows' western code page."""
    assert isinstance(fault, UnicodeDecodeError)
    return fault.object[fault.start : fault.start + 1].decode("cp1252", "replace"), fault.start + 1
