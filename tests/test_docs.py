"""The README and docs say what commands show: no more, and nothing left out."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import click
import pytest

from press.cli.main import NAMES, command_of
from press.read.json_schema import config_schema, front_matter_schema
from tests.dom import in_class, tree, words
from tests.sites import article, build_at, write_site
from tests.tracked import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs/generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["generate"] = module
    spec.loader.exec_module(module)
    return module


def test_tables_made_from_the_code_are_up_to_date() -> None:
    made = generator()
    for document in sorted((ROOT / "docs").glob("*.md")):
        text = document.read_text(encoding="utf-8")
        assert made.updated(text) == text, f"{document.name}: run make docs"


def test_schemas_are_up_to_date() -> None:
    for path, schema in generator().schemas().items():
        assert (ROOT / "docs" / path).read_text(encoding="utf-8") == schema, f"{path}: run make docs"


@pytest.mark.parametrize("name", NAMES)
def test_every_command_and_option_is_in_the_readme(name: str) -> None:
    assert f"build.py {name}" in README
    for option in command_of(name).params:
        if isinstance(option, click.Option):
            assert f"{option.opts[0]}" in README, option.opts[0]


@pytest.mark.parametrize(
    ("schema", "title"), [(front_matter_schema(), "front matter"), (config_schema(), "config")], ids=["piece", "config"]
)
def test_every_key_is_in_the_writing_guide(schema: dict[str, Any], title: str) -> None:
    text = (ROOT / "docs/writing.md").read_text(encoding="utf-8")
    missing = [key for key in schema["properties"] if f"`{key}`" not in text]
    assert not missing, title


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8")):
        if target.endswith(".md") and "2026-" in target:
            continue  # an example of a link in a piece
        assert (document.parent / target).exists() or target == "../pages/about.md", target


def examples(text: str) -> Iterator[str]:
    yield from re.findall(r"^```\n(---\n.*?)^```$", text, re.MULTILINE | re.DOTALL)


def test_the_smallest_example_builds(tmp_path: Path) -> None:
    piece = next(examples(README))
    config = re.search(r"^```\n(title: .*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert config is not None
    (tmp_path / "content/articles").mkdir(parents=True)
    (tmp_path / "content/articles/plant.md").write_text(piece, encoding="utf-8")
    (tmp_path / "config.yaml").write_text(config[1], encoding="utf-8")
    assert build_at(tmp_path).articles == 1


def test_the_mistake_in_the_readme_is_shown_in_these_words(tmp_path: Path) -> None:
    name = "content/articles/2026-11-23-plant-the-square.md"
    text = article("Plant the square", "2026-11-23", tags="[streets]")
    write_site(tmp_path, f"-- {name} --\n{text}")
    run = [sys.executable, str(ROOT / "build.py"), "--root", str(tmp_path)]
    said = subprocess.run(run, capture_output=True, text=True, check=False).stderr
    assert said.startswith(name)
    assert f"```\n{said}```" in README


FILE = re.compile(r"^`((?:content|layouts)/[^`]+|config\.yaml)`\n\n```\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The section that the writing guide shows by example, built."""
    root = tmp_path_factory.mktemp("writing")
    guide = (ROOT / "docs/writing.md").read_text(encoding="utf-8")
    write_site(root, "".join(f"-- {name} --\n{text}" for name, text in FILE.findall(guide)))
    assert [note.message for note in build_at(root).notes] == []
    return root / "site"


# What the guide says of each example, as its page shows it.
@pytest.mark.parametrize(
    ("path", "name", "shown"),
    [
        ("2026/03/plant-the-square", "label", "Guest essay"),
        ("2026/03/plant-the-square", "disclosure", "Disclosure The author’s firm prunes trees for the city."),
        ("2026/03/plant-the-square", "disclaimer", "The views in this piece belong to whoever signed it"),
        ("2026/03/plant-the-square", "head-note", "Also in: Українська"),
        ("2026/03/nine-minutes", "label", "The Slow Lane"),
        ("2026/03/january", "byline-names", "The editorial board"),
        ("2026/03/january", "disclaimer", "This is the view of The Harbour Post"),
        ("2026/03/january", "responses", "Replies to this piece Guest essay How high is high?"),
        ("2026/03/letters", "signature", "Rolf Eide, Upper Mills | Name and address supplied, Sandfleet"),
        ("2026/03/reading-the-loan", "label", "Analysis"),
        ("2026/03/what-is-in-the-pipes", "disclaimer", ""),
        ("2026/04/the-dogs", "disclaimer", "This is satire."),
        ("2026/04/a-roof-that-pays-rent", "paid", "Paid content Paid for by Skarnbank Mutual"),
        ("2026/04/nineteen-hours", "head-note", "The wall and the water Part 1 of 2"),
        ("2026/04/eleven-crossings", "correction", "Correction April 22, 2026 An earlier version said"),
        ("2026/04/eleven-crossings", "notice", "Editor’s note April 25, 2026 The author has since"),
        ("2026/04/the-toll", "notice", "Retraction May 5, 2026 The Harbour Post withdraws this article."),
        ("2026/04/the-toll", "text", ""),
        ("2026/04/posadit-ploshchu", "hands", "Переклад: Emil Rask"),
        ("2026/04/from-the-quay", "head-note", "First published at example.com"),
        ("2026/04/two-lines", "disclaimer", "The tickets were paid for by The Harbour Post."),
    ],
)
def test_the_writing_guide_shows_each_kind_and_each_feature(written: Path, path: str, name: str, shown: str) -> None:
    found = in_class(tree(written / path / "index.html"), name)
    assert found.startswith(shown) if shown else found == ""


def test_the_front_page_of_the_writing_guide(written: Path) -> None:
    page = tree(written / "index.html")
    headings = [words(heading) for heading in page.iter("h2") if "teaser" not in heading.get("class", "")]
    assert [h for h in headings if h] == [
        "Editorial",
        "Columnists",
        "What it costs",
        "Chosen for the weekend",
        "Latest",
    ]


def test_the_first_sixty_seconds(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("title: T\nurl: https://example.org/\n")
    run = [sys.executable, str(ROOT / "build.py")]
    new = [*run, "new", "Plant the square", "--topic", "streets", "--author", "nora-weiland", "--root", str(tmp_path)]
    path = tmp_path / subprocess.run(new, capture_output=True, text=True, check=True).stdout.strip()
    path.write_text(path.read_text().replace("draft: true\n", ""))
    built = subprocess.run([*run, "--root", str(tmp_path)], capture_output=True, text=True, check=True)
    assert built.stdout.startswith("Built 1 piece on ")
