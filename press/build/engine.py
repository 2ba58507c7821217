"""The program and its libraries -> a digest: what decides the output besides the files of the site."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import PurePath

from press.build.inputs import ENGINE_FOLDERS
from press.model.digest import digest
from press.model.problem import ExitCode, Refusal
from press.read.folder import list_files, read_source

# The libraries that decide the output, with the lowest version that works (a test compares with pyproject.toml).
LIBRARIES = {
    "markdown": (3, 10),
    "jinja2": (3, 1, 6),
    "nh3": (0, 3),
    "babel": (2, 17),
    "pillow": (12, 0),
    "tzdata": (2025, 2),
    "pyyaml": (6, 0, 3),
    "pydantic": (2, 12),
    "pystemmer": (3, 0),
}


def engine_digest(libraries: Mapping[str, tuple[int, ...]] = LIBRARIES) -> str:
    """Return the digest of the files of the engine and the versions of the libraries that decide its output.

    Raises Refusal for a library that is missing (ENVIRONMENT) or older than its entry in `libraries` (USAGE).
    """
    press = PurePath(__file__).parent.parent
    files = []
    for folder in ENGINE_FOLDERS:
        paths = list_files(press / folder, shown=f"press/{folder}").paths
        files += [f"{folder}/{path}" for path in paths if not path.endswith(".pyc")]
    own = tuple((path, read_source(press, path, shown="press").digest) for path in files)
    return digest((own, tuple((name, _version(name, lowest)) for name, lowest in libraries.items())))


def _version(library: str, lowest: tuple[int, ...]) -> str:
    try:
        found = version(library)
    except PackageNotFoundError:
        message = f"the package {library} is not installed"
        raise Refusal(message, code=ExitCode.ENVIRONMENT, hint="make site installs it") from None
    if tuple(map(int, re.findall(r"\d+", found)[: len(lowest)])) < lowest:
        wanted = ".".join(map(str, lowest))
        message = f"the package {library} is too old: {found}, and this needs {wanted} or newer"
        raise Refusal(message, code=ExitCode.USAGE, hint="make site installs it")
    return found
