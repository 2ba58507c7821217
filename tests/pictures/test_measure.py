from __future__ import annotations

import time
import tracemalloc

import pytest

from press.model.catalogue import PictureFile
from press.model.digest import digest_bytes
from press.model.problem import ProblemsFound
from press.pictures.measure import measure
from tests.memory import Memory
from tests.pictures.samples import bomb, odd_ones, photograph, saved, scene

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20"><rect width="30" height="20"/></svg>'


def measured(name: str, data: bytes, cache: Memory | None = None) -> PictureFile:
    return measure(f"images/{name}", lambda: data, digest_bytes(data), Memory() if cache is None else cache, "engine")


def refused(name: str, data: bytes) -> str:
    with pytest.raises(ProblemsFound) as found:
        measured(name, data)
    (problem,) = found.value.problems
    assert problem.place.path == f"content/images/{name}"
    assert problem.hint
    return problem.message


@pytest.mark.parametrize("orientation", range(1, 9))
def test_width_and_height_are_those_of_the_picture_as_it_is_looked_at(orientation: int) -> None:
    picture = measured("a.jpg", photograph(120, 80, orientation=orientation))
    assert (picture.width, picture.height) == ((80, 120) if orientation >= 5 else (120, 80))


@pytest.mark.parametrize("name", sorted(odd_ones()))
def test_every_kind_is_taken_and_its_fallback_keeps_what_it_shows(name: str) -> None:
    picture = measured(name, odd_ones()[name])
    assert picture.as_it_is == (name == "moving.gif")
    kept = {"palette.png", "palette-clear.png", "clear.png", "one-bit.png", "one-pixel.png", "still.gif", "grey16.png"}
    assert (picture.fallback == "png") == (name in kept or name == "moving.gif"), picture


def test_a_photograph_saved_as_png_falls_back_to_jpeg() -> None:
    assert measured("a.png", saved(scene(600, 400), "PNG")).fallback == "jpeg"


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_truncated_picture_is_a_problem(form: str) -> None:
    whole = saved(scene(300, 200), form)
    assert "damaged" in refused("a.jpg", whole[: len(whole) * 2 // 3])


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not a picture"),
        (b"GIF89a", "damaged"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "damaged"),
        (b"<html></html>", "not a picture"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 40, "HEIC"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", "a PostScript drawing"),
    ],
)
def test_what_is_no_picture_is_named(data: bytes, words: str) -> None:
    assert words in refused("a.jpg", data)


def test_a_bomb_is_refused_before_it_goes_off() -> None:
    tracemalloc.start()
    started = time.perf_counter()
    assert refused("a.png", bomb()).startswith("the picture is too large to be opened")
    assert time.perf_counter() - started < 5
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


def test_a_picture_above_our_own_limit_is_refused_with_its_size() -> None:
    assert refused("a.png", bomb(10_000, 5_001)) == "the picture is too large to be opened (10000 x 5001 pixels)"


def test_a_picture_is_measured_once() -> None:
    cache, data = Memory(), photograph(60, 40)
    first = measured("a.jpg", data, cache)
    assert len(cache.kept) == 1
    cache.kept = {key: value.replace(b"60", b"61") for key, value in cache.kept.items()}
    assert measured("a.jpg", data, cache).width == first.width + 1


def test_an_svg_has_the_size_of_its_view_box_or_its_own() -> None:
    assert (measured("a.svg", SVG).width, measured("a.svg", SVG).height) == (30, 20)
    sized = SVG.replace(b"<svg", b'<svg width="1in" height="48"')
    assert (measured("a.svg", sized).width, measured("a.svg", sized).height) == (96, 48)
    assert measured("a.svg", SVG).as_it_is


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<script href="x.js"/>',
        '<rect onload="alert(1)"/>',
        '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>',
        '<a href="javascript:alert(1)"><rect/></a>',
        '<a xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="JavaScript:alert(1)"><rect/></a>',
        '<image href="https://spy.example/a.png"/>',
        '<use href="other.svg#x"/>',
        '<image href="data:image/svg+xml;base64,AAAA"/>',
        "<style>@import 'https://spy.example/a.css';</style>",
        "<style>rect { fill: url(https://spy.example/a) }</style>",
        "<style>rect { fill: u\\72l(https://spy.example/a) }</style>",
        '<rect style="fill:url( //spy.example/a )"/>',
        '<rect fill="url(https://spy.example/a)"/>',
        '<rect style="fill:var(--none, url(https://spy.example/a))"/>',
        "<style>rect { fill: var(--none, image-set('https://spy.example/a' 1x)) }</style>",
        "<style>@supports (fill: red) { rect { fill: url(//spy.example/a) } }</style>",
        "<style>@font-face { font-family: a; src: url(data:font/woff2;base64,AAAA) }</style>",
        '<set attributeName="href" to="javascript:alert(1)"/>',
        '<animate attributeName="x"/>',
        '<html xmlns="http://www.w3.org/1999/xhtml"><body onload="x"/></html>',
        "<iframe/>",
    ],
)
def test_an_svg_that_could_do_more_than_be_looked_at_is_refused(inside: str) -> None:
    assert "could do more than be looked at" in refused("a.svg", SVG.replace(b"<rect", inside.encode() + b"<rect", 1))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (SVG.replace(b"</svg>", b""), "cannot be read"),
        (SVG.replace(b' viewBox="0 0 30 20"', b""), "how large"),
        (SVG.replace(b"http://www.w3.org/2000/svg", b"x"), "not an SVG"),
        (b'<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + SVG, "entities"),
        (('<!DOCTYPE svg [<!ENTITY a "aa">]>' + SVG.decode()).encode("utf-16"), "entities"),
        (SVG + b" " * 1_000_001, "larger than 1 MB"),
    ],
)
def test_an_svg_that_is_none_is_refused(data: bytes, words: str) -> None:
    assert words in refused("a.svg", data)


def test_gradients_and_styles_of_its_own_are_a_drawing() -> None:
    inside = b'<defs><linearGradient id="g"/></defs><style>.a { fill: url(#g) }</style><use href="#g"/>'
    assert measured("a.svg", SVG.replace(b"<rect", inside + b"<rect")).width == 30
