"""Whole sites, built: what an editor and an engineer can count on."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from datetime import UTC, datetime, timedelta
from pathlib import Path

import feedparser
import pytest

from press.model.problem import ProblemsFound
from press.model.problem_text import format_problem
from tests.pages import all_pages, dead_addresses, parse
from tests.sites import article, build_at, digests, write_site

NASTY = '</script><!-- ]]> & "quotes" Ж'
ESSAYS = "\n\n".join(f"Paragraph {n} on rent, tenants and the harbour wall of the city." for n in range(8))


def problems_of(root: Path) -> str:
    with pytest.raises(ProblemsFound) as found:
        build_at(root)
    return "\n".join(format_problem(problem) for problem in found.value.problems)


def test_a_title_and_a_date_are_enough(tmp_path: Path) -> None:
    built = build_at(write_site(tmp_path, f"-- content/articles/2026-03-02-rent.md --\n{article()}"))
    page = parse(tmp_path / "site/2026/03/rent/index.html")
    assert (built.articles, page.texts["h1"].strip()) == (1, "Rent")


@pytest.mark.parametrize("url", ["https://example.org/", "https://example.org/opinion/"])
def test_every_address_of_ours_is_answered(tmp_path: Path, url: str) -> None:
    files = "".join(
        f"-- content/articles/2026-0{n % 9 + 1}-02-piece-{n}.md --\n"
        + article(f"Piece {n}", f"2026-0{n % 9 + 1}-02", ESSAYS, topics=f"[t{n % 3}]", authors="[Nora Weiland]")
        for n in range(30)
    )
    build_at(write_site(tmp_path, f"-- config.yaml --\ntitle: T\nurl: {url}\nper_page: 5\n{files}"))
    assert dead_addresses(tmp_path / "site", url) == []


def test_a_title_comes_back_unchanged_from_page_feed_and_structured_data(tmp_path: Path) -> None:
    text = f"---\ntitle: '{NASTY}'\ndate: 2026-03-02\ntopics: ['{NASTY}']\n---\n\nText.\n"
    build_at(write_site(tmp_path, f"-- content/articles/2026-03-02-nasty.md --\n{text}"))
    page = parse(tmp_path / "site/2026/03/nasty/index.html")
    nodes = {node["@type"]: node for node in page.graph}
    feed = feedparser.parse((tmp_path / "site/feed.xml").read_bytes())
    json_feed = json.loads((tmp_path / "site/feed.json").read_text())
    assert page.texts["h1"].strip() == NASTY
    assert page.metas["og:title"].endswith(NASTY)
    assert nodes["OpinionNewsArticle"]["headline"] == NASTY
    assert ET.fromstring((tmp_path / "site/feed.xml").read_bytes()).findtext("channel/item/title", "").endswith(NASTY)
    assert not feed.bozo
    assert json_feed["items"][0]["title"].endswith(NASTY)
    ET.fromstring((tmp_path / "site/sitemap.xml").read_bytes())


def test_nothing_of_a_held_back_piece_is_published(tmp_path: Path) -> None:
    def held(word: str, **keys: str) -> str:
        return article(f"{word}title", body=f"{word}body\n\n![{word}alt](../images/{word}.png)", **keys).replace(
            "2026-03-02", keys.pop("on", "2026-03-02")
        )

    text = (
        f"-- content/articles/2026-03-01-open.md --\n{article(body=ESSAYS)}"
        f"-- content/articles/xdrafty.md --\n{held('xdrafty', draft='true', topics='[xdraftyt]', authors='[Xdrafty]')}"
        f"-- content/articles/xlatery.md --\n{article('xlatery', '2027-03-02', 'xlatery', topics='[xlaterytopic]')}"
        f"-- content/articles/xgoney.md --\n{article('xgoney', body='xgoney', expires='2026-04-01', column='xgoney')}"
    )
    root = write_site(tmp_path, text)
    (root / "content/images").mkdir()
    (root / "content/images/xdrafty.png").write_bytes(b"not even a picture")
    built = build_at(root)
    assert built.next_due == datetime(2027, 3, 2, tzinfo=UTC)
    for path in (root / "site").rglob("*"):
        assert not any(word in path.name.lower() for word in ("xdrafty", "xlatery", "xgoney"))
        if path.is_file():
            data = path.read_bytes().lower()
            assert not [word for word in (b"xdrafty", b"xlatery", b"xgoney") if word in data], path


def test_a_scheduled_piece_comes_out_when_its_time_has_come(tmp_path: Path) -> None:
    root = write_site(tmp_path, f"-- content/articles/later.md --\n{article('Later', '2027-03-02')}")
    assert build_at(root).articles == 0
    assert build_at(root, now=datetime(2027, 3, 2, 0, 1, tzinfo=UTC)).articles == 1


def test_a_scheduled_piece_comes_out_at_its_very_second_and_not_before(tmp_path: Path) -> None:
    root = write_site(tmp_path, f"-- content/articles/later.md --\n{article('Later', '2027-03-02')}")
    due = datetime(2027, 3, 2, tzinfo=UTC)
    for _ in range(2):  # the second finds nothing changed, and its record is that of a build that still holds
        assert build_at(root, now=due - timedelta(seconds=1)).articles == 0
    assert build_at(root, now=due).articles == 1


def test_a_failed_build_names_the_line_and_leaves_the_site_alone(tmp_path: Path) -> None:
    root = write_site(tmp_path, f"-- content/articles/2026-03-02-rent.md --\n{article()}")
    build_at(root)
    before = digests(root / "site")
    write_site(root, f"-- content/articles/bad.md --\n{article(date='2026-02-30')}")
    assert problems_of(root).startswith("content/articles/bad.md:3:7: ")
    assert digests(root / "site") == before


def test_a_fault_in_a_layout_names_its_line_and_the_piece(tmp_path: Path) -> None:
    root = write_site(
        tmp_path,
        f"-- content/articles/2026-03-02-rent.md --\n{article()}"
        "-- layouts/article.html --\n<p>\n{{ piece.tilte }}\n",
    )
    text = problems_of(root)
    assert text.startswith("layouts/article.html:2: ")
    assert "tilte" in text
    assert "content/articles/2026-03-02-rent.md" in text


def test_two_pieces_with_one_address_are_named_both(tmp_path: Path) -> None:
    root = write_site(
        tmp_path,
        f"-- content/articles/2026-03-02-rent.md --\n{article()}"
        f"-- content/articles/2026-03-09-rent.md --\n{article(date='2026-03-09')}"
        f"-- content/articles/2026-04-02-rent.md --\n{article(date='2026-04-02')}",
    )
    text = problems_of(root)
    assert "content/articles/2026-03-02-rent.md" in text
    assert "content/articles/2026-03-09-rent.md" in text
    assert "2026-04-02-rent" not in text


def test_an_alias_leads_to_the_piece_as_page_and_as_line(tmp_path: Path) -> None:
    root = write_site(
        tmp_path,
        "-- config.yaml --\ntitle: T\nurl: https://example.org/opinion/\nredirects: {outside: true}\n"
        f"-- content/articles/2026-03-02-rent.md --\n{article(aliases='[old/rent/, /2016/rent.html]')}",
    )
    build_at(root)
    lines = (root / "site/_redirects").read_text().splitlines()
    assert "/opinion/old/rent/ /opinion/2026/03/rent/ 301" in lines
    assert "/2016/rent.html /opinion/2026/03/rent/ 301" in lines
    assert "/opinion/2026/03/rent/" in (root / "site/old/rent/index.html").read_text()


def test_what_is_removed_goes_and_what_is_not_ours_stays(tmp_path: Path) -> None:
    root = write_site(
        tmp_path,
        f"-- content/articles/2026-03-02-a.md --\n{article('A')}-- content/articles/2026-03-02-b.md --\n{article('B')}",
    )
    build_at(root)
    (root / "site/CNAME").write_text("mine")
    (root / "content/articles/2026-03-02-b.md").unlink()
    built = build_at(root)
    assert "2026/03/b/index.html" in built.removed
    assert not (root / "site/2026/03/b").exists()
    assert (root / "site/CNAME").read_text() == "mine"


def test_a_second_build_renders_nothing_and_an_edit_only_what_shows_it(tmp_path: Path) -> None:
    files = "".join(
        f"-- content/articles/2026-03-0{n}-p{n}.md --\n{article(f'P{n}', f'2026-03-0{n}', ESSAYS)}" for n in range(1, 9)
    )
    root = write_site(tmp_path, files)
    build_at(root)
    assert build_at(root).rendered == 0
    path = root / "content/articles/2026-03-03-p3.md"
    path.write_text(path.read_text().replace("Paragraph 7", "Paragraph seven"))
    assert sorted(build_at(root).reasons) == ["2026/03/p3/index.html", "feed.json", "feed.xml"]


def test_a_file_changed_by_someone_else_is_repaired(tmp_path: Path) -> None:
    root = write_site(tmp_path, f"-- content/articles/2026-03-02-rent.md --\n{article()}")
    build_at(root)
    before = digests(root / "site")
    (root / "site/index.html").write_text("mine")
    (root / "site/2026/03/rent/index.html").unlink()
    built = build_at(root)
    assert sorted(built.reasons) == ["2026/03/rent/index.html", "index.html"]
    assert digests(root / "site") == before


def test_no_page_has_an_inline_script_or_style(tmp_path: Path) -> None:
    root = write_site(tmp_path, f"-- content/articles/2026-03-02-rent.md --\n{article(body=ESSAYS)}")
    build_at(root)
    for path, page in all_pages(root / "site"):
        assert not [a for a in page.attributes if a[1] == "style" or a[1].startswith("on")], path
        types = [value for tag, name, value in page.attributes if tag == "script" and name == "type"]
        inline = {kind for kind, text in zip(types, page.scripts, strict=True) if text}
        assert inline <= {"application/ld+json"}, path
