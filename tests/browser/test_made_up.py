"""Pages of made-up pieces are valid and accessible, whatever constructs stand in them and in which order."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.hosting import hosted
from tests.browser.test_access import PHONE, violations
from tests.made_up import PICTURE, pieces
from tests.sites import CONFIG, build_at, write_site
from tests.tracked import ROOT

VALIDATOR = ROOT / "tests/node_modules/.bin/html-validate"


def made_up_pages(root: Path, count: int) -> list[str]:
    """Build so many pieces; return the paths of their pages."""
    files = "".join(f"-- content/articles/p{n}.md --\n{text}" for n, text in enumerate(pieces(count, seed=26)))
    config = f"-- config.yaml --\n{CONFIG.replace('/opinion', '')}images: {{cards: false}}\n"
    build_at(write_site(root, f"{config}-- content/images/p.svg --\n{PICTURE}\n{files}"))
    site = root / "site"
    found = sorted(path.relative_to(site).as_posix() for path in site.glob("2026/*/s*/index.html"))
    assert len(found) == count
    return found


def are_valid(root: Path, count: int) -> None:
    if not VALIDATOR.exists() or not shutil.which("node"):
        pytest.skip("NOT CHECKED: html-validate is not installed (make test installs it where npm is there)")
    paths = made_up_pages(root, count)
    command = [str(VALIDATOR), "--config", str(ROOT / "tests/htmlvalidate.json"), "--formatter", "text", *paths]
    run = subprocess.run(command, cwd=root / "site", capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[:4000] + run.stderr[:2000]


def are_accessible(root: Path, count: int, browser: Browser) -> None:
    paths = made_up_pages(root, count)
    context = browser.new_context(viewport=PHONE, color_scheme="light")  # type: ignore[arg-type]
    page = context.new_page()
    found = []
    with hosted(root / "site") as address:
        for path in paths:
            page.goto(address + path)
            found += [f"{path}: {line}" for line in violations(page, {})]
    context.close()
    assert found == [], "\n".join(sorted({line.partition(": ")[2][:150] for line in found}))


def test_made_up_pages_are_valid(tmp_path: Path) -> None:
    are_valid(tmp_path, 10)


def test_axe_finds_nothing_in_made_up_pages(tmp_path: Path, browser: Browser) -> None:
    are_accessible(tmp_path, 5, browser)


@pytest.mark.soak
def test_a_hundred_made_up_pages_are_valid(tmp_path: Path) -> None:
    are_valid(tmp_path, 100)


@pytest.mark.soak
def test_axe_finds_nothing_in_a_hundred_made_up_pages(tmp_path: Path, browser: Browser) -> None:
    are_accessible(tmp_path, 100, browser)
