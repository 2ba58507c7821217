"""content/images -> the pictures by the names that texts give them, and what is to be known of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath

from press.model.cache import Cache
from press.model.catalogue import PictureFile
from press.model.names import composed
from press.model.problem import Place, Problem
from press.read.files import Shelf
from press.read.folder import PICTURE_LIMIT, list_files


@dataclass(frozen=True, slots=True)
class ContentImages:
    """The pictures of a section: paths in content/ of the files, by their composed form, as texts name them."""

    files: Mapping[str, str]
    problems: tuple[Problem, ...]

    def measured(self, path: str, shelf: Shelf, cache: Cache, engine: str) -> PictureFile:
        """Return what pages need to know of a picture. Raises ProblemsFound as `measure`."""
        from press.pictures.measure import measure  # late: a section without pictures need not load what reads them

        file = self.files[path]
        digest = shelf.digest(file, PICTURE_LIMIT)
        return measure(path, lambda: shelf.read(file).data, digest, cache, engine, source=f"content/{file}")


def list_images(root: PurePath) -> ContentImages:
    """Return the pictures of the site at `root`.

    Programs store the letters of a name in one form of Unicode or another, and texts are typed in either. Two files
    whose names differ in nothing else are a problem.
    """
    listing = list_files(root / "content/images", shown="content/images", within=root)
    files: dict[str, str] = {}
    problems = list(listing.problems)
    for path in (f"images/{path}" for path in listing.paths):
        other = files.setdefault(composed(path), path)
        if other != path:
            message = f'two files have the name "{composed(path)}", spelled with other characters that look alike'
            problems.append(Problem(Place(f"content/{path}"), message, "rename one of them, or delete it"))
    return ContentImages(files, tuple(problems))
