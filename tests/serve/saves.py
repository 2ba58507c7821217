"""How editors and programs save a file: each a function (path, new text) that leaves the disk as they do."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path


def in_place(path: Path, text: str) -> None:
    """VS Code, nano, gedit without backup: the file is emptied and written."""
    path.write_text(text, encoding="utf-8")


def in_pieces(path: Path, text: str) -> None:
    """A slow disk or a program that writes as it goes: several writes, flushed one by one."""
    with path.open("w", encoding="utf-8") as file:
        for start in range(0, len(text), 40):
            file.write(text[start : start + 40])
            file.flush()


def rename_over(path: Path, text: str) -> None:
    """Kate, Sublime with atomic_save: a hidden file beside it, then a rename."""
    beside = path.with_name(f".{path.name}.tmp")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def vim(path: Path, text: str) -> None:
    """Vim: probes the folder, keeps a swap file, renames the old file away, writes a new one, deletes the old."""
    swap, probe, backup = path.with_name(f".{path.name}.swp"), path.with_name("4913"), path.with_name(f"{path.name}~")
    swap.write_bytes(b"b0VIM 9.1")
    probe.touch()
    probe.unlink()
    path.replace(backup)
    path.write_text(text, encoding="utf-8")
    backup.unlink()
    swap.unlink()


def emacs(path: Path, text: str) -> None:
    """Emacs: a lock that is a dangling link, an auto-save file, a backup by rename."""
    lock, auto = path.with_name(f".#{path.name}"), path.with_name(f"#{path.name}#")
    lock.symlink_to("writer@desk.4711:1700000000")
    auto.write_text(text, encoding="utf-8")
    path.replace(path.with_name(f"{path.name}~"))
    path.write_text(text, encoding="utf-8")
    auto.unlink()
    lock.unlink()


def jetbrains(path: Path, text: str) -> None:
    """JetBrains' safe write: a new file beside it, the old one moved away, the new one moved in."""
    new, old = path.with_name(f"{path.name}___jb_tmp___"), path.with_name(f"{path.name}___jb_old___")
    new.write_text(text, encoding="utf-8")
    path.replace(old)
    new.replace(path)
    old.unlink()


def sed(path: Path, text: str) -> None:
    """`sed -i`: the last line is put in another's place."""
    *_, word = text.split()
    subprocess.run(["sed", "-i", f"$ s/.*/{word}/", str(path)], check=True)


def copied(path: Path, text: str) -> None:
    """`cp` from elsewhere."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8") as elsewhere:
        elsewhere.write(text)
        elsewhere.flush()
        subprocess.run(["cp", elsewhere.name, str(path)], check=True)


def moved_in(path: Path, text: str) -> None:
    """A sync client: written in another folder, moved over the file."""
    elsewhere = path.parents[3] / f"{path.name}.part"
    elsewhere.write_text(text, encoding="utf-8")
    elsewhere.replace(path)


def made_anew(path: Path, text: str) -> None:
    """Git checkout, rsync --delete: the file goes and comes."""
    path.unlink()
    path.write_text(text, encoding="utf-8")


SAVES: Mapping[str, Callable[[Path, str], None]] = {
    save.__name__: save
    for save in (in_place, in_pieces, rename_over, vim, emacs, jetbrains, sed, copied, moved_in, made_anew)
}
