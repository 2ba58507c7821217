"""A picture's bytes -> its pixels: upright, in sRGB, without anything else that the file carries."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageCms, ImageOps

from press.model.picture import LARGEST

# What is opened at all: formats that cameras and picture editors save for the web.
FORMATS = ("AVIF", "GIF", "JPEG", "PNG", "WEBP")
MOST_PIXELS = 50_000_000  # 8,660 x 5,773; such a picture takes 200 MB while it is worked on
_SIXTEEN_BITS = frozenset({"I;16", "I;16B", "I;16L", "I;16N", "I"})


# What a file that bears the ending of another format is, by how it begins (of "ftyp": from its fifth byte).
_OTHER_KINDS = (
    *((b"ftyp" + brand, "a HEIC picture") for brand in (b"heic", b"heix", b"mif1", b"heim", b"heis", b"hevc", b"msf1")),
    (b"ftypcrx ", "a camera's raw picture"),
    (b"ftypqt  ", "a film"),
    (b"ftypisom", "a film"),
    (b"ftypmp42", "a film"),
    (b"II*\0", "a TIFF picture or a camera's raw picture"),
    (b"MM\0*", "a TIFF picture or a camera's raw picture"),
    (b"BM", "a BMP picture"),
    (b"8BPS", "a Photoshop file"),
    (b"\xff\x0a", "a JPEG XL picture"),
    (b"\0\0\0\x0cJXL ", "a JPEG XL picture"),
    (b"\0\0\0\x0cjP  ", "a JPEG 2000 picture"),
    (b"%!PS", "a PostScript drawing"),
    (b"%PDF", "a PDF"),
)


class Unusable(Exception):
    """A picture cannot be used; `message` and `hint` say it in an editor's words."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


@contextmanager
def opened(data: bytes) -> Iterator[Image.Image]:
    """Give the picture in `data`, header read, pixels not. Raises Unusable, also for what goes wrong in the block."""
    try:
        with warnings.catch_warnings():
            # Pillow warns of what it mends by itself, such as damaged EXIF; its own limit of size is not needed here.
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=FORMATS) as image:
                _check_size(image)
                yield image
    except (Image.DecompressionBombError, MemoryError) as fault:
        raise _too_large() from fault
    except (OSError, ValueError, SyntaxError, EOFError, struct.error) as fault:
        raise _unreadable(data) from fault


def pixels_of(image: Image.Image) -> Image.Image:
    """Return an opened picture's pixels as RGB or, where something shows through, RGBA. Its first one, if it moves.

    Colours are brought from the picture's own profile to sRGB; the camera's turn is carried out.
    """
    if image.format in {"JPEG", "MPO"}:
        # The decoder halves a large picture on its way out, which saves most of the memory and time.
        longest = max(image.size)
        image.draft("RGB", (image.width * LARGEST // longest or 1, image.height * LARGEST // longest or 1))
    profile = image.info.get("icc_profile")
    ImageOps.exif_transpose(image, in_place=True)
    alpha = _alpha(image)
    plain = _in_srgb(_eight_bits(image), profile)
    if alpha is not None:
        plain.putalpha(alpha)
    plain.info.clear()  # an encoder would write the profile of the source into the file
    return plain


def is_turned(image: Image.Image) -> bool:
    """Return whether the camera was held on its side, so that width and height change places."""
    return image.getexif().get(0x0112) in {5, 6, 7, 8}


def is_see_through(image: Image.Image) -> bool:
    """Return whether any pixel is not wholly opaque."""
    alpha = _alpha(image)
    return alpha is not None and alpha.histogram()[255] != image.width * image.height


def is_flat_art(image: Image.Image) -> bool:
    """Return whether a picture is drawn in few colours, as logos and charts are: JPEG would blur their edges."""
    if image.format not in {"PNG", "GIF", "WEBP"}:
        return False
    return image.mode in {"1", "P"} or image.convert("RGB").getcolors(1024) is not None


def _check_size(image: Image.Image) -> None:
    if image.width * image.height > MOST_PIXELS:
        raise _too_large(image.width, image.height)


def _too_large(width: int = 0, height: int = 0) -> Unusable:
    size = f" ({width} x {height} pixels)" if width else ""
    return Unusable(f"the picture is too large to be opened{size}", f"save it at most {LARGEST} pixels wide and high")


def _unreadable(data: bytes) -> Unusable:
    kind = next((kind for start, kind in _OTHER_KINDS if data[4 * (start[:4] == b"ftyp") :].startswith(start)), "")
    if kind:
        return Unusable(f"this is {kind}, which browsers do not show", "save it as JPEG")
    known = data.startswith((b"\xff\xd8", b"\x89PNG", b"GIF8", b"RIFF")) or data[4:8] == b"ftyp"
    if known:
        return Unusable("the picture is damaged: its end or some part of it is missing", "save or copy it once more")
    return Unusable("this is not a picture that browsers show", "save it as JPEG, PNG, WebP or AVIF")


def _alpha(image: Image.Image) -> Image.Image | None:
    if image.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in image.info:
        return image.convert("RGBA").getchannel("A")
    return None


def _eight_bits(image: Image.Image) -> Image.Image:
    """Bring 16-bit greys to 8 bits, and what a palette or a bit stands for to colours."""
    if image.mode in _SIXTEEN_BITS:
        return image.point(lambda level: level / 257).convert("L") if image.mode == "I" else _from_sixteen(image)
    if image.mode in {"CMYK", "RGB", "L"}:
        return image
    return image.convert("RGB")


def _from_sixteen(image: Image.Image) -> Image.Image:
    return image.convert("I").point(lambda level: level / 257).convert("L")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Bring colours to sRGB by the picture's own profile; one that is damaged or fits no such picture is ignored."""
    if profile:
        try:
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            made: Image.Image | None = ImageCms.profileToProfile(
                image, own, ImageCms.createProfile("sRGB"), ImageCms.Intent.RELATIVE_COLORIMETRIC, outputMode="RGB"
            )
        except (ImageCms.PyCMSError, OSError, ValueError):
            made = None
        if made is not None:
            return made
    return image.convert("RGB")
