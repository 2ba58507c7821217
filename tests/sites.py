"""A site in a string -> a folder, and builds of it: `-- content/articles/a.md --` begins a file."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path

from press.build.engine import engine_digest
from press.build.load import load_site
from press.commands.build import build
from press.model.built import Built
from press.model.catalogue import Catalogue
from press.model.site import BuildOptions, Site
from press.write.store import open_store
from tests.tracked import ROOT

_FILE = re.compile(r"^-- (.+) --$", re.MULTILINE)
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
CONFIG = "title: The Harbour Post\nurl: https://example.org/opinion/\n"


def write_site(root: Path, text: str) -> Path:
    """Write the files of `text` below `root`, a config among them where it has none; return `root`."""
    names = _FILE.split(text)[1:]
    files = {name: body.removeprefix("\n") for name, body in zip(names[::2], names[1::2], strict=True)}
    files.setdefault("config.yaml", CONFIG)
    (root / "content/articles").mkdir(parents=True, exist_ok=True)
    for name, body in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body, encoding="utf-8")
    return root


def site_at(root: Path, *, output: Path | None = None, now: datetime = NOW) -> Site:
    """Return the site at `root`, with a cache of its own beside its config."""
    return Site(
        root=root,
        config=root / "config.yaml",
        layouts=(root / "layouts", ROOT / "layouts"),
        output=output or root / "site",
        cache=root / ".cache",
        now=now,
    )


def build_at(root: Path, *, output: Path | None = None, now: datetime = NOW, **options: bool | int) -> Built:
    """Build the site at `root`; `options` are fields of BuildOptions."""
    return build(site_at(root, output=output, now=now), BuildOptions(**options))  # type: ignore[arg-type]


@dataclass(frozen=True, kw_only=True)
class BuiltEdition(Built):
    """What a build did, with the edition that it built."""

    catalogue: Catalogue


def build_edition(site: Site, jobs: int = 1) -> BuiltEdition:
    """Build a site, and return its catalogue too."""
    options = BuildOptions(jobs=jobs)
    built = build(site, options)
    engine = engine_digest()
    with open_store(Path(site.cache), engine) as store:
        catalogue = load_site(site, options, store, engine).catalogue
    return BuiltEdition(**{field.name: getattr(built, field.name) for field in fields(Built)}, catalogue=catalogue)


def digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def article(title: str = "Rent", date: str = "2026-03-02", body: str = "Text.", **keys: str) -> str:
    """Return a piece's file; `keys` are further lines of front matter."""
    lines = "".join(f"{key}: {value}\n" for key, value in keys.items())
    return f"---\ntitle: {title}\ndate: {date}\n{lines}---\n\n{body}\n"
