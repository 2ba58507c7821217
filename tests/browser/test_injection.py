"""Texts that try to become script, in every place where text can stand: none is run, none is left as an attribute."""

from __future__ import annotations

import html
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.hosting import hosted
from tests.browser.vectors import VECTORS
from tests.pages import all_pages, parse
from tests.sites import build_at, write_site

TOGETHER = 5  # vectors that share a page
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8"/></svg>'
JOINS_NAMES = re.compile(r"[;&、]|\s[+/|a]\s")
UNCLOSED = re.compile(r"<script>alert\(1\)$")
NO_LINE = re.compile(r"<img|<data:")
ACTS = re.compile(r"^[\x00-\x20]*(?:javascript|vbscript|data:text|file):?", re.IGNORECASE)
CONFIG = """-- config.yaml --
title: {title}
description: {text}
url: https://example.org/
search: false
images: {{cards: false}}
disclaimer: {text}
menu: [{{text: {text}, url: /archive/}}]
organization: {{name: {text}}}
kinds: {{op-ed: {{label: {title}}}}}
"""


def quoted(text: str) -> str:
    """A text as YAML that stays what it is; JSON's strings are YAML's too."""
    return json.dumps(text)


def piece(number: int, vectors: Sequence[str], kind: str = "op-ed") -> str:
    """A piece that holds vectors in all of its fields and all over its text."""
    every = " ".join(vectors)
    # What would end the build is refused there, and so published nowhere: tests/cases/bodies.md has such cases.
    texts = [vector for vector in vectors if not UNCLOSED.search(vector)] or ["Text."]
    lines_of_text = " ".join(vector for vector in texts if not NO_LINE.search(vector)) or "Text."
    keys = {
        "title": f"T{number} {every[:280]}",
        "short_title": f"S{number} {every[:280]}",
        "kicker": every[:280],
        "dek": every,
        "column": f"C{number} {every[:100]}",
        "series": f"R{number} {every[:100]}",
        "byline": every[:280],
        "role": every[:280],
        "disclosure": lines_of_text,
        "disclaimer": lines_of_text,
    }
    lines = "".join(f"{key}: {quoted(text)}\n" for key, text in keys.items())
    # An entry with a sign that joins several names is refused.
    single = [vector for vector in vectors if not JOINS_NAMES.search(vector)] or ["Name"]
    names = ", ".join(quoted(f"N{number}x{n} {vector}"[:120]) for n, vector in enumerate(single))
    image = f"{{src: images/p.svg, alt: {quoted(every)}, caption: {quoted(every)}, credit: {quoted(every[:280])}}}"
    title = every.replace('"', "&quot;").replace("\n", " ")
    body = "\n\n".join(
        [*texts, f'[a](https://example.org/x "{title}")', f"> {texts[0]}", f"- {texts[-1]}", f"```\n{every}\n```"]
    )
    return (
        f"---\n{lines}date: 2026-03-02\nkind: {kind}\npart: 1\nguards: false\n"
        f"authors: [{names}]\ntranslator: [{quoted(f'L{number} {single[0]}'[:120])}]\n"
        f"topics: [{quoted(f'P{number} {every}'[:120])}]\nimage: {image}\n"
        f"seo: {{title: {quoted(every[:280])}, description: {quoted(every)}}}\nextra: {{own: {quoted(every)}}}\n"
        f"corrections: [{{date: 2026-03-09, type: correction, text: {quoted(lines_of_text)}}}]\n---\n\n"
        f"Text.\n\n## A letter {texts[-1]}\n\n{body}\n\n— {texts[0]}\n"
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("injected")
    groups = [VECTORS[start : start + TOGETHER] for start in range(0, len(VECTORS), TOGETHER)]
    files = CONFIG.format(title=quoted("".join(VECTORS[0:5])[:100]), text=quoted(" ".join(VECTORS[-12:])[:280]))
    for number, group in enumerate(groups):
        kind = "letters" if number % 10 == 9 else "op-ed"
        files += f"-- content/articles/p{number}.md --\n{piece(number, group, kind)}"
    files += f"-- content/images/p.svg --\n{PICTURE}"
    build_at(write_site(root, files))
    return root / "site"


def test_there_are_three_hundred() -> None:
    assert len(set(VECTORS)) >= 300


def acting(name: str, value: str) -> bool:
    return name.startswith("on") or name in {"srcdoc", "style"} or bool(ACTS.match(html.unescape(value)))


def test_no_attribute_acts(site: Path) -> None:
    found = [
        (path, *attribute)
        for path, page in all_pages(site)
        for attribute in page.attributes
        if acting(attribute[1], attribute[2])
    ]
    assert found == []


def texts_of_feeds(site: Path) -> Iterator[str]:
    for path in site.rglob("feed.xml"):
        for item in ET.parse(path).getroot().iter():
            if item.tag.endswith("encoded") and item.text:
                yield item.text
    for item in json.loads((site / "feed.json").read_text())["items"]:
        yield item["content_html"]


def test_nothing_acts_in_feeds(site: Path, tmp_path: Path) -> None:
    texts = set(texts_of_feeds(site))
    assert len(texts) > 20
    (tmp_path / "all.html").write_text("\n".join(texts))
    page = parse(tmp_path / "all.html")
    assert [attribute for attribute in page.attributes if acting(attribute[1], attribute[2])] == []
    assert {tag for tag, _, _ in page.attributes} & {"script", "iframe", "object", "embed", "form", "svg"} == set()
    assert page.scripts == []


def test_scripts_are_ours_and_data_is_data(site: Path) -> None:
    for path, page in all_pages(site):
        sources = [value for tag, name, value in page.attributes if tag == "script" and name == "src"]
        assert all(source.startswith("/assets/") for source in sources), path
        for text in filter(None, page.scripts):
            assert isinstance(json.loads(text), dict), path


@pytest.mark.parametrize("bypassed", [True, False], ids=["without a policy", "with the policy"])
def test_nothing_runs_in_a_browser(browser: Browser, site: Path, bypassed: bool) -> None:
    """Without the policy nothing may run; with it nothing may even try."""
    said: list[str] = []
    every = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    pages = [path for path in every if "/p" in path or path.count("/") < 2]
    with hosted(site) as address:
        context = browser.new_context(bypass_csp=bypassed)
        context.add_init_script("window.alert = () => console.error('EXECUTED');")
        page = context.new_page()
        page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
        page.on("dialog", lambda dialog: said.append(f"{page.url}: a dialog"))
        for path in pages:
            page.goto(address + path, wait_until="load")
            page.evaluate("document.querySelectorAll('a, summary').forEach(e => e.dispatchEvent(new Event('focus')))")
        context.close()
    assert len(pages) > 60
    assert [line for line in said if "EXECUTED" in line or "dialog" in line or "Content Security" in line] == []
