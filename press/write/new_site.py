"""A new site's files -> an empty or half-filled folder; no file that is there is written over."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from press.model.new_site import EngineFile
from press.model.problem import ExitCode, Refusal

_STARTER = Path(__file__).with_name("starter")
_PACKAGE = Path(__file__).resolve().parents[1]
# Files that the checkout has at its top, and a wheel in the package's folder.
_DOOR, _LOCK = "build.py", "requirements.txt"
# Names under which the starter keeps files whose own names would make them act, or be left out, where they lie.
_OWN_NAMES = {"gitignore": ".gitignore"}
_OWN_FOLDERS = {"_vscode": ".vscode"}
_WHEEL_NAME = "press_opinion-"


def starter_files() -> Mapping[str, str]:
    """Return the texts of the starter by the path that each gets in a new site, placeholders as they stand."""
    files = {}
    for file in sorted(path for path in _STARTER.rglob("*") if path.is_file()):
        first, *others = file.relative_to(_STARTER).parts
        first = _OWN_FOLDERS.get(first, first)
        path = "/".join((first, *others))
        files[_OWN_NAMES.get(path, path)] = file.read_text(encoding="utf-8")
    return files


def door() -> str:
    """Return the text of build.py, which is the same in every site."""
    return _shipped(_DOOR).read_text(encoding="utf-8")


def locked_requirements() -> str:
    """Return the engine's own lock file: every package that a build needs, with its version and hashes."""
    return _shipped(_LOCK).read_text(encoding="utf-8")


def _shipped(name: str) -> Path:
    installed = _PACKAGE / "shipped" / name
    return installed if installed.is_file() else _PACKAGE.parent / name


def read_engine(source: str) -> EngineFile:
    """Return the engine that `--engine` names: the path of a wheel, or an https address that ends in #sha256=HEX.

    Raises Refusal (USAGE) for what is neither, and for a file that is no wheel of this engine.
    """
    if source.startswith(("https://", "http://")):
        address, _, digest = source.partition("#sha256=")
        if len(digest) != sha256().digest_size * 2 or not address.startswith("https://"):
            hint = "write https://.../press_opinion-1.0.0-py3-none-any.whl#sha256=HEX; pip hash FILE prints the HEX"
            raise Refusal(f"--engine: {source} does not say which bytes it stands for", code=ExitCode.USAGE, hint=hint)
        return EngineFile(address, digest.lower())
    file = Path(source)
    try:
        data = file.read_bytes()
    except OSError as fault:
        hint = "pip wheel --no-deps . makes one in a checkout of the engine"
        raise Refusal(f"--engine: there is no wheel {source}", code=ExitCode.USAGE, hint=hint) from fault
    if not file.name.startswith(_WHEEL_NAME) or not _is_engine(data):
        raise Refusal(f"--engine: {source} is no wheel of this engine", code=ExitCode.USAGE)
    return EngineFile(file.name, sha256(data).hexdigest(), data)


def _is_engine(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(BytesIO(data)) as wheel:
            return "press/__main__.py" in wheel.namelist()
    except zipfile.BadZipFile:
        return False


def write_new_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files (path below `folder` -> bytes); folders are made as needed.

    Raises Refusal (USAGE) before anything is written where one of them is there already, (ENVIRONMENT) where the folder
    cannot be written.
    """
    there = [path for path in sorted(files) if (folder / path).exists() or (folder / path).is_symlink()]
    if there:
        message = f"{folder} holds {there[0]} already" + (f", and {len(there) - 1} more" if len(there) > 1 else "")
        raise Refusal(message, code=ExitCode.USAGE, hint="name a new folder: nothing is written over")
    try:
        for path, data in sorted(files.items()):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            with (folder / path).open("xb") as opened:
                opened.write(data)
    except OSError as fault:
        reason = (fault.strerror or str(fault)).lower()
        raise Refusal(f"{folder}: {reason}", code=ExitCode.ENVIRONMENT, hint="check who may write there") from fault
