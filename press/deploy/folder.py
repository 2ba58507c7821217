"""A folder, local or mounted -> a store of objects: files replaced by renames, with their copies beside them."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from press.deploy.manifest import HISTORY
from press.deploy.store import Upload
from press.deploy.target import changed_meanwhile, incomplete
from press.model.manifest import folders_of
from press.model.problem import ExitCode, Refusal

FOLDER_MODE, FILE_MODE, PRIVATE_MODE = 0o755, 0o644, 0o700


class FolderStore:
    """Objects as files below `root`, which is made if need be. A file's version is the SHA-256 of its bytes."""

    has_caches = False

    def __init__(self, root: Path) -> None:
        self._root = root

    def read(self, path: str) -> tuple[bytes, str] | None:
        """Return a file's bytes and their digest; None: there is none."""
        with self._failing(path):
            try:
                data = (self._root / path).read_bytes()
            except (FileNotFoundError, NotADirectoryError):
                return None
        return data, hashlib.sha256(data).hexdigest()

    def write(self, path: str, data: bytes, version: str | None) -> str:
        """Put a note of ours if the version that is there is still `version`."""
        if version is not None:
            found = self.read(path)
            if (found[1] if found else "") != version:
                raise changed_meanwhile(str(self._root))
        self._place(path, data)
        return hashlib.sha256(data).hexdigest()

    def listing(self) -> frozenset[str]:
        """Return every file, links among them."""
        with self._failing(""):
            found = [
                Path(folder, name).relative_to(self._root).as_posix()
                for folder, folders, names in os.walk(self._root)
                for name in (*names, *(f for f in folders if Path(folder, f).is_symlink()))
            ]
        return frozenset(found)

    def digest_of(self, path: str) -> str:
        """Return the SHA-256 of a file, "" when there is none."""
        found = self.read(path)
        return found[1] if found else ""

    def put(self, upload: Upload) -> None:
        """Put a file in place of what is there, whole."""
        self._place(upload.path, upload.data)

    def copy(self, source: str, path: str, redirect: str) -> None:
        """Put a file that shares its bytes with `source`, where the disk can; files are never changed in place."""
        del redirect  # the page at that path says it
        with self._failing(path):
            target, draft = self._root / path, self._draft(path)
            self._make_room(target)
            draft.unlink(missing_ok=True)
            try:
                draft.hardlink_to(self._root / source)
            except OSError:
                shutil.copyfile(self._root / source, draft)
            draft.replace(target)
            draft.unlink(missing_ok=True)  # renaming a link onto its twin leaves both

    def delete(self, paths: Sequence[str]) -> None:
        """Take files away, and the folders that this leaves empty."""
        for path in paths:
            with self._failing(path):
                with contextlib.suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
                    (self._root / path).unlink()
                for folder in folders_of(path):
                    try:
                        (self._root / folder).rmdir()
                    except OSError:
                        break

    def purge(self, base: str, paths: Sequence[str]) -> None:
        """Nothing stands between a folder and its readers."""

    def _place(self, path: str, data: bytes) -> None:
        with self._failing(path):
            target, draft = self._root / path, self._draft(path)
            self._make_room(target)
            with draft.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            draft.chmod(FILE_MODE)
            draft.replace(target)

    def _draft(self, path: str) -> Path:
        """A name of our own beside all that we put, on the same disk; web servers hand out no such folder."""
        folder = self._root / HISTORY
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(PRIVATE_MODE)  # earlier builds may hold what has been taken down since
        return folder / f"{hashlib.sha256(path.encode()).hexdigest()}.part"

    def _make_room(self, target: Path) -> None:
        for folder in reversed(target.relative_to(self._root).parents):
            place = self._root / folder
            if place.is_symlink() and place != self._root:
                message = f"{place} is a link; a deployment does not write through links"
                raise Refusal(message, code=ExitCode.REFUSED, hint="put a folder in place of the link")
            if not place.is_dir():
                if place.is_file():
                    place.unlink(missing_ok=True)  # a file of an earlier build where now a folder is needed
                place.mkdir(FOLDER_MODE, exist_ok=True)
        if target.is_dir() and not target.is_symlink():
            _remove_empty(target)

    @contextmanager
    def _failing(self, path: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise incomplete(f"{self._root / path}: {(error.strerror or str(error)).lower()}") from error


def _remove_empty(folder: Path) -> None:
    """Remove a folder of folders. Errors: OSError if there is a file in it."""
    for below, _, _ in os.walk(folder, topdown=False):
        os.rmdir(below)  # noqa: PTH106
