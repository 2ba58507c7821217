"""Pictures from content/ to the published folder: what is made, what pages say of it, and what never gets out."""

from __future__ import annotations

import io
import random
import shutil
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from PIL import Image

from press.cli.main import main
from press.model.problem import ExitCode, ProblemsFound
from tests.pages import Parsed, dead_addresses, parse
from tests.pictures.samples import bomb, photograph, saved, scene
from tests.sites import CONFIG, NOW, BuiltEdition, article, build_at, digests, write_site

URL = "https://example.org/opinion/"
IMAGE = "{src: images/quay.jpg, alt: The quay, caption: At dawn., credit: Bo Lind, license: CC BY 4.0, focus: 25% 25%}"
Address = tuple[str, int]


def site(root: Path, text: str = "", **pictures: bytes) -> Path:
    """Write a site with pictures (`quay` is content/images/quay.jpg, `chart_png` content/images/chart.png)."""
    write_site(root, text or f"-- content/articles/2026-03-02-rent.md --\n{article(image=IMAGE)}")
    for name, data in pictures.items():
        stem, _, suffix = name.partition("_")
        path = root / "content/images" / f"{stem}.{suffix or 'jpg'}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return root


def published(root: Path) -> dict[str, Image.Image]:
    """The pictures of the output by path."""
    found: dict[str, Image.Image] = {}
    for path in sorted((root / "site").rglob("*")):
        if path.suffix in {".avif", ".webp", ".jpg", ".png", ".gif", ".ico"}:
            with Image.open(path) as image:
                image.load()
                found[path.relative_to(root / "site").as_posix()] = image
    return found


def srcsets(page: Parsed) -> list[tuple[str, list[Address]]]:
    """Each srcset of a page with its element: addresses and widths."""
    return [
        (tag, [(part.split()[0], int(part.split()[1].removesuffix("w"))) for part in value.split(", ")])
        for tag, name, value in page.attributes
        if name == "srcset"
    ]


def problems_of(root: Path) -> list[str]:
    with pytest.raises(ProblemsFound) as found:
        build_at(root)
    return [f"{p.place.path}:{p.place.line}: {p.message}" for p in found.value.problems]


def test_a_picture_comes_in_every_format_and_width_that_it_has_pixels_for(tmp_path: Path) -> None:
    root = site(tmp_path, quay=photograph(1300, 867))
    build_at(root)
    page, made = parse(root / "site/2026/03/rent/index.html"), published(root)
    lists = srcsets(page)
    assert [tag for tag, _ in lists] == ["source", "source", "img"]
    types = [value for tag, name, value in page.attributes if (tag, name) == ("source", "type")]
    assert types == ["image/avif", "image/webp"]
    for suffix, (_, addresses) in zip(("avif", "webp", "jpg"), lists, strict=True):
        assert [width for _, width in addresses] == [400, 800, 1200]
        for address, width in addresses:
            image = made[address.removeprefix("/opinion/")]
            assert address.endswith(suffix)
            assert image.size == (width, round(width * 867 / 1300))
    assert dead_addresses(root / "site", URL) == []


def test_every_picture_says_its_size_and_only_the_first_is_not_lazy(tmp_path: Path) -> None:
    body = 'One.\n\n![A crane](images/crane.jpg "At work. Credit: Ana")\n\nTwo ![a mark](images/mark.png) words.'
    text = f"-- content/articles/2026-03-02-rent.md --\n{article(image=IMAGE, body=body)}"
    root = site(tmp_path, text, quay=photograph(), crane=photograph(500, 700), mark_png=saved(scene(20, 20), "PNG"))
    build_at(root)
    page, made = parse(root / "site/2026/03/rent/index.html"), published(root)
    images: list[dict[str, str]] = []
    for tag, name, value in page.attributes:
        if tag == "img":
            if name in {"class", "src"} and (not images or "src" in images[-1]):
                images.append({})
            images[-1][name] = value
    assert [("loading" in image, "fetchpriority" in image) for image in images] == [(False, True), *[(True, False)] * 2]
    for image in images:
        assert made[image["src"].removeprefix("/opinion/")].size == (int(image["width"]), int(image["height"]))
    assert [image["alt"] for image in images] == ["The quay", "A crane", "a mark"]
    assert images[1]["sizes"] == "(min-width: 500px) 500px, 100vw", "a small picture keeps its size"
    words = " ".join(page.words)
    assert "At work." in words
    assert "Bo Lind" in words


def test_no_published_byte_says_where_or_by_what_camera_a_picture_was_taken(tmp_path: Path) -> None:
    root = site(tmp_path, quay=photograph())
    build_at(root)
    whole = b"".join(path.read_bytes() for path in (root / "site").rglob("*") if path.is_file())
    for hidden in (b"Hidden Camera", b"Hidden Harbour", b"Hidden Note"):
        assert hidden not in whole
    for path, image in published(root).items():
        assert not dict(image.getexif()), path
        assert "icc_profile" not in image.info, path


def test_every_file_of_a_picture_says_who_made_it(tmp_path: Path) -> None:
    root = site(tmp_path, quay=photograph())
    build_at(root)
    for path, image in published(root).items():
        if "quay" in path:
            packet = image.info.get("xmp") or image.info["XML:com.adobe.xmp"].encode()
            texts = set(ElementTree.fromstring(packet.strip(b"\0")).itertext())
            assert {"Ana Ruiz", "Bo Lind", "CC BY 4.0"} <= texts, path


def test_search_engines_get_three_ratios_and_previews_their_own(tmp_path: Path) -> None:
    root = site(tmp_path, quay=photograph())
    build_at(root)
    page, made = parse(root / "site/2026/03/rent/index.html"), published(root)
    node: dict[str, Any] = next(n for n in page.graph if n["@type"] == "OpinionNewsArticle")
    sizes = [(image["width"], image["height"]) for image in node["image"]]
    assert sizes == [(1200, 675), (1200, 900), (1067, 1067)]
    for image in node["image"]:
        assert made[image["url"].removeprefix(URL)].size == (image["width"], image["height"])
        assert image["creditText"] == "Bo Lind"
        assert image["license"] == {"@type": "CreativeWork", "name": "CC BY 4.0"}
    share = made[page.metas["og:image"].removeprefix(URL)]
    assert (share.format, share.size) == ("JPEG", (1200, 630))
    assert (page.metas["og:image:width"], page.metas["og:image:height"]) == ("1200", "630")
    assert page.metas["og:image:alt"] == "The quay"
    assert page.metas["twitter:card"] == "summary_large_image"
    # The focus is on the dark disc: every cut shows it, the square at its left.
    square = made[node["image"][2]["url"].removeprefix(URL)].convert("RGB")
    assert sum(square.crop((400, 267, 401, 268)).tobytes()) < 200


def test_a_piece_without_a_picture_has_a_card_and_so_has_the_site(tmp_path: Path) -> None:
    tiny = "{src: images/tiny.jpg, alt: A mark}"
    text = (
        f"-- content/articles/2026-03-02-rent.md --\n{article('Rent & trams')}"
        f"-- content/articles/2026-03-03-tiny.md --\n{article('Tiny', '2026-03-03', image=tiny)}"
        f"-- content/articles/2026-03-04-far.md --\n{article('日本語', '2026-03-04')}"
    )
    root = site(tmp_path, text, tiny=photograph(200, 133))
    build_at(root)
    made = published(root)
    shown = {}
    for name in ("2026/03/rent/", "2026/03/tiny/", "2026/03/far/", "", "topics/"):
        page = parse(root / "site" / name / "index.html")
        shown[name] = page.metas["og:image"].removeprefix(URL)
        assert made[shown[name]].size == (1200, 630) == (int(page.metas["og:image:width"]), 630)
        assert page.metas["og:image:alt"].startswith("Rent & trams. " if "rent" in name else "")
    assert shown["2026/03/far/"] == shown[""] == shown["topics/"]
    assert len(set(shown.values())) == 3
    (root / "config.yaml").write_text(CONFIG + "images: {cards: false}\n")
    build_at(root)
    assert "og:image" not in parse(root / "site/2026/03/rent/index.html").metas
    assert not [path for path in published(root) if "card" in path or "rent" in path]


def test_nothing_of_a_held_back_piece_is_published_nor_kept(tmp_path: Path) -> None:
    pieces = {
        "draft": "2026-03-02\ndraft: true",
        "later": "2027-03-02",
        "gone": "2026-03-02\nexpires: 2026-04-01",
        "taken": "2026-03-02\ncorrections: [{date: 2026-03-05, type: retraction, text: Withdrawn.}]",
    }
    text = "".join(
        f"-- content/articles/{stem}.md --\n"
        + article(stem, date, body=f"![x](images/{stem}b.jpg)", image=f"{{src: images/{stem}a.jpg, alt: x}}")
        for stem, date in pieces.items()
    )
    pictures = {f"{stem}{letter}": photograph(300, 200) for stem in pieces for letter in "ab"}
    root = site(tmp_path, text, **pictures)
    build_at(root)
    paths = [path for path in digests(root / "site") if path.startswith("images/")]
    assert {path.partition(".")[0] for path in paths} == {"images/takena", "images/card", "images/taken"}
    kept = [path for path in (root / ".cache/pictures").rglob("*") if path.is_file()]
    assert len(kept) == len({path for path in paths if "taken" in path or "card" in path})
    build_at(root, output=tmp_path / "preview", drafts=True)
    assert any("drafta" in path for path in digests(tmp_path / "preview"))


def test_a_topics_picture_opens_the_first_page_of_its_list(tmp_path: Path) -> None:
    pieces = "".join(
        f"-- content/articles/2026-03-0{n}-p{n}.md --\n{article(date=f'2026-03-0{n}', topics='[city]')}"
        for n in range(1, 6)
    )
    topic = f"-- content/topics/city.md --\n---\nname: City\nimage: {IMAGE}\n---\n"
    root = site(tmp_path, f"{pieces}{topic}-- config.yaml --\n{CONFIG}per_page: 2\n", quay=photograph(300, 200))
    build_at(root)
    pages = {path.parent.name: parse(path) for path in (root / "site/topics/city").rglob("index.html")}
    first, other = pages.pop("city"), next(iter(pages.values()))
    assert ("img", "alt", "The quay") in first.attributes
    assert "Bo Lind" in " ".join(first.words)
    assert ("img", "alt", "The quay") not in other.attributes


def test_an_original_is_not_published(tmp_path: Path) -> None:
    data = photograph()
    root = site(tmp_path, quay=data)
    build_at(root)
    assert data not in [path.read_bytes() for path in (root / "site").rglob("*") if path.is_file()]


def test_moving_pictures_and_drawings_are_published_whole(tmp_path: Path) -> None:
    gif = saved(scene(90, 60), "GIF", save_all=True, append_images=[scene(90, 60).rotate(180)])
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20"><path d="M0 0h30v20z" /></svg>\n'
    body = "![It moves](images/wave.gif)\n\n![A chart](images/chart.svg)"
    root = site(tmp_path, f"-- content/articles/rent.md --\n{article(body=body)}", wave_gif=gif, chart_svg=svg)
    build_at(root)
    page = parse(root / "site/2026/03/rent/index.html")
    sources = [value.removeprefix("/opinion/") for tag, name, value in page.attributes if (tag, name) == ("img", "src")]
    assert [(root / "site" / path).read_bytes() for path in sources] == [gif, svg]
    assert srcsets(page) == []
    assert not [tag for tag, _, _ in page.attributes if tag == "path"], "a drawing never stands in the page itself"


def test_a_portrait_is_square_and_named_after_the_writer(tmp_path: Path) -> None:
    text = (
        f"-- content/articles/rent.md --\n{article(authors='[nora]')}"
        "-- content/authors/nora.md --\n---\nname: Nora\nportrait: {src: images/nora.jpg}\n---\n\nShe writes.\n"
    )
    root = site(tmp_path, text, nora=photograph(600, 900))
    build_at(root)
    page, made = parse(root / "site/authors/nora/index.html"), published(root)
    for _, addresses in srcsets(page):
        assert [made[address.removeprefix("/opinion/")].size for address, _ in addresses] == [
            (160, 160),
            (320, 320),
            (480, 480),
        ]
    assert ("img", "alt", "Nora") in page.attributes


def test_icons_are_made_of_one_picture_and_no_larger_than_it(tmp_path: Path) -> None:
    root = site(tmp_path, logo_png=saved(scene(200, 100), "PNG"), quay=photograph(300, 200))
    (root / "config.yaml").write_text(CONFIG + "logo: images/logo.png\n")
    build_at(root)
    page, made = parse(root / "site/index.html"), published(root)
    links = [value for tag, name, value in page.attributes if tag == "link" and name == "sizes"]
    assert links == ["32x32", "48x48", "192x192", "180x180"]
    assert made["favicon.ico"].size == (32, 32)
    icons = {image.size for path, image in made.items() if path.startswith("images/icon.")}
    assert icons == {(48, 48), (192, 192), (180, 180)}
    (root / "content/static").mkdir()
    (root / "content/static/favicon.ico").write_bytes(b"mine")
    build_at(root)
    assert (root / "site/favicon.ico").read_bytes() == b"mine"


def test_an_icon_that_is_a_drawing_is_named_first(tmp_path: Path) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="32" height="32"><circle r="9"/></svg>'
    root = site(tmp_path, icon_svg=svg, logo_png=saved(scene(64, 64), "PNG"), quay=photograph(300, 200))
    (root / "config.yaml").write_text(CONFIG + "logo: images/logo.png\nicon: images/icon.svg\n")
    build_at(root)
    page = parse(root / "site/index.html")
    assert [v for t, n, v in page.attributes if t == "link" and n == "sizes"] == ["any", "32x32", "48x48"]
    assert dead_addresses(root / "site", URL) == []


def test_a_preview_may_do_without_made_pictures(tmp_path: Path) -> None:
    data = photograph()
    root = site(tmp_path, quay=data)
    built = build_at(root, output=tmp_path / "preview", originals=True)
    assert built.pages
    page = parse(tmp_path / "preview/2026/03/rent/index.html")
    (src,) = [v for t, n, v in page.attributes if (t, n) == ("img", "src")]
    assert (tmp_path / "preview" / src.removeprefix("/opinion/")).read_bytes() == data
    assert srcsets(page) == []
    assert not (root / ".cache/pictures").exists()
    assert dead_addresses(tmp_path / "preview", URL) == []


def test_a_site_without_made_pictures_is_not_published(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = site(tmp_path, quay=photograph(300, 200))
    assert main(["build", "--no-images", "--root", str(root)]) == ExitCode.USAGE
    assert "--no-images needs an --output of its own" in capsys.readouterr().err
    assert not (root / "site").exists()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("bomb.png", bomb(), "too large"),
        ("half.jpg", photograph()[:5000], "damaged"),
        ("page.jpg", b"<html>", "not a picture"),
        ("bad.svg", b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9' onload='x'/>", "onload"),
    ],
)
def test_a_picture_that_cannot_be_shown_is_named_and_nothing_published(
    tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    text = f"-- content/articles/rent.md --\n{article(image=f'{{src: images/{name}, alt: x}}')}"
    root = site(tmp_path, text, **{name.replace(".", "_"): data})
    (problem,) = problems_of(root)
    assert problem.startswith(f"content/images/{name}:")
    assert words in problem
    assert not (root / "site").exists()


def test_a_huge_file_is_named_without_being_read(tmp_path: Path) -> None:
    root = site(tmp_path, quay=b"")
    with (root / "content/images/quay.jpg").open("r+b") as file:
        file.truncate(50 * 1024 * 1024 + 1)  # holds nothing: takes no room on the disk
    assert problems_of(root) == ["content/images/quay.jpg:0: the file is larger than 50 MB"]


def test_every_bad_picture_is_named_at_once(tmp_path: Path) -> None:
    body = "![one](images/one.jpg)\n\n![two](images/two.jpg)\n\n![three](images/Three.jpg)"
    root = site(
        tmp_path, f"-- content/articles/rent.md --\n{article(body=body)}", one=b"", two=b"x", three=photograph(9, 9)
    )
    found = problems_of(root)
    assert [line.rpartition(": ")[0].split(":")[0] for line in found] == [
        "content/articles/rent.md",
        "content/images/one.jpg",
        "content/images/two.jpg",
    ]


def test_alt_text_is_required_and_credit_where_config_asks_for_it(tmp_path: Path) -> None:
    body = "![](images/quay.jpg)"
    text = f"-- content/articles/rent.md --\n{article(body=body)}"
    root = site(tmp_path, text, quay=photograph(300, 200))
    assert problems_of(root) == ["content/articles/rent.md:6: this picture has no alt text"]
    write_site(root, f"-- content/articles/rent.md --\n{article(image='{src: images/quay.jpg}')}")
    message = "the picture has no alt text: readers who cannot see it learn nothing of it"
    assert problems_of(root) == [f"content/articles/rent.md:4: {message}"]
    body = '![A](images/quay.jpg)\n\n![B](images/quay.jpg "Credit: Ana")'
    write_site(
        root,
        f"-- content/articles/rent.md --\n{article(image='{src: images/quay.jpg, alt: x}', body=body)}"
        f"-- config.yaml --\n{CONFIG}images: {{require_credit: true}}\n",
    )
    credit = "the picture has no credit"
    assert problems_of(root) == [f"content/articles/rent.md:{line}: {credit}" for line in (4, 7)]


def test_a_second_build_makes_nothing_and_an_edit_only_its_own(tmp_path: Path) -> None:
    text = (
        f"-- content/articles/a.md --\n{article('A', image=IMAGE)}"
        f"-- content/articles/b.md --\n{article('B', image='{src: images/pier.jpg, alt: The pier}')}"
    )
    root = site(tmp_path, text, quay=photograph(700, 467), pier=saved(scene(700, 467)))
    build_at(root)
    before = {path: path.stat().st_mtime_ns for path in (root / "site/images").iterdir()}
    build_at(root)
    assert {path: path.stat().st_mtime_ns for path in (root / "site/images").iterdir()} == before
    site(root, text, pier=saved(scene(700, 467).rotate(180)))
    build_at(root)
    after = {path: path.stat().st_mtime_ns for path in (root / "site/images").iterdir()}
    assert {p for p in before if "pier" not in p.name} == {p for p in after if "pier" not in p.name}
    assert all(after[path] == before[path] for path in after if path in before)
    assert not {p for p in before if "pier" in p.name} & set(after)
    kept = [path for path in (root / ".cache/pictures").rglob("*") if path.is_file()]
    assert len(kept) == len(after)


def test_a_new_credit_in_a_text_reaches_the_files(tmp_path: Path) -> None:
    """The words around a picture may change without its files; what is written into them may not."""
    body = '![A](images/quay.jpg "Credit: Ana")'
    root = site(tmp_path, f"-- content/articles/a.md --\n{article(body=body)}", quay=saved(scene(300, 200)))
    build_at(root)
    before = set((root / "site/images").iterdir())
    path = root / "content/articles/a.md"
    path.write_text(path.read_text() + "\nOne more word.\n")
    build_at(root)
    assert set((root / "site/images").iterdir()) == before
    path.write_text(path.read_text().replace("Ana", "Bo"))
    build_at(root)
    quay = {found for found in before if "quay" in found.name}
    assert not quay & set((root / "site/images").iterdir())
    assert all(b"Bo" in found.read_bytes() for found in (root / "site/images").glob("quay.*"))


def test_after_any_edits_of_pictures_a_build_has_the_bytes_of_a_clean_one(tmp_path: Path) -> None:
    chance = random.Random(7)
    root = site(tmp_path, quay=photograph(90, 60), pier=saved(scene(60, 90)), logo_png=saved(scene(64, 64), "PNG"))
    sources = [
        photograph(90, 60),
        photograph(120, 60, orientation=6),
        saved(scene(60, 90)),
        saved(scene(20, 20), "PNG"),
    ]
    for _ in range(10):
        edit = chance.choice(["picture", "piece", "config", "remove", "damage"])
        if edit == "picture":
            site(root, "-- notes.txt --\n", **{chance.choice(["quay", "pier"]): chance.choice(sources)})
        elif edit == "piece":
            keys = f"focus: {chance.randrange(100)}% 50%, credit: {chance.choice(['Ana', 'Bo'])}"
            image = f"{{src: images/{chance.choice(['quay', 'pier'])}.jpg, alt: x, {keys}}}"
            name = f"content/articles/{chance.choice('abc')}.md"
            body = chance.choice(["Text.", "![x](images/pier.jpg)"])
            write_site(root, f"-- {name} --\n{article(chance.choice('ABC') + name[-4], image=image, body=body)}")
        elif edit == "config":
            widths, formats = chance.choice(["[40]", "[30, 60]"]), chance.choice(["[]", "[webp]", "[avif, webp]"])
            rules = f"widths: {widths}, formats: {formats}, quality: {chance.choice([50, 70])}"
            (root / "config.yaml").write_text(f"{CONFIG}logo: images/logo.png\nimages: {{{rules}}}\n")
        elif edit == "remove" and len(list((root / "content/articles").iterdir())) > 1:
            chance.choice(sorted((root / "content/articles").iterdir())).unlink()
        elif edit == "damage" and (root / "site/images").exists():
            chance.choice(sorted((root / "site/images").iterdir())).write_bytes(b"damaged")
        build_at(root)
        incremental = digests(root / "site")
        clean = Path(shutil.copytree(root, tmp_path.parent / "clean", ignore=shutil.ignore_patterns("site", ".cache")))
        build_at(clean)
        assert digests(clean / "site") == incremental, edit
        shutil.rmtree(clean)


def test_the_demo_shows_every_picture_in_its_place(demo: tuple[Path, BuiltEdition]) -> None:
    folder, built = demo
    for stem, piece in built.catalogue.pieces.items():
        found = piece.article
        page = parse(folder / f"{found.date:%Y/%m}/{found.slug}/index.html")
        share = folder / page.metas["og:image"].removeprefix("https://opinion.example.org/")
        with Image.open(share) as image:
            assert image.size == (1200, 630), stem
            assert (page.metas["og:image:width"], page.metas["og:image:height"]) == ("1200", "630")
        assert page.metas["og:image:alt"], stem
        if found.image and not found.is_withdrawn:
            assert len([address for _, addresses in srcsets(page) for address in addresses]) >= 12, stem


def test_a_picture_of_a_camera_weighs_what_a_phone_can_carry(demo: tuple[Path, BuiltEdition]) -> None:
    limits = {"400": 20_000, "800": 50_000, "1200": 90_000, "1600": 130_000}
    for path in (demo[0] / "images").glob("*.avif"):
        width = path.stem.rpartition("-")[2]
        assert path.stat().st_size <= limits.get(width, 20_000), path.name


def test_the_clock_of_a_build_is_in_no_picture(tmp_path: Path) -> None:
    root = site(tmp_path, quay=photograph(300, 200))
    build_at(root)
    first = digests(root / "site")
    shutil.rmtree(root / ".cache")
    build_at(root, output=tmp_path / "again", now=NOW)
    assert digests(tmp_path / "again") == first


def test_a_fault_of_the_sample_would_show() -> None:
    """The tests above look for what a camera writes: the sample must hold it."""
    image = Image.open(io.BytesIO(photograph()))
    assert image.getexif().get_ifd(0x8825)
    assert "icc_profile" in image.info
    for hidden in (b"Hidden Camera", b"Hidden Harbour", b"Hidden Note"):
        assert hidden in photograph()
