"""Generator -> its site on the disk, and the runs that build it; how each writes a piece stands here.

The sites themselves (config and layouts) stand in bench/sites/. Each gives the same pages: pieces, lists by topic and
by author in pages of 20, feeds of 30 whole texts for the site and for each topic and author, and a sitemap. This
project is measured twice: as it ships, and with layouts that print no more than those of the peers.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from bench.corpus import Piece, pieces
from bench.measuring import BuildRequest

BENCH = Path(__file__).resolve().parent
PROJECT = BENCH.parent
_STAMP = ".corpus"
ASIDE = "aside-"


@dataclass(frozen=True, slots=True)
class Generator:
    """One generator under measurement.

    `sites` are folders in bench/sites/, laid over each other, `articles` is where pieces go there; `leavings` are what
    a build leaves, the published folder first. `command` takes the folder of the peers' programs.
    """

    name: str
    title: str
    sites: tuple[str, ...]
    articles: str
    leavings: tuple[str, ...]
    front: Callable[[Piece], str]
    command: Callable[[Path], Sequence[str]]
    environment: dict[str, str] = field(default_factory=dict)

    def text(self, piece: Piece) -> str:
        """Return the file of a piece."""
        return f"{self.front(piece)}\n{piece.body}"

    def path(self, stem: str, root: Path) -> Path:
        """Return where the file of a piece stands."""
        return root / self.articles / f"{stem}.md"

    def run(self, root: Path, programs: Path) -> BuildRequest:
        """Return the run that builds the site at `root`."""
        return BuildRequest(self.command(programs), root, self.environment)

    def clear(self, root: Path) -> None:
        """Put away what builds have left, so that the next one is the first; `sweep` deletes it when all is measured.

        For minutes after files were deleted, ext4 takes up to 15 times as long to make as many new ones.
        """
        aside = Path(tempfile.mkdtemp(prefix=ASIDE, dir=root.parent))
        for name in self.leavings:
            if (root / name).exists():
                (root / name).rename(aside / name)

    def published(self, root: Path) -> int:
        """Return the number of files that a build has published."""
        return sum(path.is_file() for path in (root / self.leavings[0]).rglob("*"))


def sweep(folder: Path) -> None:
    """Delete what was put away while the sites in `folder` were built."""
    for aside in folder.glob(f"*/{ASIDE}*"):
        shutil.rmtree(aside)


def write_sites(generators: Iterable[Generator], number: int, folder: Path) -> dict[str, Path]:
    """Write a site of `number` pieces for each generator, unless it is there; return where each one stands."""
    roots = {one.name: folder / str(number) / one.name for one in generators}
    missing = [one for one in generators if not _is_made(roots[one.name], one)]
    for one in missing:
        root = roots[one.name]
        shutil.rmtree(root, ignore_errors=True)
        for site in one.sites:
            shutil.copytree(BENCH / "sites" / site, root, dirs_exist_ok=True)
        (root / one.articles).mkdir(parents=True, exist_ok=True)
    for piece in pieces(number) if missing else ():
        for one in missing:
            one.path(piece.stem, roots[one.name]).write_text(one.text(piece), encoding="utf-8")
    for one in missing:
        (roots[one.name] / _STAMP).write_text(_stamp(one), encoding="utf-8")
    return roots


def _is_made(root: Path, generator: Generator) -> bool:
    stamp = root / _STAMP
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == _stamp(generator)


def _stamp(generator: Generator) -> str:
    """Return a digest of all that a site is made from."""
    folders = [BENCH / "sites" / site for site in generator.sites]
    files = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    sources = [BENCH / "corpus.py", BENCH / "generators.py", *files]
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in sources)).hexdigest()


def _in_yaml(*extra: str) -> Callable[[Piece], str]:
    """Front matter in YAML, as all but Pelican read it; `extra` are further lines."""

    def front(piece: Piece) -> str:
        lines = [
            f"title: {piece.title}",
            f"date: {piece.date}",
            f"dek: {piece.dek}",
            f"authors: [{piece.author}]",
            f"topics: [{', '.join(piece.topics)}]",
            *extra,
        ]
        return "\n".join(["---", *lines, "---", ""])

    return front


def _for_pelican(piece: Piece) -> str:
    return (
        f"Title: {piece.title}\nDate: {piece.date}\nSummary: {piece.dek}\nAuthors: {piece.author}\n"
        f"Tags: {', '.join(piece.topics)}\nSlug: {piece.stem}\n"
    )


def _hugo(programs: Path) -> Path:
    """The program itself, without the few tenths of a second that its Python wrapper takes."""
    return next((programs / "venv").glob("lib*/python3*/site-packages/hugo/binaries/hugo*"))


_HUGO_LEAVES = ("public", "resources")

PRESS = Generator(
    name="press",
    title="Press, with related pieces",
    sites=("press",),
    articles="content/articles",
    leavings=("site", ".cache"),
    front=_in_yaml(),
    command=lambda _: [sys.executable, str(PROJECT / "build.py"), "--root", ".", "--quiet"],
)
PLAIN = replace(PRESS, name="press-plain", title="Press, with plain pages", sites=("press", "press-plain"))
OURS = (PRESS, PLAIN)
GENERATORS: tuple[Generator, ...] = (
    *OURS,
    Generator(
        name="hugo-related",
        title="Hugo, with related pieces",
        sites=("hugo",),
        articles="content/articles",
        leavings=_HUGO_LEAVES,
        front=_in_yaml(),
        command=lambda programs: [str(_hugo(programs)), "--quiet"],
        environment={"HUGO_PARAMS_RELATED": "true"},
    ),
    Generator(
        name="hugo",
        title="Hugo, without related pieces",
        sites=("hugo",),
        articles="content/articles",
        leavings=_HUGO_LEAVES,
        front=_in_yaml(),
        command=lambda programs: [str(_hugo(programs)), "--quiet"],
    ),
    Generator(
        name="eleventy",
        title="Eleventy, with a simple related filter",
        sites=("eleventy",),
        articles="articles",
        leavings=("_site", ".cache"),
        front=_in_yaml("tags: article"),
        command=lambda programs: [
            "node",
            str(programs / "node_modules/@11ty/eleventy/cmd.cjs"),
            "--quiet",
        ],
    ),
    Generator(
        name="pelican",
        title="Pelican, without related pieces",
        sites=("pelican",),
        articles="content",
        leavings=("output", "cache"),
        front=_for_pelican,
        command=lambda programs: [
            str(programs / "venv/bin/pelican"),
            *("content", "--output", "output", "--settings", "pelicanconf.py", "--quiet"),
        ],
    ),
)
