"""Output folder -> the build that it holds, read and compared with its seal; what forbids publishing it."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

from press.deploy.store import WORKERS
from press.deploy.target import Build
from press.model.filenames import VERSION_CONTROL, is_litter, is_secret_name, key_in
from press.model.manifest import KEPT, MANIFEST, STAGING, breaches, parse_manifest
from press.model.plural import count
from press.model.problem import ExitCode, Refusal

_OPEN = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_HERE = re.compile(r"localhost|.*\.local(?:host)?|127\.\d+\.\d+\.\d+|0\.0\.0\.0|::1|10\..*|192\.168\..*", re.IGNORECASE)
BUILD_AGAIN = "python build.py"
SHOWN = 3  # files that a refusal names


def manifest_files(output: Path) -> Mapping[str, str]:
    """Return path -> SHA-256 of the build in a folder, each file read. Raises Refusal (REFUSED).

    Whatever a build has not made, or is no longer as it made it, is named.
    """
    try:
        data = (output / MANIFEST).read_bytes() if not (output / MANIFEST).is_symlink() else b""
        sealed = parse_manifest(data)
    except OSError:
        sealed = None
    if sealed is None:
        message = f"{output} holds no build of ours" if output.is_dir() else f"there is no {output}"
        raise Refusal(message, code=ExitCode.REFUSED, hint=BUILD_AGAIN)
    names = sorted(_names(output))
    with ThreadPoolExecutor(WORKERS) as pool:
        digests = pool.map(lambda name: _digest(output / name), names)
        found = dict(zip(names, digests, strict=True))
    broken = breaches(sealed, found)
    if broken:
        why = {"missing": "is missing", "edited": "is not as it was built", "foreign": "was made by no build"}
        told = listing([f"{breach.path} {why[breach.why]}" for breach in broken])
        hint = f"{BUILD_AGAIN}; a file of your own belongs into content/static/"
        raise Refusal(f"{output} is not as a build left it: {told}", code=ExitCode.REFUSED, hint=hint)
    return sealed


def read_built(build: Build, path: str) -> bytes:
    """Return the bytes of a file of the build. Raises Refusal (INCOMPLETE) where the file was changed meanwhile."""
    data = _bytes(Path(build.folder, path))
    if data is None or hashlib.sha256(data).hexdigest() != build.files[path]:
        message = f"{path} was changed while it was being deployed"
        raise Refusal(message, code=ExitCode.INCOMPLETE, hint=f"{BUILD_AGAIN}, then deploy again")
    return data


def check_address(url: str) -> None:
    """Refuse to publish under an address that only this machine or its neighbours know."""
    host = urlsplit(url).hostname or ""
    if _HERE.fullmatch(host) or "." not in host:
        message = f"the site's address is {url}, which nobody else can reach"
        raise Refusal(message, code=ExitCode.REFUSED, hint="write the public address as url: in config.yaml, and build")


def check_secrets(output: Path, files: Mapping[str, str]) -> None:
    """Refuse names and contents that are not for the public."""
    found = [path for path in files if is_secret_name(path)]
    # Pages and feeds may speak of keys; files that are published as they are may be some.
    plain = [path for path in files if path not in found and not path.endswith((".html", ".xml", "feed.json"))]
    found += [path for path in plain if key_in(_bytes(output / path) or b"") is not None]
    if found:
        hint = "take it out of content/static/ and build again; a key that was ever published needs a new one"
        message = f"not for the public: {listing(sorted(found))}"
        raise Refusal(message, code=ExitCode.REFUSED, hint=hint)


def listing(names: list[str]) -> str:
    """Return the first few names, and how many more there are."""
    more = len(names) - SHOWN
    return ", ".join(names[:SHOWN]) + (f" and {count(more, 'other')}" if more > 0 else "")


def _names(output: Path) -> Iterator[str]:
    for folder, folders, names in os.walk(output):
        here = Path(folder).relative_to(output)
        folders[:] = [n for n in folders if n not in VERSION_CONTROL and (here / n).as_posix() != STAGING]
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        for name in (*names, *links):
            path = (here / name).as_posix()
            if not is_litter(name) and name not in VERSION_CONTROL and path not in {MANIFEST, KEPT}:
                yield path


def _digest(file: Path) -> str:
    data = _bytes(file)
    return hashlib.sha256(data).hexdigest() if data is not None else ""


def _bytes(file: Path) -> bytes | None:
    """A plain file's bytes, None where there is none or it cannot be read."""
    try:
        with os.fdopen(os.open(file, _OPEN), "rb") as opened:
            return opened.read()
    except OSError:
        return None
