"""A picture's bytes -> its width, height and media type; a file that is no picture is a problem."""

from __future__ import annotations

import io
import json
import warnings
from collections.abc import Callable

from PIL import Image, UnidentifiedImageError

from press.model.edition import PictureFile
from press.model.memo import Memo
from press.model.problem import Place, Problem, ProblemsFound

_TURNED = {5, 6, 7, 8}  # EXIF orientations that swap width and height
_ORIENTATION = 0x0112


def measure(path: str, data: Callable[[], bytes], digest: str, memo: Memo, engine: str) -> PictureFile:
    """Return what pages need to know of the picture at `path` inside content/.

    `data` gives the bytes when they are wanted; only the header is read. Raises ProblemsFound for a file that is no
    picture, or one so large (Pillow's limit, some 180 million pixels) that opening it would be an attack.
    """
    key = f"picture:{digest}:{engine}"
    known = memo.memo_get(key)
    if known is None:
        known = json.dumps(_open(path, data())).encode()
        memo.memo_put(key, known)
    width, height, kind = json.loads(known)
    return PictureFile(path, digest, width, height, kind)


def _open(path: str, data: bytes) -> tuple[int, int, str]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as image:
                turned = image.getexif().get(_ORIENTATION) in _TURNED
                width, height = reversed(image.size) if turned else image.size
                return width, height, Image.MIME.get(image.format or "", "application/octet-stream")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as fault:
        message = "the picture is too large to be opened"
        raise ProblemsFound([Problem(Place(f"content/{path}"), message, "make it smaller than 4000 pixels")]) from fault
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as fault:
        message = "this is not a picture that browsers show"
        hint = "save it as JPEG, PNG, WebP or AVIF"
        raise ProblemsFound([Problem(Place(f"content/{path}"), message, hint)]) from fault
