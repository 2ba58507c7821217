"""An output folder and a host that the version before left are taken over; the texts here are as it wrote them."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from press.commands.deploy import deploy
from press.commands.results import Deployment, DeployOptions
from press.model.site import BuildOptions
from tests.sites import CONFIG, article, build_at, digests, site_at, write_site

PAGE, OLD = b"<!DOCTYPE html><title>front</title>\n", b"<!DOCTYPE html><title>old</title>\n"
DIGESTS = {name: hashlib.sha256(data).hexdigest() for name, data in (("PAGE", PAGE), ("OLD", OLD))}
MANIFEST = '{"files": {"index.html": "PAGE",\n"old/index.html": "OLD"},\n"format": 1}\n'
JOURNAL = '{"format": 1, "moves": [["4242-1", "index.html"]], "deletes": ["old/index.html"], "seal": "4242-2"}'
LIVE = """{"build": "6b72fd79825007d89b11",
"earlier": ["b43e6a4810e55c1c9ff9"],
"files": {"index.html": "PAGE",
"old/index.html": "OLD"},
"form": "1",
"format": 1,
"kept": {"assets/css/press.0123456789.css": "2026-11-20T12:00:00+00:00"}}
"""
UNDERWAY = LIVE.replace(
    '"2026-11-20T12:00:00+00:00"}}',
    '"2026-11-20T12:00:00+00:00"},\n"underway": {"back": false,\n"build": "b43e6a4810e55c1c9ff9",\n"form": "1",\n'
    '"holder": "0123456789abcdef0123456789abcdef",\n"paths": ["index.html"],\n"since": "2026-11-20T12:00:00+00:00"}}',
)
EARLIER = """{"build": "b43e6a4810e55c1c9ff9",
"earlier": [],
"files": {"index.html": "OLD"},
"form": "1",
"format": 1,
"kept": {}}
"""


def recorded(text: str) -> str:
    """Return a recorded text with the digests of the files that the test writes."""
    for name, digest in DIGESTS.items():
        text = text.replace(f'"{name}"', f'"{digest}"')
    return text


def put(root: Path, path: str, data: bytes | str) -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data.encode() if isinstance(data, str) else data)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A section whose output folder the version before has filled."""
    target = "deploy: {live: {target: folder, path: ../host}}\n"
    text = f"-- config.yaml --\n{CONFIG}{target}-- content/articles/2026-03-02-a.md --\n{article('A')}"
    found = write_site(tmp_path / "root", text)
    for path, data in (("index.html", PAGE), ("old/index.html", OLD), (".press.json", recorded(MANIFEST))):
        put(found / "site", path, data)
    return found


def host(root: Path, manifest: str) -> Path:
    """Fill the host as the version before left it."""
    folder = root.parent / "host"
    for path, data in (
        ("index.html", PAGE),
        ("old/index.html", OLD),
        ("assets/css/press.0123456789.css", "p{}"),
        (".press-deploy.json", recorded(manifest)),
        (".press-builds/b43e6a4810e55c1c9ff9.json", recorded(EARLIER)),
        (f".press-builds/{DIGESTS['OLD']}", OLD),
    ):
        put(folder, path, data)
    return folder


def send(root: Path, **options: bool) -> Deployment:
    return deploy(site_at(root), BuildOptions(), DeployOptions(**options), lambda _done, _all: None)  # type: ignore[arg-type]


def test_an_output_folder_is_taken_over(root: Path, tmp_path: Path) -> None:
    built = build_at(root)
    assert built.removed == ("old/index.html",)
    assert built.foreign == ()
    fresh = write_site(tmp_path / "fresh", f"-- content/articles/2026-03-02-a.md --\n{article('A')}")
    (fresh / "config.yaml").write_text((root / "config.yaml").read_text())
    build_at(fresh)
    assert digests(root / "site") == digests(fresh / "site")


def test_a_build_that_was_cut_off_is_brought_to_its_end(root: Path) -> None:
    new = recorded('{"files": {"index.html": "OLD"},\n"format": 1}\n')
    for path, data in (("intents.json", JOURNAL), ("4242-1", OLD), ("4242-2", new)):
        put(root / "site/.press-staging", path, data)
    built = build_at(root)
    assert any("cut off while publishing" in remark for remark in built.remarks)
    assert not (root / "site/old").exists()


@pytest.mark.parametrize("manifest", [LIVE, UNDERWAY])
def test_a_host_is_taken_over(manifest: str, root: Path) -> None:
    folder = host(root, manifest)
    build_at(root)
    change = send(root).change
    assert "old/index.html" in change.removed
    live = digests(folder)
    assert {path: live[path] for path in digests(root / "site") if path != ".press.json"} == {
        path: digest for path, digest in digests(root / "site").items() if path != ".press.json"
    }
    assert "assets/css/press.0123456789.css" in live


def test_a_build_of_the_version_before_comes_back(root: Path) -> None:
    folder = host(root, LIVE)
    send(root, rollback=True, restore_withdrawn=True)
    assert (folder / "index.html").read_bytes() == OLD
    assert not (folder / "old").exists()
