"""A section of real pieces, where `PRESS_CORPUS` names its folder: nothing is lost, every address is right."""

from __future__ import annotations

import os
from html import unescape
from pathlib import Path

import pytest

from press.model.site import Site
from tests.pages import dead_addresses
from tests.sites import NOW, BuiltEdition, build_edition
from tests.tracked import ROOT

Corpus = tuple[Path, Path, BuiltEdition]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """Build the corpus into a folder of its own; return its root, the output and the result."""
    if not os.environ.get("PRESS_CORPUS"):
        pytest.skip("PRESS_CORPUS names no folder of real pieces")
    root, folder = Path(os.environ["PRESS_CORPUS"]), tmp_path_factory.mktemp("corpus")
    layouts, output = (root / "layouts", ROOT / "layouts"), folder / "site"
    return (
        root,
        output,
        build_edition(Site(root, root / "config.yaml", layouts, output, folder / ".cache", NOW)),
    )


def test_every_piece_is_published_with_something_to_read_next(corpus: Corpus) -> None:
    root, output, built = corpus
    assert len(built.catalogue.pieces) == len(list((root / "content/articles").glob("*.md")))
    for piece in built.catalogue.pieces.values():
        page = (output / f"{piece.article.date:%Y/%m}/{piece.article.slug}/index.html").read_text()
        assert "Other topics of interest" in page


def test_every_address_of_ours_is_answered(corpus: Corpus) -> None:
    _, output, built = corpus
    dead = dead_addresses(output, built.catalogue.publication.url)
    assert [address for address in dead if "{{" not in address] == []  # another engine's, left as written


def test_no_brace_is_lost_or_evaluated(corpus: Corpus) -> None:
    root, output, built = corpus
    for piece in built.catalogue.pieces.values():
        article = piece.article
        written = (root / article.where.path).read_text().split("---\n", 2)[2].count("{{")
        page = unescape((output / f"{article.date:%Y/%m}/{article.slug}/index.html").read_text())
        assert page.replace("%7B%7B", "{{").count("{{") >= written, article.stem
