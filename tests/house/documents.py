"""Documents about the code -> what in them is not true of the code any more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

# Example -> files that have the word and need not be named: they use it for something else.
OTHER_USES: Mapping[str, frozenset[str]] = {
    "uk": frozenset(
        {
            "layouts/_partials/head.html",
            "layouts/_partials/piece_head.html",
            "press/cli/init.py",
            "press/plan/head.py",
            "press/plan/translations.py",
            "press/read/markdown/quotes.py",
            "press/read/schema/addresses.py",
            "press/read/schema/pieces.py",
            "press/read/schema/profiles.py",
        }
    ),
}
_ROW = re.compile(r"^\| (an? [^|]+) \| `([^|`]+)` \| (.+) \|$", re.MULTILINE)
_NAME = re.compile(r"`([^`]+)`")
_PATH = re.compile(r"`((?:press|layouts|tests|docs|bench)/[\w./-]+)`")
_GLOSSARY = re.compile(r"^## Glossary$(.+?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
MOST_TERMS = 25


def additions(text: str) -> Mapping[str, tuple[str, tuple[str, ...]]]:
    """Return, from the table of CONTRIBUTING, what can be added: the example to follow, and the files named for it."""
    return {title: (word, tuple(_NAME.findall(files))) for title, word, files in _ROW.findall(text)}


def untrue_additions(text: str, files: Mapping[str, str]) -> Iterator[str]:
    """Find files that are named and do not exist, and files of press/ and layouts/ that have the word unnamed."""
    for title, (word, named) in additions(text).items():
        for path in named:
            if path not in files:
                yield f"{title}: there is no {path}"
        pattern = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
        found = {
            path for path, code in files.items() if path.startswith(("press/", "layouts/")) and pattern.search(code)
        }
        for path in sorted(found - {*named} - OTHER_USES.get(word, frozenset())):
            yield f"{title}: {path} has {word!r} too"


def lost_paths(text: str, root: Path) -> Iterator[str]:
    """Find paths of the repository that a document names and that are not there."""
    for path in dict.fromkeys(_PATH.findall(text)):
        if not (root / path).exists():
            yield f"there is no {path}"


def lost_values(text: str, files: Mapping[str, str]) -> Iterator[str]:
    """Find rows of the table of the flow whose class is not defined, or named, in the module beside it."""
    for names, paths in re.findall(r"^\| (`[A-Z][^|]+) \| (`press/[^|]+) \|", text, re.MULTILINE):
        code = "".join(files.get(path, "") for path in _NAME.findall(paths))
        yield from (f"no {name} in {paths}" for name in _NAME.findall(names) if not re.search(rf"\b{name}\b", code))


def glossary(text: str) -> tuple[str, ...]:
    """Return the words that the glossary of the architecture page explains."""
    section = _GLOSSARY.search(text)
    rows = re.findall(r"^\| ([^|]+) \| ", section[1] if section else "", re.MULTILINE)
    return tuple(row for row in rows if row not in {"word", "---"})
