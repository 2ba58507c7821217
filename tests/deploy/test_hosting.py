"""docs/hosting.md as a new user would try it: files parse, targets are taken, scripts do what they say."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from press.cli.main import command_of
from press.deploy.workflow import TEMPLATE
from press.read.config import read_config
from tests.sites import article, write_site
from tests.tracked import ROOT

GUIDE = (ROOT / "docs/hosting.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)


def blocks(language: str) -> list[str]:
    return [text for name, text in BLOCKS if name == language]


def gitlab() -> Any:
    return next(found for found in map(yaml.safe_load, blocks("yaml")) if "pages" in found)["pages"]


def scripts() -> dict[str, list[str]]:
    """The commands that each host that builds by itself runs."""
    netlify = next(found for found in map(tomllib.loads, blocks("toml")) if "build" in found)
    workflow = yaml.safe_load(TEMPLATE.read_text())
    return {
        "gitlab": gitlab()["script"],
        "netlify": [netlify["build"]["command"]],
        "github": [step["run"] for step in workflow["jobs"]["publish"]["steps"] if "run" in step],
    }


def test_the_targets_of_the_guide_are_taken() -> None:
    text = next(text for text in blocks("yaml") if text.startswith("deploy:"))
    publication, _ = read_config(f"title: T\nurl: https://example.org/\n{text}".encode(), "config.yaml")
    assert {target.target for target in publication.deploy.values()} == {"s3", "git", "rsync", "folder"}


def test_every_command_of_the_guide_is_one() -> None:
    found = re.findall(r"python build\.py ([a-z]+)((?: --[a-z-]+)*)", GUIDE + TEMPLATE.read_text())
    assert len(found) > 6
    for name, options in found:
        known = {option for parameter in command_of(name).params for option in parameter.opts}
        assert set(options.split()) <= known, name


def test_the_policy_of_the_bucket_keeps_our_notes_from_readers() -> None:
    statements = json.loads(blocks("json")[0])["Statement"]
    assert [(each["Effect"], each["Resource"].partition("/")[2]) for each in statements] == [
        ("Allow", "*"),
        ("Deny", "*.press-*"),  # below a prefix as well
    ]


def test_a_folders_address_is_that_of_its_page_behind_cloudfront() -> None:
    if not shutil.which("node"):
        pytest.skip("NOT CHECKED: node is not here to run the function for CloudFront")
    asked = "for (const uri of ['/', '/a/', '/a.css']) console.log(handler({request: {uri}}).uri);"
    done = subprocess.run(["node", "-e", blocks("js")[0] + asked], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["/index.html", "/a/index.html", "/a.css"]


def test_what_hosts_keep_and_publish() -> None:
    assert gitlab()["cache"]["paths"] == [".cache", "site"]
    assert gitlab()["artifacts"]["paths"] == ["public"]
    netlify, cloudflare = map(tomllib.loads, blocks("toml"))
    assert (netlify["build"]["publish"], cloudflare["pages_build_output_dir"]) == ("public", "public")


@pytest.mark.parametrize("host", sorted(scripts()))
def test_a_script_builds_and_publishes_all_but_our_notes(host: str, tmp_path: Path) -> None:
    """Run as the host would, but for the packages, which are installed here already."""
    root = write_site(tmp_path / "root", f"-- content/articles/2026-03-02-rent.md --\n{article()}")
    (root / "content/static/.well-known").mkdir(parents=True)
    (root / "content/static/.well-known/security.txt").write_text("Contact: desk@example.org\n")
    (root / "site").mkdir()
    shutil.copy(ROOT / "site/.gitignore", root / "site/.gitignore")
    script = "\n".join(scripts()[host])
    assert "pip install --require-hashes -r requirements.txt" in script
    assert (ROOT / "requirements.txt").is_file()
    script = script.replace("pip install --require-hashes -r requirements.txt", "true")
    script = script.replace("python build.py", f"{sys.executable} {ROOT / 'build.py'}")
    subprocess.run(["bash", "-e", "-c", script], cwd=root, check=True, capture_output=True)
    published = {p.relative_to(root / "public").as_posix() for p in (root / "public").rglob("*") if p.is_file()}
    assert {"index.html", "2026/03/rent/index.html", ".well-known/security.txt", "_headers"} <= published
    assert not [path for path in published if path.startswith(".press") or path == ".gitignore"]
