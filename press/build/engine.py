"""The program and its libraries -> a digest: what decides the output, besides what it is made from."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, version
from pathlib import PurePath

from press.model.digest import digest
from press.model.problem import ExitCode, Refusal
from press.read.folder import list_files, read_source

# What decides the output, with the lowest version that will do (pyproject.toml says the same; a test compares).
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


def engine_digest() -> str:
    """Return the digest of the engine's own files and of the libraries that decide its output.

    Raises Refusal for a library that is missing (ENVIRONMENT) or too old (USAGE).
    """
    here = PurePath(__file__).parent.parent
    files = [path for path in list_files(here, shown="press").paths if path.endswith(".py")]
    own = tuple((path, read_source(here, path, shown="press").digest) for path in files)
    return digest((own, tuple((name, _version(name)) for name in LIBRARIES)))


def _version(library: str) -> str:
    try:
        found = version(library)
    except PackageNotFoundError:
        message = f"the package {library} is not installed"
        raise Refusal(message, code=ExitCode.ENVIRONMENT, hint="make site installs it") from None
    lowest = LIBRARIES[library]
    if tuple(map(int, re.findall(r"\d+", found)[: len(lowest)])) < lowest:
        wanted = ".".join(map(str, lowest))
        message = f"the package {library} is too old: {found}, and this needs {wanted} or newer"
        raise Refusal(message, code=ExitCode.USAGE, hint="make site installs it")
    return found
