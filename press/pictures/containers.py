"""The file of a picture that is not cut -> the same pixels in a file that says nothing else: allowed blocks alone.

Frames stay as they are, to the byte. What a file may keep is named here, and everything else is left out: places,
cameras, serial numbers, comments, thumbnails, and what no program writes yet. GIF: CompuServe's specification of 1989.
JPEG: ITU-T T.81 and JFIF 1.02. PNG: W3C, third edition. WebP: RFC 9649.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterable, Iterator

from press.pictures.source import Unusable

_PNG_HEAD = b"\x89PNG\r\n\x1a\n"
# Pixels, colours and frames; no times, no texts, no EXIF.
_PNG_CHUNKS = frozenset(b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sRGB cICP mDCV cLLI sBIT bKGD acTL fcTL fdAT".split())
_WEBP_CHUNKS = frozenset({b"VP8X", b"ICCP", b"ANIM", b"ANMF", b"ALPH", b"VP8 ", b"VP8L"})
_WEBP_FRAME_CHUNKS = frozenset({b"ALPH", b"VP8 ", b"VP8L"})
_WEBP_FRAME_HEAD = 16  # bytes of an ANMF chunk before its own chunks
_WEBP_EXIF, _WEBP_XMP = 0x08, 0x04  # flags in VP8X
_GIF_EXTENSION, _GIF_IMAGE, _GIF_END = 0x21, 0x2C, 0x3B
_GIF_GRAPHIC_CONTROL, _GIF_APPLICATION = 0xF9, 0xFF
# How often the frames are shown again, and the colour profile.
_GIF_APPLICATIONS = frozenset({b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012"})
_JPEG_HEAD, _JPEG_END = b"\xff\xd8", b"\xff\xd9"
_JPEG_JFIF, _JPEG_EXIF, _JPEG_LAST_APPLICATION = 0xE0, 0xE1, 0xEF
_JPEG_SCAN, _JPEG_COMMENT = 0xDA, 0xFE
_JPEG_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_ORIENTATION = 0x0112
# An EXIF block of one entry (TIFF, big-endian): the camera's orientation as a SHORT.
_EXIF = struct.Struct(">2sHIHHHIHHI")


def orientation_exif(orientation: int) -> bytes:
    """Return an EXIF block that says how the picture is to be turned (1 to 8), and nothing else."""
    return _EXIF.pack(b"MM", 42, 8, 1, _ORIENTATION, 3, 1, orientation, 0, 0)


def clean_gif(data: bytes) -> bytes:
    """Return a GIF with its frames, timing, loop and colour profile. Raises Unusable for a damaged file."""
    with _damage_named():
        at = 13 + _colour_table(data[10])
        parts = [data[:at]]
        while data[at] != _GIF_END:
            block = data[at]
            if block == _GIF_IMAGE:
                end = _after_sub_blocks(data, at + 10 + _colour_table(data[at + 9]) + 1)
                parts.append(data[at:end])
            elif block == _GIF_EXTENSION:
                end = _after_sub_blocks(data, at + 2)
                label, name = data[at + 1], data[at + 3 : at + 14]
                if label == _GIF_GRAPHIC_CONTROL or (label == _GIF_APPLICATION and name in _GIF_APPLICATIONS):
                    parts.append(data[at:end])
            else:
                raise _damaged()
            at = end
        return b"".join((*parts, bytes([_GIF_END])))


def _colour_table(packed: int) -> int:
    """Return the bytes of the colour table that a packed field announces."""
    return 3 << ((packed & 7) + 1) if packed & 0x80 else 0


def _after_sub_blocks(data: bytes, at: int) -> int:
    while size := data[at]:
        at += size + 1
    return at + 1


def clean_jpeg(data: bytes, *, orientation: int, xmp: bytes) -> bytes:
    """Return a JPEG with its pixels and colours, `orientation` (1 to 8) and a statement of rights (XMP).

    Of a file with several pictures, as telephones write them, the first stays. Raises Unusable for a damaged file.
    """
    own = []
    if orientation != 1:
        own.append(_jpeg_segment(_JPEG_EXIF, b"Exif\0\0" + orientation_exif(orientation)))
    if xmp:
        own.append(_jpeg_segment(_JPEG_EXIF, b"http://ns.adobe.com/xap/1.0/\0" + xmp))
    with _damage_named():
        head, *others = [part for marker, part in _jpeg_parts(data) if _is_kept(marker, part)]
        is_jfif = head[1] == _JPEG_JFIF
        return b"".join((_JPEG_HEAD, *(head,) * is_jfif, *own, *(head,) * (not is_jfif), *others, _JPEG_END))


def _jpeg_parts(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the segments of a JPEG, each with its marker, up to the end of its first picture; scans with their data."""
    at = len(_JPEG_HEAD)
    while data[at : at + 2] != _JPEG_END:
        if data[at] != 0xFF:
            raise _damaged()
        (size,) = struct.unpack_from(">H", data, at + 2)
        end = at + 2 + size
        if data[at + 1] == _JPEG_SCAN:
            end = _after_scan(data, end)
        if end > len(data):
            raise _damaged()
        yield data[at + 1], data[at:end]
        at = end


def _after_scan(data: bytes, at: int) -> int:
    """Return where the next marker stands; in a scan 0xFF is followed by 0, or by a restart marker."""
    found = _JPEG_MARKER.search(data, at)
    if found is None:
        raise _damaged()
    return found.start()


def _is_kept(marker: int, segment: bytes) -> bool:
    """Return whether a segment is needed: everything but comments and what programs write, of that JFIF, ICC, Adobe."""
    if marker == _JPEG_JFIF:
        return segment[4:9] == b"JFIF\0" and segment[16:18] == b"\0\0"  # without a thumbnail
    if _JPEG_JFIF < marker <= _JPEG_LAST_APPLICATION:
        return segment[4:16] == b"ICC_PROFILE\0" or segment[4:9] == b"Adobe"
    return marker != _JPEG_COMMENT


def _jpeg_segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def clean_png(data: bytes, *, orientation: int, xmp: bytes) -> bytes:
    """Return an animated PNG with its frames and colours, `orientation` (1 to 8) and a statement of rights (XMP).

    Raises Unusable for a damaged file.
    """
    with _damage_named():
        kept = [(name, body) for name, body in _png_chunks(data) if name in _PNG_CHUNKS]
    own = []
    if orientation != 1:
        own.append((b"eXIf", orientation_exif(orientation)))
    if xmp:
        own.append((b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + xmp))
    head, *rest = kept
    return _PNG_HEAD + b"".join(_png_chunk(name, body) for name, body in (head, *own, *rest))


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at, name = len(_PNG_HEAD), b""
    while name != b"IEND":
        size, name = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + size]
        if len(body) != size:
            raise _damaged()
        yield name, body
        at += size + 12


def _png_chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def clean_webp(data: bytes, *, orientation: int, xmp: bytes) -> bytes:
    """Return a moving WebP with its frames and colours, `orientation` (1 to 8) and a statement of rights (XMP).

    Raises Unusable for a damaged file.
    """
    with _damage_named():
        chunks = [
            (name, _webp_frame(body) if name == b"ANMF" else body)
            for name, body in _riff_chunks(_riff_body(data))
            if name in _WEBP_CHUNKS
        ]
        if chunks[0][0] != b"VP8X":  # the simple form has no room for anything but pixels
            return _riff(chunks[:1])
        exif = orientation_exif(orientation) if orientation != 1 else b""
        flags = chunks[0][1][0] & ~(_WEBP_EXIF | _WEBP_XMP) | _WEBP_EXIF * bool(exif) | _WEBP_XMP * bool(xmp)
        chunks[0] = (chunks[0][0], bytes([flags]) + chunks[0][1][1:])
    own = [(name, body) for name, body in ((b"EXIF", exif), (b"XMP ", xmp)) if body]
    return _riff((*chunks, *own))


def _riff(chunks: Iterable[tuple[bytes, bytes]]) -> bytes:
    body = b"WEBP" + b"".join(_riff_chunk(name, part) for name, part in chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _riff_body(data: bytes) -> bytes:
    """Return what a RIFF file of the form WEBP holds, without anything behind its end."""
    (size,) = struct.unpack_from("<I", data, 4)
    if len(data) < size + 8:
        raise _damaged()
    return data[12 : size + 8]


def _webp_frame(body: bytes) -> bytes:
    parts = (_riff_chunk(*chunk) for chunk in _riff_chunks(body[_WEBP_FRAME_HEAD:]) if chunk[0] in _WEBP_FRAME_CHUNKS)
    return body[:_WEBP_FRAME_HEAD] + b"".join(parts)


def _riff_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + 8 <= len(data):
        name, size = struct.unpack_from("<4sI", data, at)
        body = data[at + 8 : at + 8 + size]
        if len(body) != size:
            raise _damaged()
        yield name, body
        at += 8 + size + size % 2


def _riff_chunk(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


class _damage_named:  # noqa: N801 - used as a statement
    """Names a file whose blocks end before they should, in an editor's words."""

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, kind: type[BaseException] | None, _value: object, _trace: object) -> None:
        """Raise Unusable in the place of an error of reading."""
        if kind is not None and issubclass(kind, (IndexError, struct.error, ValueError)):
            raise _damaged()


def _damaged() -> Unusable:
    return Unusable("the picture is damaged: its end or some part of it is missing", "save or copy it once more")
