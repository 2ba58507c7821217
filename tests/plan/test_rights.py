"""Rights said once: robots.txt, tdmrep.json, headers, pages and the RSL licence never disagree."""

from __future__ import annotations

import itertools
import json
import xml.etree.ElementTree as ET
from pathlib import Path
from urllib.robotparser import RobotFileParser

import pytest

from press.commands.domain import domain_files
from press.model.problem import Refusal
from press.serve.header_rules import headers_for, read_headers
from tests.dom import tree
from tests.sites import article, build_at, site_at, write_site

R = "{https://rslstandard.org/rsl}"
PAGE = "2026/03/rent/"
LICENCE = "https://example.org/licences/?for=texts&lang=en"
SAID = [
    (training, answers, preferences, base)
    for training, answers, preferences, base in itertools.product(
        ("yes", "no", "licence"), ("yes", "no"), ("true", "false"), ("/", "/opinion/")
    )
    if (training, answers) != ("yes", "no")
]


def built(root: Path, rights: str, base: str = "/") -> Path:
    config = f"title: The Post\nurl: https://example.org{base}\n{rights}\n"
    write_site(root, f"-- config.yaml --\n{config}-- content/articles/rent.md --\n{article('rent', date='2026-03-02')}")
    build_at(root)
    return root / "site"


def may_train(folder: Path, base: str) -> dict[str, bool]:
    """Return what each notation says of training: True where it is allowed without asking."""
    said = {}
    robots = RobotFileParser()
    robots.parse((folder / "robots.txt").read_text().splitlines())
    said["robots.txt"] = robots.can_fetch("GPTBot", f"https://example.org{base}{PAGE}")
    headers = headers_for(f"{base}{PAGE}", read_headers((folder / "_headers").read_text()))
    said["header"] = headers["tdm-reservation"] == "0"
    page = tree(folder / PAGE / "index.html")
    said["meta"] = [e.get("content") for e in page.iter("meta") if e.get("name") == "tdm-reservation"] == ["0"]
    if "content-usage" in headers:
        said["preference"] = headers["content-usage"] == "train-ai=y"
    licence = ET.parse(folder / "license.xml").getroot()
    permitted, prohibited = (licence.findtext(f".//{R}{name}", "").split() for name in ("permits", "prohibits"))
    assert not {*permitted} & {*prohibited}
    said["licence"] = "ai-train" in permitted and licence.find(f".//{R}payment") is None
    if base == "/":
        (statement,) = json.loads((folder / ".well-known/tdmrep.json").read_text())
        said["tdmrep.json"] = statement["tdm-reservation"] == 0
        assert statement["location"] == "/*"
    return said


@pytest.mark.parametrize(("training", "answers", "preferences", "base"), SAID)
def test_the_notations_never_disagree(tmp_path: Path, training: str, answers: str, preferences: str, base: str) -> None:
    where = f"licence_url: '{LICENCE}', " if training == "licence" else ""
    rights = f"rights: {{training: {training}, answers: {answers}, {where}preferences: {preferences}}}"
    folder = built(tmp_path, rights, base)
    said = may_train(folder, base)
    assert set(said.values()) == {training == "yes"}, said
    assert ("preference" in said) == (preferences == "true")
    assert ("tdmrep.json" in said) == (base == "/")
    assert (folder / ".well-known").exists() == (base == "/")


def test_a_licence_names_its_page_in_every_notation(tmp_path: Path) -> None:
    folder = built(tmp_path, f"rights: {{training: licence, licence_url: '{LICENCE}', contact: rights@example.org}}")
    headers = headers_for(f"/{PAGE}", read_headers((folder / "_headers").read_text()))
    licence = ET.parse(folder / "license.xml").getroot()
    page = tree(folder / PAGE / "index.html")
    assert headers["tdm-policy"] == LICENCE
    assert licence.findtext(f".//{R}payment/{R}custom") == LICENCE
    copyright_ = licence.find(f".//{R}copyright")
    assert copyright_ is not None
    assert (copyright_.text, copyright_.get("contactEmail")) == ("The Post", "rights@example.org")
    assert json.loads((folder / ".well-known/tdmrep.json").read_text())[0]["tdm-policy"] == LICENCE
    assert [e.get("content") for e in page.iter("meta") if e.get("name") == "tdm-policy"] == [LICENCE]
    assert [e.get("href") for e in page.iter("link") if e.get("rel") == "license"] == [
        "https://example.org/license.xml"
    ]
    assert headers["link"] == '<https://example.org/license.xml>; rel="license"; type="application/rsl+xml"'


def test_the_engineer_of_the_domain_gets_what_belongs_at_its_root(tmp_path: Path) -> None:
    built(tmp_path, "rights: {training: no}", "/opinion/")
    files = dict(domain_files(site_at(tmp_path)))
    robots = RobotFileParser()
    robots.parse(files["https://example.org/robots.txt"].splitlines())
    assert not robots.can_fetch("GPTBot", f"https://example.org/opinion/{PAGE}")
    assert robots.can_fetch("GPTBot", "https://example.org/news/"), "the rest of the domain is not ours"
    assert json.loads(files["https://example.org/.well-known/tdmrep.json"]) == [
        {"location": "/opinion/*", "tdm-reservation": 1}
    ]


def test_nothing_built_is_said(tmp_path: Path) -> None:
    write_site(tmp_path, "-- config.yaml --\ntitle: The Post\nurl: https://example.org/\n")
    with pytest.raises(Refusal, match=r"there is no robots\.txt in site/"):
        list(domain_files(site_at(tmp_path)))


def test_answers_are_said_apart_from_training(tmp_path: Path) -> None:
    folder = built(tmp_path, "rights: {training: no, answers: no}")
    robots = RobotFileParser()
    robots.parse((folder / "robots.txt").read_text().splitlines())
    assert not robots.can_fetch("PerplexityBot", f"https://example.org/{PAGE}")
    licence = ET.parse(folder / "license.xml").getroot()
    assert licence.findtext(f".//{R}prohibits") == "ai-train ai-input"


def test_without_rights_nothing_is_said(tmp_path: Path) -> None:
    folder = built(tmp_path, "")
    assert not (folder / "license.xml").exists()
    assert not (folder / ".well-known").exists()
    everything = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert b"tdm-" not in everything
    assert b"Content-Usage" not in everything
