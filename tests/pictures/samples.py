"""Pictures for tests, drawn here: a photograph-like one with all that a camera writes, and every odd kind."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageCms, ImageDraw
from PIL.PngImagePlugin import PngInfo

PLACE = (54.5, 10.0, 12.0)  # where the camera stood: must be in no published byte
XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:City="Hidden Harbour">'
    "<dc:creator><rdf:Seq><rdf:li>Ana Ruiz</rdf:li></rdf:Seq></dc:creator>"
    "</rdf:Description></rdf:RDF></x:xmpmeta>"
)


def scene(width: int = 1600, height: int = 1067) -> Image.Image:
    """A gradient with a dark disc a quarter from the left and top, and a white one at the opposite corner."""
    image = Image.merge(
        "RGB", [Image.linear_gradient("L").resize((width, height)).rotate(turn) for turn in (0, 90, 180)]
    )
    image = image.resize((width, height))
    pen, radius = ImageDraw.Draw(image), min(width, height) // 10
    for x, y, colour in ((width // 4, height // 4, (10, 20, 30)), (3 * width // 4, 3 * height // 4, (255, 255, 255))):
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)
    return image


def saved(image: Image.Image, form: str = "JPEG", **options: Any) -> bytes:
    made = io.BytesIO()
    image.save(made, form, **options)
    return made.getvalue()


def photograph(width: int = 1600, height: int = 1067, *, orientation: int = 1) -> bytes:
    """A JPEG with a place, an orientation, a maker, a profile and an XMP packet."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Hidden Camera Works"
    exif.get_ifd(0x8825).update({1: "N", 2: PLACE, 3: "E", 4: PLACE})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    tags: dict[str, Any] = {"exif": exif, "icc_profile": profile, "xmp": XMP.encode(), "comment": "Hidden Note"}
    return saved(scene(width, height), quality=85, **tags)


def odd_ones() -> dict[str, bytes]:
    """One of each kind that cameras, scanners and picture editors save, and that browsers or encoders stumble over."""
    small = scene(90, 60)
    grey16 = Image.frombytes("I;16", (90, 60), struct.pack("<5400H", *(n * 65535 // 5399 for n in range(5400))))
    clear = small.convert("RGBA")
    clear.putalpha(Image.linear_gradient("L").resize(small.size))
    keyed = PngInfo()
    keyed.add_text("Comment", "Hidden Note")
    return {
        "cmyk.jpg": saved(small.convert("CMYK")),
        "grey.jpg": saved(small.convert("L")),
        "grey16.png": saved(grey16, "PNG"),
        "palette.png": saved(small.quantize(16), "PNG", pnginfo=keyed),
        "palette-clear.png": saved(small.quantize(16), "PNG", transparency=0),
        "clear.png": saved(clear, "PNG"),
        "one-bit.png": saved(small.convert("1"), "PNG"),
        "one-pixel.png": saved(Image.new("RGB", (1, 1), "#808080"), "PNG"),
        "still.gif": saved(small.quantize(16), "GIF"),
        "moving.gif": saved(small, "GIF", save_all=True, append_images=[small.transpose(Image.Transpose.ROTATE_180)]),
        "lossless.webp": saved(small, "WEBP", lossless=True),
        "already.avif": saved(small, "AVIF"),
    }


def bomb(width: int = 30_000, height: int = 30_000) -> bytes:
    """A PNG of some hundred bytes that says it holds 900 million pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(b"\0" * 64))
        + _chunk(b"IEND", b"")
    )


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
