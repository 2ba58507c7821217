"""The command as a newcomer runs it: import, then build."""

from __future__ import annotations

from pathlib import Path

from press.cli.main import main

NOW = "2026-03-02T12:00:00+00:00"


def brought_in(root: Path, *words: str) -> int:
    """Run `import` and return its exit code."""
    return main(["import", *words, "--root", str(root), "--now", NOW, "--quiet"])


def built(root: Path) -> int:
    """Run `build` and return its exit code."""
    return main(["build", "--root", str(root), "--now", NOW, "--quiet"])


def piece(root: Path, name: str) -> str:
    """Return the text of the only piece whose file's name holds `name`."""
    (path,) = (root / "content/articles").glob(f"*{name}*.md")
    return path.read_text(encoding="utf-8")


def all_bytes(folder: Path) -> bytes:
    """Return the bytes of every file below a folder."""
    return b"\n".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
