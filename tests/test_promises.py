"""What is promised of any content, tried with made-up sections: Hypothesis for texts, a few builds for the rest."""

from __future__ import annotations

import json
import os
import re
import subprocess
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from press.model.built import Built
from press.model.problem import Problem, ProblemsFound
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


def pieces_in_one_folder(root: Path, count: int) -> None:
    files = "".join(f"-- content/articles/p{n}.md --\n{article(f'P{n}', dek='D')}" for n in range(count))
    assert build_at(write_site(root, f"-- config.yaml --\n{PLAIN}{files}")).articles == count
    assert sum(1 for _ in root.glob("site/2026/03/p*/index.html")) == count


def test_many_pieces_in_one_folder(tmp_path: Path) -> None:
    pieces_in_one_folder(tmp_path, 600)


@pytest.mark.soak
def test_twenty_thousand_pieces_in_one_folder(tmp_path: Path) -> None:
    pieces_in_one_folder(tmp_path, 20_000)


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
