"""Older addresses: aliases of texts, rules of config.yaml, rows of a list next to it; names that are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.model.problem import ProblemsFound
from tests.sites import CONFIG, article, build_at, write_site

PIECE = "-- content/articles/2026-03-02-rent.md --\n"


def section(folder: Path, *, config: str = "", rows: str = "", aliases: str = "") -> Path:
    """Write a section of one piece at /opinion/; `rows` are those of its list of redirects."""
    listed = f"-- redirects.csv --\n{rows}" if rows else ""
    front = {"aliases": f"[{aliases}]"} if aliases else {}
    text = f"-- config.yaml --\n{CONFIG}{config}{listed}{PIECE}{article('Rent', '2026-03-02', **front)}"
    return write_site(folder, text)


def lines_of(root: Path) -> list[str]:
    build_at(root)
    return (root / "site/_redirects").read_text(encoding="utf-8").splitlines()


def problems_of(root: Path) -> list[str]:
    with pytest.raises(ProblemsFound) as found:
        build_at(root)
    return [f"{problem.place}: {problem.message}" for problem in found.value.problems]


def test_rules_and_rows_become_lines_the_narrower_ones_first(tmp_path: Path) -> None:
    rules = (
        'redirects: {file: redirects.csv, rules: ["/2015/* /2016/:splat 302", "/b/:slug.html https://a.example/"]}\n'
    )
    rows = "old,new\nhttps://www.example.org/?p=123,2026-03-02-rent.md\n/a.php?id=3,2026/03/rent/\nold/place/,topics/\n"
    root = section(tmp_path, config=rules, rows=rows, aliases="x/y/")
    assert lines_of(root) == [
        "/opinion/old/place/ /opinion/topics/ 301",
        "/opinion/x/y/ /opinion/2026/03/rent/ 301",
        "/ p=123 /opinion/2026/03/rent/ 301",
        "/a.php id=3 /opinion/2026/03/rent/ 301",
        "/2015/* /2016/:splat 302",
        "/b/:slug.html https://a.example/ 301",
    ]


def test_a_rule_is_a_page_as_well_where_one_file_can_stand_for_it(tmp_path: Path) -> None:
    rows = "old/,topics/\n/opinion/old.php,topics/\nb/old.html,https://a.example/\n"
    root = section(tmp_path, config="redirects: {file: redirects.csv}\n", rows=rows)
    lines_of(root)
    assert "url=/opinion/topics/" in (root / "site/old/index.html").read_text(encoding="utf-8")
    assert "url=https://a.example/" in (root / "site/b/old.html").read_text(encoding="utf-8")
    assert not (root / "site/old.php").exists()


def test_a_list_that_changed_is_read_again(tmp_path: Path) -> None:
    root = section(tmp_path, config="redirects: {file: redirects.csv}\n", rows="/a/,topics/\n")
    assert lines_of(root) == ["/a/ /opinion/topics/ 301"]
    (root / "redirects.csv").write_text("/b/,topics/\n", encoding="utf-8")
    assert lines_of(root) == ["/b/ /opinion/topics/ 301"]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("https://other.example/x,/topics/", "https://other.example/x is not at example.org"),
        ("/a b,/topics/", "/a b is no address"),
        ("/a,javascript:x", "javascript:x is no address of the web"),
        ("/a,data:text/html", "data:text/html is no address of the web"),
        ("/a,//other.example/", "//other.example/ names no protocol"),
        ("/a#b,/topics/", "/a#b names a place on a page"),
        ("/a", "a redirect is an older address, a new one and perhaps a status"),
        ("/a,/topics/,200", "200 is no status of a redirect"),
        ("/a/*/b,/topics/", "* may stand only at the end"),
        ("/a/,/b/:splat", ":splat stands for nothing"),
        ("/a%2,/topics/", "/a%2 is no address"),
        ("/a/,nowhere/", "there is no page at /opinion/nowhere/"),
        ("/a/,2026-01-01-nope.md", "no published piece has the file 2026-01-01-nope.md"),
        ("topics/,topics/", "this rule leads to itself"),
        ("2026/03/rent/,topics/", "two pages would stand at 2026/03/rent/"),
    ],
)
def test_a_mistake_is_named_at_its_row(rows: str, message: str, tmp_path: Path) -> None:
    root = section(tmp_path, config="redirects: {file: redirects.csv}\n", rows=f"old,new\n{rows}\n")
    assert any(found.startswith(f"redirects.csv:2:1: {message}") for found in problems_of(root))


def test_a_list_that_is_not_there_is_named_at_its_key(tmp_path: Path) -> None:
    root = section(tmp_path, config="redirects: {file: none.csv}\n")
    [found] = problems_of(root)
    assert found.startswith("config.yaml:")
    assert "there is no none.csv" in found


@pytest.mark.parametrize(
    "alias",
    [
        *(".git/config", ".htaccess", "a/.user.ini", "%2egit/config", "web.config", "_worker.js", "_headers"),
        *(
            "index.php",
            "a/x.PHTML",
            "x.php5",
            "cgi-bin/x",
            "functions/x.js",
            "a.shtml",
            "x.asp",
            "x.jsp",
            "a/.well-known/x",
        ),
    ],
)
def test_no_text_has_a_file_that_a_host_runs_or_reads_as_settings(alias: str, tmp_path: Path) -> None:
    assert problems_of(section(tmp_path, aliases=f'"{alias}"'))


@pytest.mark.parametrize("alias", [".well-known/x", "2019/old.html", "phpinfo/", "functions/", "a.json.html"])
def test_other_names_are_free(alias: str, tmp_path: Path) -> None:
    assert lines_of(section(tmp_path, aliases=f'"{alias}"'))


def test_a_text_takes_addresses_outside_the_section_only_where_config_lets_it(tmp_path: Path) -> None:
    text = f"{PIECE}{article('Rent', '2026-03-02', aliases='[/sport/]')}"
    one = write_site(tmp_path / "one", f"-- config.yaml --\n{CONFIG}{text}")
    [note] = build_at(one).notes
    assert "/sport/ lies outside the section" in note.message
    assert lines_of(one) == []
    root = write_site(tmp_path / "two", f"-- config.yaml --\n{CONFIG}redirects: {{outside: true}}\n{text}")
    assert lines_of(root) == ["/sport/ /opinion/2026/03/rent/ 301"]
