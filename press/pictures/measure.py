"""A picture's bytes -> what pages need to know of it; one that cannot be shown is a problem."""

from __future__ import annotations

import json
from collections.abc import Callable

from PIL import Image

from press.model.cache import Cache
from press.model.catalogue import PictureFile
from press.model.problem import Place, Problem, ProblemsFound
from press.pictures.source import Unusable, is_flat_art, is_see_through, is_turned, opened
from press.pictures.svg import svg_size

_PREVIEW = (64, 64)  # a JPEG is decoded to about this size: enough to see that it is whole
_MOVING = frozenset({"AVIF", "GIF", "PNG", "WEBP"})  # an MPO has several pictures too, but shows the first


def measure(
    path: str, data: Callable[[], bytes], digest: str, cache: Cache, engine: str, *, source: str = ""
) -> PictureFile:
    """Return what pages need to know of the picture at `path` inside content/.

    `data` gives the bytes when they are wanted. They are decoded once, so that a damaged picture is found before
    anything is made. `source` as in PictureFile, where it is not `content/` and the path. Raises ProblemsFound.
    """
    source = source or f"content/{path}"
    key = f"picture:{digest}:{path.rpartition('.')[2].lower()}:{engine}"
    known = cache.get(key)
    if known is None:
        try:
            facts = _svg(data()) if path.lower().endswith(".svg") else _raster(data())
        except Unusable as fault:
            raise ProblemsFound([Problem(Place(source), fault.message, fault.hint)]) from fault
        except (ArithmeticError, LookupError, ValueError, RecursionError) as fault:  # a file that no rule foresaw
            message = "the picture cannot be read"
            raise ProblemsFound([Problem(Place(source), message, "save it once more")]) from fault
        known = json.dumps(facts).encode()
        cache.put(key, known)
    return PictureFile(path, digest, **json.loads(known), source=source)


def _svg(data: bytes) -> dict[str, object]:
    width, height = svg_size(data)
    return {"width": width, "height": height, "type": "image/svg+xml", "fallback": "png", "as_it_is": True}


def _raster(data: bytes) -> dict[str, object]:
    with opened(data) as image:
        width, height = reversed(image.size) if is_turned(image) else image.size
        kind = "image/jpeg" if image.format == "MPO" else Image.MIME[image.format or ""]
        moves = image.format in _MOVING and bool(getattr(image, "is_animated", False))
        image.draft("RGB", _PREVIEW)
        image.load()
        keeps = is_see_through(image) or is_flat_art(image)
    fallback = "png" if keeps else "jpeg"
    return {"width": width, "height": height, "type": kind, "fallback": fallback, "as_it_is": moves}
