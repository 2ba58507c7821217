"""The demo as a bucket serves it, compressed, in a real browser: nothing that a host does with files breaks a page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.test_pages import test_pages_fit_and_keep_to_themselves as pages_are_as_they_should_be
from tests.deploy.places import KEYS, s3_service
from tests.deploy.website import put_into_bucket, website
from tests.sites import BuiltEdition


@pytest.fixture
def address(demo: tuple[Path, BuiltEdition], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[str]:
    nowhere = str(tmp_path / "none")
    for name, value in {**KEYS, "AWS_CONFIG_FILE": nowhere, "AWS_SHARED_CREDENTIALS_FILE": nowhere}.items():
        monkeypatch.setenv(name, value)
    lines = (demo[0] / "_headers").read_text().splitlines()
    policy = next(line.partition(": ")[2] for line in lines if "Content-Security-Policy" in line)
    with s3_service() as endpoint:
        put_into_bucket(demo[0], endpoint, "browsed", compress=True)
        with website(f"{endpoint}/browsed", policy) as address:
            yield address


def test_pages_from_a_bucket(browser: Browser, address: str) -> None:
    pages_are_as_they_should_be(browser, address, 320, "light")
