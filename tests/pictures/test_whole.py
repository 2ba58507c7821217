"""Pictures that move or are drawn: their files keep frames, colours, turn and rights, and nothing else."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageCms, ImageSequence
from PIL.PngImagePlugin import PngInfo

from press.model.picture import Whole
from press.pictures.containers import orientation_exif
from press.pictures.source import Unusable
from press.pictures.whole import whole
from tests.pictures.samples import scene

KINDS = {"GIF": "image/gif", "PNG": "image/png", "WEBP": "image/webp", "AVIF": "image/avif"}
MARKERS = (b"HiddenCamera", b"HiddenSerial", b"HiddenComment", b"HiddenPlace", b"HiddenTail", b"HiddenThumb")
XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:exif="http://ns.adobe.com/exif/1.0/"'
    b' exif:GPSLatitude="HiddenPlace" exif:BodySerialNumber="HiddenSerial">'
    b"<dc:creator><rdf:Seq><rdf:li>Ana Ruiz</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>"
)


def exif(orientation: int) -> Image.Exif:
    made = Image.Exif()
    made[0x0112], made[0x010F], made[0x0110] = orientation, "HiddenCamera", "HiddenSerial"
    made.get_ifd(0x8825)[29] = "HiddenPlace"
    return made


def moving(form: str, orientation: int = 1) -> bytes:
    """A picture of three frames with something hidden in every block that its format has for it."""
    frames = [scene(90, 60).rotate(turn) for turn in (0, 90, 180)]
    made = io.BytesIO()
    options: dict[str, object] = {"save_all": True, "append_images": frames[1:], "duration": [80, 120, 160]}
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    if form == "GIF":
        frames[0].save(made, form, loop=3, comment=b"HiddenComment", **options)
        data = made.getvalue()[:-1]
        return data + b"\x21\xff\x0bXMP DataXMP" + bytes([12]) + b"HiddenCamera" + b"\0;" + b"HiddenTail"
    if form == "PNG":
        text = PngInfo()
        text.add_text("Comment", "HiddenComment")
        text.add_itxt("XML:com.adobe.xmp", XMP.decode())
        frames[0].save(made, form, pnginfo=text, exif=exif(orientation), icc_profile=profile, loop=3, **options)
        own = png_chunk(b"prVt", b"HiddenThumb") + png_chunk(b"tIME", struct.pack(">HBBBBB", 2026, 3, 2, 1, 1, 1))
        data = made.getvalue()
        at = data.index(b"IDAT") - 4
        return data[:at] + own + data[at:] + b"HiddenTail"
    frames[0].save(made, form, exif=exif(orientation), xmp=XMP, icc_profile=profile, **options)
    if form == "WEBP":
        data = made.getvalue() + b"PRVT" + struct.pack("<I", 12) + b"HiddenThumb\0"
        return data[:4] + struct.pack("<I", len(data) - 8) + data[8:] + b"HiddenTail"
    return made.getvalue()


def still(form: str, orientation: int = 1) -> bytes:
    """A picture of one frame with something hidden in it, as a logo may be."""
    made = io.BytesIO()
    if form == "GIF":
        scene(90, 60).save(made, form, comment=b"HiddenComment")
        return made.getvalue() + b"HiddenTail"
    options = {"comment": b"HiddenComment"} if form == "JPEG" else {}
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    if form == "PNG":
        text = PngInfo()
        text.add_text("Comment", "HiddenComment")
        scene(90, 60).save(made, form, pnginfo=text, exif=exif(orientation))
    else:
        scene(90, 60).save(made, form, exif=exif(orientation), xmp=XMP, icc_profile=profile, **options)
    return made.getvalue() + b"HiddenTail" * (form != "AVIF")


@pytest.mark.parametrize("form", [*KINDS, "JPEG"])
def test_a_still_picture_that_is_not_cut_says_nothing_either(form: str) -> None:
    data = still(form, orientation=6)
    assert [marker for marker in MARKERS if marker in data]
    made = cleaned(form, data)
    assert [marker for marker in MARKERS if marker in made] == []
    if form == "AVIF":
        return  # its pixels are saved anew, upright
    assert frames_of(made) == frames_of(data)
    with Image.open(io.BytesIO(made)) as image:
        assert image.getexif().get(0x0112, 1) == (1 if form == "GIF" else 6)


@pytest.mark.parametrize("progressive", [False, True])
def test_a_jpeg_keeps_its_scans_and_loses_its_second_picture(progressive: bool) -> None:
    made = io.BytesIO()
    scene(200, 100).save(made, "JPEG", progressive=progressive, restart_marker_rows=1, exif=exif(1))
    data = made.getvalue()
    clean = cleaned("JPEG", data + data)
    assert frames_of(clean) == frames_of(data)
    assert len(clean) < len(data + data)
    assert clean.count(b"\xff\xd8\xff") == 1


def test_a_simple_webp_stays_as_it_is() -> None:
    made = io.BytesIO()
    scene(90, 60).save(made, "WEBP")
    assert cleaned("WEBP", made.getvalue()) == made.getvalue()


def png_chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def cleaned(form: str, data: bytes, credit: str = "Bo Lind") -> bytes:
    return whole(Whole("content/images/a", "", KINDS.get(form, "image/jpeg"), credit, "CC BY 4.0"), data)


def frames_of(data: bytes) -> list[tuple[object, bytes]]:
    with Image.open(io.BytesIO(data)) as image:
        return [
            (frame.info.get("duration"), frame.convert("RGBA").tobytes()) for frame in ImageSequence.Iterator(image)
        ]


@pytest.mark.parametrize("form", KINDS)
def test_nothing_that_is_hidden_is_published(form: str) -> None:
    data = moving(form)
    assert sum(marker in data for marker in MARKERS) >= 2
    made = cleaned(form, data)
    assert [marker for marker in MARKERS if marker in made] == []


@pytest.mark.parametrize("form", ["GIF", "PNG", "WEBP"])
def test_every_frame_stays_as_it_is(form: str) -> None:
    assert frames_of(cleaned(form, moving(form))) == frames_of(moving(form))


def test_the_frames_of_an_avif_are_saved_anew() -> None:
    before, after = frames_of(moving("AVIF")), frames_of(cleaned("AVIF", moving("AVIF")))
    assert [duration for duration, _ in after] == [duration for duration, _ in before]
    for (_, old), (_, new) in zip(before, after, strict=True):
        assert sum(abs(a - b) for a, b in zip(old, new, strict=True)) / len(old) < 6


@pytest.mark.parametrize("form", ["PNG", "WEBP", "AVIF"])
def test_who_made_it_is_said_and_the_colour_profile_stays(form: str) -> None:
    with Image.open(io.BytesIO(cleaned(form, moving(form)))) as image:
        packet = image.info.get("xmp") or image.info["XML:com.adobe.xmp"].encode()
        texts = set(ElementTree.fromstring(packet.strip(b"\0")).itertext())
        assert {"Ana Ruiz", "Bo Lind", "CC BY 4.0"} <= texts
        assert "icc_profile" in image.info


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
@pytest.mark.parametrize("orientation", [1, 3, 6])
def test_the_turn_of_the_camera_stays(form: str, orientation: int) -> None:
    made = cleaned(form, moving(form, orientation))
    with Image.open(io.BytesIO(made)) as image:
        assert image.getexif().get(0x0112, 1) == orientation
        assert set(image.getexif()) <= {0x0112}
        assert dict(image.getexif().get_ifd(0x8825)) == {}


def test_a_gif_shows_its_frames_as_often_as_before() -> None:
    with Image.open(io.BytesIO(cleaned("GIF", moving("GIF")))) as image:
        assert image.info["loop"] == 3


def test_an_orientation_block_is_exif() -> None:
    read = Image.Exif()
    read.load(orientation_exif(6))
    assert dict(read) == {0x0112: 6}


@pytest.mark.parametrize("form", ["GIF", "PNG", "WEBP"])
@pytest.mark.parametrize("cut", [20, 200, -40])
def test_a_file_that_ends_early_is_named(form: str, cut: int) -> None:
    with pytest.raises(Unusable, match=r"damaged|not a picture"):
        cleaned(form, moving(form)[:cut].split(b"HiddenTail")[0] if cut > 0 else frames_only(form)[:cut])


def frames_only(form: str) -> bytes:
    return moving(form).removesuffix(b"HiddenTail")


@pytest.mark.parametrize("form", ["GIF", "PNG", "WEBP"])
def test_what_is_clean_stays_as_it_is(form: str) -> None:
    once = cleaned(form, moving(form))
    assert cleaned(form, once) == once


@pytest.mark.parametrize("form", KINDS)
def test_the_same_file_gives_the_same_bytes(form: str) -> None:
    data = moving(form)
    assert cleaned(form, data) == cleaned(form, data)


SVG_HEAD = b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 30 20">'
Change = Callable[[bytes], bytes]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            b'<?xml version="1.0"?><?xml-stylesheet type="text/css" href="#a"?><!DOCTYPE svg>%s<path d="M0 0"/></svg>',
            b'<path d="M0 0" />',
        ),
        (b"%s<!-- Hidden --><path d='M0 0'/></svg>", b'<path d="M0 0" />'),
        (b'%s<metadata>Hidden</metadata><path d="M0 0"/></svg>', b'<path d="M0 0" />'),
        (
            b'%s<x:layer xmlns:x="http://drawing.example/">Hidden<path/></x:layer><path d="M0 0"/></svg>',
            b'<path d="M0 0" />',
        ),
        (
            b'%s<path d="M0 0" data-name="Hidden" x:label="Hidden" xmlns:x="http://drawing.example/"/></svg>',
            b'<path d="M0 0" />',
        ),
        (b'%s<font-face font-family="Hidden"/><path d="M0 0"/></svg>', b'<path d="M0 0" />'),
        (
            b"%s<text>Rent <tspan>up</tspan> again &lt;1&gt;</text></svg>",
            b"<text>Rent <tspan>up</tspan> again &lt;1&gt;</text>",
        ),
        (
            b'%s<use xlink:href="#a"/><style>.a &gt; b { fill: url(#g) }</style></svg>',
            b'<use xlink:href="#a" /><style>.a &gt; b { fill: url(#g) }</style>',
        ),
    ],
)
def test_a_drawing_is_written_anew(before: bytes, after: bytes) -> None:
    made = whole(Whole("content/images/a.svg", "", "image/svg+xml"), before % SVG_HEAD)
    assert b"Hidden" not in made
    assert made.startswith(b"<svg ")
    assert made.endswith(b">" + after + b"</svg>\n")
    assert whole(Whole("content/images/a.svg", "", "image/svg+xml"), made) == made


XSL = b'xmlns:xsl="http://www.w3.org/1999/XSL/Transform"'
PLAIN = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 2"'


@pytest.mark.parametrize(
    "root",
    [
        PLAIN + b" " + XSL + b' xsl:version="1.0"><xsl:element name="g"/></svg>',
        b'<?xml-stylesheet type="text/xsl" href=""?>' + PLAIN + b"/>",
    ],
)
def test_no_style_sheet_of_another_language_is_published(root: bytes) -> None:
    made = whole(Whole("content/images/a.svg", "", "image/svg+xml"), root)
    assert b"xsl" not in made.lower()
    assert b"<?" not in made
