"""Files of the old site's media folders -> content/images for pictures, content/static for all others."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from press.model.addresses import path_fault

PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".svg")
# What may be published as it is. A text of the source never is: it may be a draft.
DOCUMENTS = tuple(
    ".pdf .doc .docx .odt .rtf .xls .xlsx .ods .csv .ppt .pptx .odp .epub .zip .mp3 .m4a .ogg .oga .wav .mp4 .webm .mov"
    " .m4v .ogv .ics .vtt .srt .kml .gpx .geojson".split()
)
_CUT = re.compile(r"(?:-\d{1,5}x\d{1,5}|-scaled|-rotated|-e\d{10,13})(?=\.\w+$)")
_GHOST_SIZE = re.compile(r"/content/images/size/w\d+(?:h\d+)?(?:/format/\w+)?/")
_STATIC_PREFIXES = ("static/", "assets/", "public/", "content/", "files/", "galleries/", "src/", "images/", "img/")


@dataclass(slots=True)
class Media:
    """The files that an export's folders hold, by path, and those of them that the pieces use.

    `files`: path below its folder -> path on the disk. `used` and `copied`: file -> its name below content/images and
    below content/static.
    """

    files: dict[str, str]
    base: str = "/"
    unusable: frozenset[str] = frozenset()
    used: dict[str, str] = field(default_factory=dict)
    copied: dict[str, str] = field(default_factory=dict)
    _by_end: dict[str, list[str]] = field(default_factory=dict)
    _names: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Index the files by their names."""
        for path in sorted(self.files):
            self._by_end.setdefault(posixpath.basename(path).casefold(), []).append(path)

    def find(self, address: str, folder: str) -> str:
        """Return the file that an address meant, "" for none; `folder`: of the text that holds the address."""
        path = unquote(address).replace("\\", "/").partition("?")[0]
        path = _GHOST_SIZE.sub("/content/images/", path)
        for candidate in (path, _CUT.sub("", path)):
            found = self._exact(candidate, folder) or self._by_tail(candidate)
            if found:
                return found
        return ""

    def picture(self, address: str, folder: str) -> str:
        """Return the name below content/images of the picture that an address meant, "" where there is none."""
        file = self.find(address, folder)
        if not file or not file.lower().endswith(PICTURES) or file in self.unusable:
            return ""
        if file not in self.used:
            self.used[file] = self._named(file)
        return self.used[file]

    def address_of(self, file: str) -> str:
        """Return the address of a file that is published as it is."""
        if file not in self.copied:
            self.copied[file] = file if not path_fault(file) else _fit_path(file)
        return self.base + quote(self.copied[file])

    def _exact(self, path: str, folder: str) -> str:
        inside = path.lstrip("/")
        candidates = [inside, *(prefix + inside for prefix in _STATIC_PREFIXES)]
        if not path.startswith("/"):
            candidates.insert(0, posixpath.normpath(posixpath.join(folder, path)))
        return next((name for name in candidates if name in self.files), "")

    def _by_tail(self, path: str) -> str:
        """Return the only file whose path ends like the address, or begins where an `uploads` folder does."""
        steps = [step for step in path.casefold().split("/") if step not in {"", ".", ".."}]
        if not steps:
            return ""
        same = self._by_end.get(steps[-1], [])
        for length in range(len(steps), 0, -1):
            tail = "/".join(steps[-length:])
            found = [name for name in same if name.casefold() == tail or name.casefold().endswith("/" + tail)]
            if len(found) == 1 and (length > 1 or len(same) == 1):
                return found[0]
        return ""

    def _named(self, file: str) -> str:
        """Return a name that no other picture has, on any system."""
        inside = re.sub(r"^(?:.*/)?(?:wp-content/uploads|content/images|uploads)/", "", file)
        for prefix in _STATIC_PREFIXES:
            inside = inside.removeprefix(prefix)
        name = _fit_path(inside)
        stem, dot, ending = name.rpartition(".")
        number = 2
        while name.casefold() in self._names:
            name = f"{stem}-{number}{dot}{ending}"
            number += 1
        self._names.add(name.casefold())
        return name


def media_files(folders: Iterable[tuple[str, Iterable[str]]]) -> dict[str, str]:
    """Return path below its folder -> whole path, of pictures and documents; of two the first folder's counts."""
    found: dict[str, str] = {}
    for folder, paths in folders:
        for path in paths:
            if path.lower().endswith((*PICTURES, *DOCUMENTS)):
                found.setdefault(path, f"{folder}/{path}")
    return found


def _fit_path(path: str) -> str:
    """Return a path that every system can hold."""
    steps = [re.sub(r"[^\w.-]+", "-", step).strip("-. ") or "file" for step in path.split("/")]
    fitting = [f"{step}-file" if path_fault(step) else step for step in steps]
    return "/".join(step[-120:] for step in fitting)
