"""What is promised of any content, tried with made-up sections: Hypothesis for texts, a few builds for the rest."""

from __future__ import annotations

import json
import os
import re
import subprocess
import tempfile
import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from press.cli.options import PROJECT
from press.model.built import Built
from press.model.problem import Problem, ProblemsFound
from press.model.problem_text import format_problem
from tests.faults.command import RUN, section
from tests.markers import leaks, marked_piece, write_pictures
from tests.pages import parse
from tests.sites import CONFIG, article, build_at, digests, write_site

QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large]
PLAIN = CONFIG + "images: {cards: false}\n"
# All that a page may hold; what no page may is a problem, which other tests hold.
LETTERS = st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"], exclude_characters="\ufffe\uffff\u2028\u2029")


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def titles_come_back(titles: list[str]) -> None:
    """Build a piece for each title, and find each unchanged on its page, in its data, in the feeds and the news."""
    with tempfile.TemporaryDirectory() as folder:
        files = "".join(
            f"-- content/articles/p{n}.md --\n{article(quoted(title), '2026-11-23')}" for n, title in enumerate(titles)
        )
        config = PLAIN + f"feeds: {{items: {max(1, len(titles))}}}\n"
        build_at(write_site(Path(folder), f"-- config.yaml --\n{config}{files}"))
        site = Path(folder, "site")
        wanted = sorted(" ".join(title.split()) for title in titles)
        pages = [parse(site / f"2026/11/p{n}/index.html") for n in range(len(titles))]
        named = [node["headline"] for page in pages for node in page.graph if node["@type"] == "OpinionNewsArticle"]
        feed = ET.fromstring((site / "feed.xml").read_bytes()).iterfind("channel/item/title")
        items = json.loads((site / "feed.json").read_text())["items"]
        news = ET.fromstring((site / "news-sitemap.xml").read_bytes()).iter(
            "{http://www.google.com/schemas/sitemap-news/0.9}title"
        )
        ET.fromstring((site / "sitemap.xml").read_bytes())
        for found in (
            [page.texts["h1"] for page in pages],
            named,
            [element.text or "" for element in feed],
            [item["title"] for item in items],
            [element.text or "" for element in news],
        ):
            assert sorted(" ".join(text.split()) for text in found) == wanted


def try_titles(builds: int, together: int) -> None:
    title = st.text(LETTERS, min_size=1, max_size=60).filter(lambda text: text.strip() and text.split()[0] != "-")

    @settings(max_examples=builds, deadline=None, suppress_health_check=QUIET)
    @given(st.lists(title, min_size=together, max_size=together))
    def check(titles: list[str]) -> None:
        titles_come_back(titles)

    check()


def test_any_title_comes_back() -> None:
    try_titles(builds=2, together=40)


@pytest.mark.soak
def test_two_thousand_titles_come_back() -> None:
    try_titles(builds=40, together=50)


def test_braces_are_printed(tmp_path: Path) -> None:
    text = "{{ 7*7 }} {% include 'x' %} {# y #}"
    build_at(write_site(tmp_path, f"-- content/articles/a.md --\n{article(quoted(text), body=text)}"))
    words = "".join(parse(tmp_path / "site/2026/03/a/index.html").words)
    assert words.count("{{ 7*7 }}") >= 2
    assert words.count("{# y #}") >= 2


UNCLOSED = (
    "<div>",
    "<div><div><table><tr><td>",
    "<!--",
    "<![CDATA[",
    "</div></div></main></body>",
    "<b><i>",
    "```\n<p>",
)


@pytest.mark.parametrize("mode", ["sanitize", "escape"])
def test_the_foot_stands_below_any_text(tmp_path: Path, mode: str) -> None:
    files = "".join(f"-- content/articles/p{n}.md --\n{article(f'P{n}', body=text)}" for n, text in enumerate(UNCLOSED))
    build_at(write_site(tmp_path, f"-- config.yaml --\n{PLAIN}raw_html: {mode}\n{files}"))
    for n, text in enumerate(UNCLOSED):
        page = (tmp_path / f"site/2026/03/p{n}/index.html").read_text()
        body, foot = page.index('id="text"') if 'id="text"' in page else 0, page.rindex("</main>")
        assert "disclaimer" in page[body:foot], text
        for tag in ("div", "main", "article", "section", "aside"):
            assert len(re.findall(rf"<{tag}\b", page)) == page.count(f"</{tag}>"), (text, tag)


ZONES = ("UTC", "Europe/Kyiv", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "Australia/Lord_Howe")
DATES = (
    "0001-01-02", "0999-12-31", "1850-06-01", "1924-05-02T23:59", "1971-01-02", "1999-12-31T23:59", "2024-02-29",
    "2024-03-31T01:59", "2024-03-31T03:00", "2024-10-27T03:30", "2026-03-08T03:30", "2026-11-01T01:30",
    "2026-11-22T23:30Z", "2011-12-29T10:00", "2026-04-05T01:45", "2026-07-01T12:00+05:45",
)  # fmt: skip


@pytest.mark.parametrize("zone", ZONES)
def test_dates_agree_everywhere(tmp_path: Path, zone: str) -> None:
    files = "".join(
        f"-- content/articles/p{n}.md --\n{article(f'P{n}', date, archive='true')}" for n, date in enumerate(DATES)
    )
    build_at(write_site(tmp_path, f"-- config.yaml --\n{PLAIN}timezone: {zone}\nfeeds: {{items: 50}}\n{files}"))
    site = tmp_path / "site"
    pages = {path.parent.name: path for path in site.glob("*/*/p*/index.html")}
    feed = ET.fromstring((site / "feed.xml").read_bytes()).iterfind("channel/item")
    in_feed = {(i.findtext("link") or "").rstrip("/").rpartition("/")[2]: i.findtext("pubDate") or "" for i in feed}
    listed = {
        element.text or "" for element in ET.fromstring((site / "sitemap.xml").read_bytes()).iter() if element.text
    }
    assert len(pages) == len(DATES)
    for name, path in pages.items():
        page = parse(path)
        said = next(node["datePublished"] for node in page.graph if node["@type"] == "OpinionNewsArticle")
        moment = datetime.fromisoformat(said)
        visible = {value for tag, key, value in page.attributes if tag == "time" and key == "datetime"}
        assert said in visible
        assert page.metas["article:published_time"] == said
        assert path.relative_to(site).as_posix().startswith(f"{moment.year:04}/{moment.month:02}/")
        assert any(said[:10] in text for text in listed)
        if moment.year > 1900:  # what Python's reader of such dates takes
            assert parsedate_to_datetime(in_feed[name]).astimezone(UTC) == moment.astimezone(UTC)


def test_the_same_bytes_everywhere(tmp_path: Path) -> None:
    first = digests_of(tmp_path / "one", {})
    ways: list[dict[str, str]] = [
        {"LC_ALL": "C", "PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo"},
        {"LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2", "TZ": "America/St_Johns", "PYTHONUTF8": "0"},
    ]
    for number, way in enumerate(ways):
        assert digests_of(tmp_path / f"a way %{number} # Ж", way, umask=0o077 if number else 0o002) == first


def digests_of(root: Path, env: dict[str, str], umask: int = 0o022) -> dict[str, str]:
    section(root, 220, words=8)
    (root / "config.yaml").write_text(PLAIN)
    command = [*RUN, "build", "--root", str(root), "--now", "2026-11-23T12:00:00+00:00", "--jobs", str(1 + len(env))]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, **env}, umask=umask, cwd=root)
    assert {path.stat().st_mode & 0o777 for path in (root / "site").rglob("*.html")} == {0o644}
    return digests(root / "site")


def removals(folder: Path, count: int) -> None:
    """Publish marked pieces, and take them down one by one: by deleting, as drafts, by a day of expiry."""
    marks = [f"xqmark{n}z" for n in range(count)]
    write_pictures(folder, dict.fromkeys(marks))
    keys = {"canonical": "https://example.com/first"}
    texts = {mark: marked_piece(mark, "2026-03-02", **keys) for mark in marks}
    files = "".join(f"-- content/articles/2026-03-02-{mark}.md --\n{text}" for mark, text in texts.items())
    build_at(write_site(folder, f"-- config.yaml --\n{PLAIN}{files}"))
    for number, mark in enumerate(marks):
        assert leaks(folder / "site", mark) != []
        file = folder / f"content/articles/2026-03-02-{mark}.md"
        if number % 3 == 0:
            file.unlink()
        else:
            line = "draft: true" if number % 3 == 1 else "expires: 2026-03-20"
            file.write_text(texts[mark].replace("---\n", f"---\n{line}\n", 1))
        build_at(folder)
        assert leaks(folder / "site", mark) == [], mark


def test_whatever_is_taken_down_is_gone(tmp_path: Path) -> None:
    removals(tmp_path, 4)


@pytest.mark.soak
def test_a_hundred_that_are_taken_down_are_gone(tmp_path: Path) -> None:
    removals(tmp_path, 100)


def test_many_pieces_in_one_folder(tmp_path: Path) -> None:
    names = range(600)
    files = "".join(f"-- content/articles/p{n}.md --\n{article(f'P{n}', dek='D')}" for n in names)
    assert build_at(write_site(tmp_path, f"-- config.yaml --\n{PLAIN}{files}")).articles == len(names)


LAYOUTS = ("article.html", "front.html", "topic.html", "author.html", "archive.html", "feed.xml", "base.html")
FIELD = re.compile(r"(\{\{ *(?:\w+\.)+)(\w+)")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_misspelt_name_in_any_layout_is_named(tmp_path: Path, layout: str) -> None:
    source = (PROJECT / "layouts" / layout).read_text()
    keys = {"topics": "[t]", "authors": "[Nora Weiland]", "lead": "true"}
    files = "".join(f"-- content/articles/2026-03-0{n}-a{n}.md --\n{article(f'A{n}', **keys)}" for n in range(1, 7))
    found = list(FIELD.finditer(source))
    named = 0
    for match in found:  # some stand where this small section shows nothing
        if named == 2:
            break
        changed = source[: match.start(2)] + match[2] + "x" + source[match.end(2) :]
        root = write_site(tmp_path, f"{files}-- layouts/{layout} --\n")
        (root / "layouts" / layout).write_text(changed)
        line = source.count("\n", 0, match.start()) + 1
        try:
            build_at(root)
        except ProblemsFound as problems:
            told = format_problem(problems.problems[0])
            assert told.startswith(f"layouts/{layout}:{line}: "), told
            assert "while making" in told
            named += 1
    assert named or not found


ODD = st.lists(
    st.sampled_from([*"aZ0: -#[]{}\"'|>&*!%@`,?\n\t", "é", "日", "---\n", "{{", "<b>", "](", "\u202e", "\\x"]),
    max_size=40,
).map("".join)
KEYS = st.sampled_from(
    ["title", "date", "topics", "authors", "draft", "slug", "aliases", "image", "corrections", "tilte"]
)


def piece_of(keys: list[tuple[str, str]], body: str) -> str:
    lines = "".join(f"{key}: {value}\n" for key, value in keys)
    return f"---\ntitle: T\ndate: 2026-03-02\n{lines}---\n\n{body}\n"


def try_sections(count: int) -> None:
    piece = st.builds(piece_of, st.lists(st.tuples(KEYS, ODD), max_size=2), ODD)
    config = st.one_of(
        st.just(""), st.builds("{}: {}\n".format, st.sampled_from(["menu", "kinds", "front", "csp"]), ODD)
    )

    @settings(max_examples=count, deadline=None, suppress_health_check=QUIET)
    @given(pieces=st.lists(st.one_of(piece, ODD), min_size=1, max_size=3), config=config)
    def check(pieces: list[str], config: str) -> None:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            (root / "content/articles").mkdir(parents=True)
            (root / "config.yaml").write_text(PLAIN + config)
            for number, text in enumerate(pieces):
                (root / f"content/articles/p{number}.md").write_text(text)
            problems: tuple[Problem, ...] = ()
            built: Built | None = None
            try:
                built = build_at(root)
            except ProblemsFound as found:
                problems = found.problems
            if built is None:
                assert all(problem.place.path for problem in problems)
                assert not (root / "site").exists()
                return
            held = sum("draft: true" in text for text in pieces)
            assert built.articles + built.scheduled + held >= len(pieces)
            for path in (root / "site").rglob("*.xml"):
                ET.fromstring(path.read_bytes())
            for path in (root / "site").rglob("*.json"):
                json.loads(path.read_text())

    check()


def test_any_small_section_is_published_whole_or_refused() -> None:
    try_sections(60)


@pytest.mark.soak
def test_thousands_of_small_sections() -> None:
    try_sections(3_000)
