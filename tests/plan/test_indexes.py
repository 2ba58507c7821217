"""What machines read: sitemaps by their schemas, robots.txt, headers, and the files around a site."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.robotparser import RobotFileParser

import pytest
import xmlschema

from press.model.page_views import SitemapEntry
from press.plan.indexes import SitemapLimits, news_language, sitemap_pages, sitemap_parts
from press.plan.urls import Addresses
from press.render.layouts import load_layouts
from press.render.renderer import Renderer
from tests.dom import in_class, tree
from tests.sites import CONFIG, NOW, article, build_at, write_site
from tests.tracked import ROOT

SCHEMAS = Path(__file__).parents[1] / "schemas"
S = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
N = "{http://www.google.com/schemas/sitemap-news/0.9}"
SPONSORED = {"kind": "sponsored", "sponsor": "{name: Bank}"}
RETRACTED = {"corrections": "[{date: 2026-11-23, type: retraction, text: Gone.}]"}


def site(root: Path, config: str = "", **pieces: dict[str, str]) -> Path:
    files = "".join(
        f"-- content/articles/{name}.md --\n{article(name, **{'date': '2026-03-02', **keys})}"
        for name, keys in pieces.items()
    )
    write_site(root, f"-- config.yaml --\n{CONFIG}{config}\n{files}")
    build_at(root)
    return root / "site"


def valid(path: Path) -> ET.Element:
    sitemap = xmlschema.XMLSchema(SCHEMAS / "sitemap.xsd", locations=[(N[1:-1], str(SCHEMAS / "news.xsd"))])
    schema = xmlschema.XMLSchema(SCHEMAS / "siteindex.xsd") if b"<sitemapindex" in path.read_bytes() else sitemap
    schema.validate(path)
    return ET.parse(path).getroot()


def locations(path: Path) -> list[str]:
    return [element.text or "" for element in valid(path).iter(f"{S}loc")]


@pytest.fixture(scope="module")
def limits_of_two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return site(tmp_path_factory.mktemp("sitemap"), rent={}, ключ={"slug": "ключ-і-двері"}, gone={"draft": "true"})


def test_a_sitemap_keeps_to_its_schema_and_lists_every_page_once(limits_of_two: Path) -> None:
    listed = locations(limits_of_two / "sitemap.xml")
    assert "https://example.org/opinion/" in listed
    assert "https://example.org/opinion/2026/03/rent/" in listed
    assert (
        "https://example.org/opinion/2026/03/%D0%BA%D0%BB%D1%8E%D1%87-%D1%96-%D0%B4%D0%B2%D0%B5%D1%80%D1%96/" in listed
    )
    assert listed == sorted(listed)
    assert not [address for address in listed if "404" in address or "gone" in address]


def test_the_demos_sitemaps_keep_to_their_schemas(demo: tuple[Path, object]) -> None:
    for name in ("sitemap.xml", "news-sitemap.xml"):
        valid(demo[0] / name)


def test_lastmod_is_the_latest_of_date_updated_and_corrections(tmp_path: Path) -> None:
    correction = "[{date: 2026-05-03T10:00, type: correction, text: Eleven.}]"
    folder = site(
        tmp_path,
        plain={},
        updated={"updated": "2026-04-02T10:00"},
        corrected={"updated": "2026-04-02T10:00", "corrections": correction},
    )
    changed = {
        e.findtext(f"{S}loc", "").split("/")[-2]: e.findtext(f"{S}lastmod") for e in valid(folder / "sitemap.xml")
    }
    assert changed["plain"] == "2026-03-02T00:00:00+00:00"
    assert changed["updated"] == "2026-04-02T10:00:00+00:00"
    assert changed["corrected"] == "2026-05-03T10:00:00+00:00"


def test_pages_that_search_engines_may_not_list_are_not_listed(tmp_path: Path) -> None:
    folder = site(
        tmp_path,
        hidden={"seo": "{noindex: true}"},
        elsewhere={"canonical": "https://example.com/first/"},
        moved={"aliases": "[old/address/]"},
    )
    listed = " ".join(locations(folder / "sitemap.xml"))
    assert [word in listed for word in ("hidden", "elsewhere", "moved", "old/address")] == [False, False, True, False]


@pytest.mark.parametrize(
    ("limits", "sizes"),
    [
        (SitemapLimits(), [7]),
        (SitemapLimits(addresses=7), [7]),
        (SitemapLimits(addresses=3), [3, 3, 1]),
        (SitemapLimits(size=700), [2, 2, 2, 1]),
        (SitemapLimits(size=1), [1] * 7),
    ],
)
def test_a_sitemap_is_cut_at_its_limits(limits: SitemapLimits, sizes: list[int]) -> None:
    entries = [SitemapEntry(f"https://example.org/{n}/?a&b", None) for n in range(7)]
    parts = list(sitemap_parts(entries, limits))
    assert [len(part) for part in parts] == sizes
    assert [entry for part in parts for entry in part] == entries


def test_an_empty_sitemap_is_one_part() -> None:
    assert list(sitemap_parts([], SitemapLimits())) == [()]


def test_a_part_is_never_larger_than_was_reckoned(limits_of_two: Path) -> None:
    text = (limits_of_two / "sitemap.xml").read_text(encoding="utf-8")
    entries = [SitemapEntry(address, None) for address in locations(limits_of_two / "sitemap.xml")]
    whole = len(text.encode())
    assert len(list(sitemap_parts(entries, SitemapLimits(size=whole)))) > 1, "the reckoning must err on the safe side"


def test_beyond_a_limit_there_is_an_index_of_parts(tmp_path: Path) -> None:
    names = ("sitemap.xml", "sitemap_index.xml")
    layouts = load_layouts({n: (ROOT / "layouts" / n).read_text() for n in names}, {"en": {}})
    renderer = Renderer(layouts, lambda _: (), "https://example.org")
    entries = [SitemapEntry(f"https://example.org/opinion/{n}/", NOW + timedelta(hours=n)) for n in range(5)]
    addresses = Addresses("https://example.org", "/opinion/", {})
    for page in sitemap_pages(entries, addresses, "en", SitemapLimits(addresses=2)):
        (tmp_path / page.path).write_bytes(renderer.render(page, {}).data)
    assert locations(tmp_path / "sitemap.xml") == [f"https://example.org/opinion/sitemap-{n}.xml" for n in (1, 2, 3)]
    modified = [element.text for element in valid(tmp_path / "sitemap.xml").iter(f"{S}lastmod")]
    assert modified == [f"2026-11-23T{hour}:00:00+00:00" for hour in (13, 15, 16)]
    parts = [locations(tmp_path / f"sitemap-{n}.xml") for n in (1, 2, 3)]
    assert [address for part in parts for address in part] == [entry.canonical for entry in entries]


def test_the_news_sitemap_holds_48_hours(tmp_path: Path) -> None:
    edge = NOW - timedelta(hours=48)
    folder = site(
        tmp_path,
        fresh={"date": "2026-11-23T11:00", "short_title": "Short", "lang": "uk"},
        chinese={"date": "2026-11-23T10:00", "lang": "zh-Hant"},
        old={"date": f"{edge:%Y-%m-%dT%H:%M}"},
        hardly={"date": f"{edge + timedelta(minutes=1):%Y-%m-%dT%H:%M}"},
        paid={"date": "2026-11-23T11:00", **SPONSORED},
        hidden={"date": "2026-11-23T11:00", "seo": "{noindex: true}"},
        elsewhere={"date": "2026-11-23T11:00", "canonical": "https://example.com/first/"},
        wrong={"date": "2026-11-23T11:00", **RETRACTED},
    )
    news = list(valid(folder / "news-sitemap.xml").iter(f"{N}news"))
    assert [item.findtext(f"{N}title") for item in news] == ["fresh", "chinese", "hardly"]
    assert news[0].findtext(f"{N}publication_date") == "2026-11-23T11:00:00+00:00"
    assert news[0].findtext(f"{N}publication/{N}name") == "The Harbour Post"
    assert [item.findtext(f"{N}publication/{N}language") for item in news] == ["uk", "zh-tw", "en"]


@pytest.mark.parametrize(
    ("lang", "named"), [("en-GB", "en"), ("uk", "uk"), ("zh", "zh-cn"), ("zh-Hans", "zh-cn"), ("zh-TW", "zh-tw")]
)
def test_news_sitemaps_name_languages_their_own_way(lang: str, named: str) -> None:
    assert news_language(lang) == named


def test_an_empty_site_has_valid_sitemaps(tmp_path: Path) -> None:
    folder = site(tmp_path)
    assert locations(folder / "news-sitemap.xml") == []
    assert "https://example.org/opinion/" in locations(folder / "sitemap.xml")


@pytest.mark.parametrize(
    ("preset", "training", "answering"),
    [("allow", True, True), ("search-only", False, True), ("none", False, False)],
)
def test_robots_presets(tmp_path: Path, preset: str, training: bool, answering: bool) -> None:
    folder = site(tmp_path, f"ai: {preset}", rent={})
    robots = RobotFileParser()
    robots.parse((folder / "robots.txt").read_text().splitlines())
    page = "https://example.org/opinion/2026/03/rent/"
    assert [robots.can_fetch(name, page) for name in ("GPTBot", "CCBot", "ClaudeBot", "Google-Extended")] == [
        training
    ] * 4
    assert [robots.can_fetch(name, page) for name in ("OAI-SearchBot", "PerplexityBot")] == [answering] * 2
    assert robots.can_fetch("Googlebot", page)
    assert robots.site_maps() == ["https://example.org/opinion/sitemap.xml"]


def test_files_around_the_site(tmp_path: Path) -> None:
    write_site(
        tmp_path,
        "-- content/static/.well-known/security.txt --\nContact: mailto:desk@example.org\n"
        "-- content/static/report.pdf --\n%PDF-1.7\n"
        '-- layouts/_partials/head_extra.html --\n<meta name="extra" content="{{ site.title }}">\n'
        '-- layouts/_partials/body_end.html --\n<p class="end">{{ head.title }}</p>\n',
    )
    folder = site(tmp_path, "cname: Opinion.Example.org", rent={})
    assert (folder / "CNAME").read_text() == "opinion.example.org\n"
    assert (folder / ".nojekyll").read_bytes() == b""
    assert (folder / ".well-known/security.txt").read_text() == "Contact: mailto:desk@example.org\n"
    assert (folder / "report.pdf").read_text() == "%PDF-1.7\n"
    page = tree(folder / "2026/03/rent/index.html")
    head, body = page.find(".//head"), page.find(".//body")
    assert head is not None
    assert body is not None
    assert [meta.get("content") for meta in head.iter("meta") if meta.get("name") == "extra"] == ["The Harbour Post"]
    assert in_class(body, "end") == "rent"
    assert body[-1].get("class") == "end"


def test_without_a_domain_there_is_no_cname_and_a_nojekyll_of_ones_own_stays(tmp_path: Path) -> None:
    write_site(tmp_path, "-- content/static/.nojekyll --\nmine\n")
    folder = site(tmp_path)
    assert not (folder / "CNAME").exists()
    assert (folder / ".nojekyll").read_text() == "mine\n"


def test_the_content_policy_takes_what_config_adds(tmp_path: Path) -> None:
    config = "csp:\n  img-src: [https://a.example, https://b.example]\n  frame-src: https://video.example"
    lines = (site(tmp_path, config) / "_headers").read_text().splitlines()
    policy = next(line.split(": ", 1)[1] for line in lines if "Content-Security-Policy" in line)
    directives = dict(part.split(" ", 1) for part in policy.split("; "))
    assert directives["default-src"] == "'none'"
    assert directives["img-src"] == "'self' https://a.example https://b.example"
    assert directives["frame-src"] == "'self' https://video.example"
    assert not re.search("unsafe", policy)
    assert lines[lines.index(next(line for line in lines if "Security-Policy" in line)) - 1] == "/opinion/*"


def test_a_scheduled_piece_is_news_from_the_moment_it_comes_out(tmp_path: Path) -> None:
    folder = site(tmp_path, later={"date": "2026-11-24T06:00"})
    assert locations(folder / "news-sitemap.xml") == []
    build_at(tmp_path, now=datetime(2026, 11, 24, 6, 0, tzinfo=UTC))
    assert locations(folder / "news-sitemap.xml") == ["https://example.org/opinion/2026/11/later/"]
    assert "Sitemap: https://example.org/opinion/news-sitemap.xml\n" in (folder / "robots.txt").read_text()
