from __future__ import annotations

import io
from typing import get_args

import pytest
from PIL import Image, ImageCms, ImageStat

from press.model.picture import Cut, Format, Icon, Size
from press.pictures.make import make
from press.pictures.rights import Rights, rights_of
from press.pictures.source import opened, pixels_of
from tests.pictures.samples import XMP, odd_ones, photograph, saved, scene

FORMATS: tuple[Format, ...] = ("avif", "webp", "jpeg", "png")
FULL = (1600, 1067)


def cut(
    format_: Format = "jpeg", size: Size = (400, 267), full: Size = FULL, *, credit: str = "", license_: str = ""
) -> Cut:
    return Cut("content/images/a.jpg", "d", full, (0, 0, *full), size, format_, 70, credit, license_)


def made(recipe: Cut | Icon, data: bytes) -> bytes:
    return next(make([recipe], data, {}))


def opened_again(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def colour_at(image: Image.Image, x: int, y: int) -> tuple[int, ...]:
    pixel = image.convert("RGB").getpixel((x, y))
    assert isinstance(pixel, tuple)
    return tuple(map(int, pixel))


@pytest.mark.parametrize("format_", FORMATS)
def test_a_file_holds_the_picture_and_who_made_it_and_nothing_else(format_: Format) -> None:
    data = made(cut(format_, credit="Ana Ruiz / Courier", license_="CC BY 4.0"), photograph())
    image = opened_again(data)
    assert image.size == (400, 267)
    assert not {"icc_profile", "comment"} & set(image.info)
    assert not dict(image.getexif())
    for hidden in (b"Hidden", b"GPS", b"Exif\0\0"):
        assert hidden not in data
    with opened(data) as again:
        assert rights_of(again) == Rights("Ana Ruiz", "Ana Ruiz / Courier", "CC BY 4.0")


def test_what_front_matter_does_not_say_the_file_may() -> None:
    assert b"Ana Ruiz" in made(cut(), photograph())
    assert b"xmpmeta" not in made(cut(), saved(scene()))


@pytest.mark.parametrize(("name", "value"), [(0x013B, "Artist"), (0x8298, "All rights reserved")])
def test_a_maker_named_in_exif_is_kept(name: int, value: str) -> None:
    exif = Image.Exif()
    exif[name] = value
    assert value.encode() in made(cut(), saved(scene(), exif=exif))


def test_a_maker_named_in_iptc_is_kept() -> None:
    by_line = b"\x1c\x02\x50\x00\x08Ana Ruiz"
    photoshop = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + len(by_line).to_bytes(4, "big") + by_line
    segment = b"\xff\xed" + (len(photoshop) + 2).to_bytes(2, "big") + photoshop
    plain = saved(scene())
    assert b"Ana Ruiz" in made(cut(), plain[:2] + segment + plain[2:])


@pytest.mark.parametrize(
    "packet", [b"<broken", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>", b"\0" * 40, XMP.encode("utf-16")]
)
def test_a_packet_that_cannot_be_read_does_no_harm(packet: bytes) -> None:
    assert opened_again(made(cut(), saved(scene(), xmp=packet))).size == (400, 267)


def test_a_licence_with_an_address_says_where_it_stands() -> None:
    address = "https://creativecommons.org/licenses/by/4.0/"
    assert b"WebStatement" in made(cut(license_=address), saved(scene()))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_cameras_turn_is_carried_out(orientation: int) -> None:
    """The dark disc of the scene comes to stand where the orientation says (EXIF 2.3, table 6)."""
    full = (800, 1200) if orientation >= 5 else (1200, 800)
    image = opened_again(
        made(cut("png", (full[0] // 10, full[1] // 10), full), photograph(1200, 800, orientation=orientation))
    )
    corner = {1: "lt", 2: "rt", 3: "rb", 4: "lb", 5: "lt", 6: "rt", 7: "rb", 8: "lb"}[orientation]
    x = image.width // 4 if corner[0] == "l" else 3 * image.width // 4
    y = image.height // 4 if corner[1] == "t" else 3 * image.height // 4
    assert sum(colour_at(image, x, y)) < 150


def test_colours_are_brought_to_srgb() -> None:
    """By a profile in which red and blue have changed places, what is written red is blue."""
    red = Image.new("RGB", (300, 200), (200, 40, 40))
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = profile.replace(b"rXYZ", b"?").replace(b"bXYZ", b"rXYZ").replace(b"?", b"bXYZ")
    image = opened_again(made(cut("png", (30, 20), (300, 200)), saved(red, "PNG", icc_profile=swapped)))
    shown = colour_at(image, 5, 5)
    assert shown[2] - shown[0] > 70, shown


@pytest.mark.parametrize("profile", [b"broken", b"\0" * 128])
def test_a_profile_that_cannot_be_read_is_ignored(profile: bytes) -> None:
    red = Image.new("RGB", (300, 200), (200, 40, 40))
    image = opened_again(made(cut("png", (30, 20), (300, 200)), saved(red, "PNG", icc_profile=profile)))
    assert colour_at(image, 5, 5) == (200, 40, 40)


def test_a_profile_for_another_kind_of_picture_is_ignored() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = saved(scene(300, 200).convert("CMYK"), icc_profile=profile)
    assert opened_again(made(cut("png", (30, 20), (300, 200)), data)).size == (30, 20)


@pytest.mark.parametrize("name", sorted(odd_ones()))
@pytest.mark.parametrize("format_", FORMATS)
def test_every_kind_becomes_every_format(name: str, format_: Format) -> None:
    data = odd_ones()[name]
    full = opened_again(data).size
    size = (min(30, full[0]), min(20, full[1]))
    image = opened_again(made(cut(format_, size, full), data))
    assert image.size == size
    if name == "grey16.png":
        mean = ImageStat.Stat(image.convert("L")).mean[0]
        assert 100 < mean < 155, "16 bits were cut off instead of scaled"
    if name == "clear.png" and format_ != "jpeg":
        assert min(image.convert("RGBA").getchannel("A").tobytes()) < 60


@pytest.mark.parametrize("format_", FORMATS)
def test_the_same_bytes_whatever_else_is_made(format_: Format) -> None:
    data, wanted = photograph(), cut(format_, (500, 333))
    alone = made(wanted, data)
    together = list(make([cut("jpeg", (800, 534)), wanted, cut("webp", (120, 80))], data, {}))
    assert together[1] == alone


def test_a_large_jpeg_is_cut_where_its_header_says() -> None:
    """Its decoder gives it smaller than the header says; the box is in the header's pixels."""
    full = (8400, 1000)
    data = saved(scene(*full), quality=60)
    with opened(data) as image:
        assert pixels_of(image).width < full[0]
    box = (8400 // 4 - 60, 1000 // 4 - 60, 8400 // 4 + 60, 1000 // 4 + 60)
    image = opened_again(made(Cut("a", "d", full, box, (60, 60), "png", 70), data))
    assert sum(colour_at(image, 30, 30)) < 150
    assert sum(colour_at(image, 2, 30)) < 150


@pytest.mark.parametrize(("side", "form"), [(32, "ico"), (48, "png"), (180, "png")])
def test_an_icon_is_a_square_with_the_whole_picture_in_it(side: int, form: str) -> None:
    wide = saved(Image.new("RGB", (400, 100), "#ff0000"), "PNG")
    icon = opened_again(made(Icon("a", "d", side, "ico" if form == "ico" else "png"), wide)).convert("RGBA")
    assert icon.size == (side, side)
    assert icon.getpixel((side // 2, 0)) == (255, 255, 255, 0)
    assert icon.getpixel((side // 2, side // 2)) == (255, 0, 0, 255)


def test_an_icon_for_a_home_screen_is_opaque() -> None:
    clear = saved(Image.new("RGBA", (200, 200), (0, 0, 0, 0)), "PNG")
    assert (
        opened_again(made(Icon("a", "d", 180, "png", opaque=True), clear)).convert("RGB").getpixel((9, 9)) == (255,) * 3
    )


def test_every_format_is_tested() -> None:
    assert {*FORMATS, "ico"} == set(get_args(Format))
