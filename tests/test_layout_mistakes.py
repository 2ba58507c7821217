"""Mistakes of designers: free keys that a piece lacks, errors of Jinja, layouts without use, what the policy blocks."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.commands.check import check_site
from press.commands.results import Checked
from press.model.built import Built
from press.model.problem import ProblemsFound
from press.model.site import BuildOptions
from tests.sites import CONFIG, article, build_at, site_at, write_site

FOOT = "layouts/_partials/body_end.html"


def section(folder: Path, text: str = "", *, name: str = FOOT, config: str = "", extra: str = "{}") -> Path:
    pieces = f"-- content/articles/2026-03-02-a.md --\n{article('A', extra=extra)}"
    layouts = f"-- {name} --\n{text}\n" if text else ""
    return write_site(folder, f"-- config.yaml --\n{CONFIG}{config}{pieces}{layouts}")


def build_own(root: Path) -> Built:
    """Build with the site's layouts before the engine's."""
    return build_at(root)


def page(root: Path) -> str:
    return (root / "site/2026/03/a/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "{% if site.extra.podcast %}wrong{% endif %}right",
        "{{ site.extra.podcast }}right",
        "{{ site.extra.podcast.url }}right",
        "{{ site.extra['pod cast'] }}right",
        "{% for each in site.extra.list %}wrong{% endfor %}right",
        "{% if site.extra.podcast is defined %}wrong{% endif %}right",
        "{{ site.extra.podcast | default('right') }}",
        "{{ 'right' if not site.extra.a.b.c else 'wrong' }}",
    ],
)
@pytest.mark.parametrize("extra", ["", "extra: {phone: 1, a: {x: 2}}\n"])
def test_a_free_key_that_is_not_there_is_empty(text: str, extra: str, tmp_path: Path) -> None:
    root = section(tmp_path, text, config=extra)
    build_own(root)
    assert "right" in page(root)
    assert "wrong" not in page(root)


def test_a_style_that_is_not_there_is_still_a_mistake(tmp_path: Path) -> None:
    root = section(tmp_path, '{{ assets["css/own.css"] }}')
    with pytest.raises(ProblemsFound):
        build_own(root)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("{% if site.title %}a", "the block {% if %} is never closed", "{% endif %}"),
        ("{% for a in [] %}a", "the block {% for %} is never closed", "{% endfor %}"),
        ("{{ site.title | uper }}", 'there is no filter "uper"', 'did you mean "upper"?'),
        ("{% if site.title is definde %}{% endif %}", 'there is no test "definde"', 'did you mean "defined"?'),
        ("{% inclde 'a' %}", 'there is no tag "inclde"', 'did you mean "include"?'),
        ("a{% endif %}", "nothing that {% endif %} would close is open here", ""),
        ("{{ site.title site.url }}", "expected token 'end of print statement'", "{{ ... }} holds one value"),
        ("{% set a = none %}{{ a.url }}", "a is none here, and has no url", "{% if a %}...{% endif %}"),
    ],
)
def test_jinjas_own_errors_say_what_to_write(text: str, message: str, hint: str, tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound) as found:
        build_own(section(tmp_path, text))
    problem = found.value.problems[0]
    assert (problem.place.path, problem.place.line) == (FOOT, 1)
    assert problem.message.startswith(message)
    assert hint in problem.hint


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("layouts/partials/head.html", "layouts/_partials/head.html"),
        ("layouts/artcle.html", "layouts/article.html"),
        ("layouts/_partials/haed_extra.html", "layouts/_partials/head_extra.html"),
    ],
)
def test_a_layout_that_nothing_uses_is_named(name: str, near: str, tmp_path: Path) -> None:
    [note] = build_own(section(tmp_path, "text", name=name)).notes
    assert (note.place.path, note.message) == (name, "nothing uses this layout")
    assert near in note.hint


def test_layouts_that_are_used_are_not_named(tmp_path: Path) -> None:
    root = section(
        tmp_path, '{% include "_partials/mine.html" %}', config="kinds: {review: {label: R, layout: mine.html}}\n"
    )
    write_site(root, "-- layouts/_partials/mine.html --\nmine\n-- layouts/mine.html --\n{% extends 'article.html' %}\n")
    (root / "config.yaml").write_text(f"{CONFIG}kinds: {{review: {{label: R, layout: mine.html}}}}\n")
    assert not build_own(root).notes


def checked(root: Path) -> list[str]:
    build_own(root)
    found: Checked = check_site(site_at(root), BuildOptions())
    return [f"{problem.place}: {problem.message}" for problem in found.problems]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('<p style="color: red">a</p>', 'the content policy blocks this inline style: style="color: red"'),
        ("<script>alert(1)</script>", "the content policy blocks this inline script: alert(1)"),
        ('<script type="module">alert(1)</script>', "the content policy blocks this inline script: alert(1)"),
        ("<style>p { color: red }</style>", "the content policy blocks this inline style: p { color: red }"),
        ('<p onclick="go()">a</p>', 'the content policy blocks this inline script: onclick="go()"'),
        ('<script src="https://a.example/x.js"></script>', "the content policy blocks https://a.example/x.js"),
        ('<script src="//a.example/x.js"></script>', "the content policy blocks //a.example/x.js"),
        ('<link rel="stylesheet" href="https://a.example/x.css">', "the content policy blocks https://a.example/x.css"),
        ('<iframe src="https://a.example/x" title="x"></iframe>', "the content policy blocks https://a.example/x"),
    ],
)
def test_what_the_policy_blocks_is_found_with_its_line_in_the_layout(text: str, message: str, tmp_path: Path) -> None:
    root = section(tmp_path, f"<!-- mine -->\n{text}")
    assert f"{FOOT}:2" in "\n".join(found for found in checked(root) if message in found)


def test_what_the_policy_lets_in_is_no_finding(tmp_path: Path) -> None:
    text = '<script src="https://a.example/x.js"></script><iframe src="https://b.example/y" title="y"></iframe>'
    csp = "csp: {script-src: https://a.example, frame-src: 'https://*.example'}\n"
    assert checked(section(tmp_path, text, config=csp)) == []


@pytest.mark.parametrize(
    ("css", "line", "message"),
    [
        ("a { color: red; .x {", 1, "never closed"),
        ("a { b: c }\n}", 2, "closes nothing"),
        ("a {\n  color red;\n}", 2, "skip"),
    ],
)
def test_a_broken_style_is_named_at_its_line(css: str, line: int, message: str, tmp_path: Path) -> None:
    root = section(tmp_path, css, name="layouts/assets/css/own.css")
    [note] = [note for note in build_own(root).notes if note.place.path.endswith("own.css")]
    assert note.place.line == line
    assert message in note.message


@pytest.mark.parametrize(
    ("path", "power"),
    [("run.js", "run a script"), ("sw.js", "service worker"), ("_worker.js", "on their servers"), ("plan.pdf", "")],
)
def test_a_file_that_may_act_is_noted_by_a_check(path: str, power: str, tmp_path: Path) -> None:
    root = section(tmp_path)
    (root / "content/static").mkdir(parents=True)
    (root / "content/static" / path).write_bytes(b"x")
    build_own(root)
    notes = [note.message for note in check_site(site_at(root), BuildOptions()).notes if path in note.message]
    assert len(notes) == bool(power)
    assert power in " ".join(notes)
