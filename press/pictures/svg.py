"""An SVG's bytes -> its width and height; one that could do more than be looked at is refused.

Pages show an SVG by an image element, where browsers run no script and load nothing. But its address can be opened
by itself, and then it is a document of the site: so it must hold shapes and words alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from press.pictures.source import Unusable

MOST_BYTES = 1_000_000
_HINT = "export it as plain SVG, or save it as PNG"
# Elements of SVG 2 and its filters that draw; whatever else there is does something.
_SHAPES = frozenset(
    "svg g defs symbol use title desc metadata switch view a text tspan textpath path rect circle ellipse line polyline"
    " polygon image marker mask clippath pattern lineargradient radialgradient stop style filter feblend fecolormatrix"
    " fecomponenttransfer fecomposite feconvolvematrix fediffuselighting fedisplacementmap fedistantlight fedropshadow"
    " feflood fefunca fefuncb fefuncg fefuncr fegaussianblur feimage femerge femergenode femorphology feoffset"
    " fepointlight fespecularlighting fespotlight fetile feturbulence".split()
)
_SVG = "{http://www.w3.org/2000/svg}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_OWN = re.compile(r"\s*(?:#|data:image/(?:png|jpeg|gif|webp)[;,]|$)", re.IGNORECASE)
_URL = re.compile(r"url\s*\(\s*['\"]?\s*([^'\")]*)|(@import|expression\s*\(|\\|-moz-binding)", re.IGNORECASE)
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)(px|pt|mm|cm|in)?\s*")
_PIXELS = {"": 1.0, "px": 1.0, "pt": 96 / 72, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}


def svg_size(data: bytes) -> tuple[int, int]:
    """Return width and height in pixels. Raises Unusable for what is no SVG, has no size, or holds more than shapes."""
    root = _parsed(data)
    found = next(_faults(root), None)
    if found:
        raise Unusable(f"the SVG holds {found}: it could do more than be looked at", _HINT)
    box = [float(part) for part in re.findall(r"[\d.]+", root.get("viewBox", "")) if part.strip(".")]
    by_box = (box[2], box[3]) if len(box) == 4 else (0.0, 0.0)  # left, top, width, height
    width, height = _pixels(root.get("width")) or by_box[0], _pixels(root.get("height")) or by_box[1]
    if width < 1 or height < 1:
        raise Unusable("the SVG does not say how large it is", "give its first element a viewBox, or width and height")
    return round(width), round(height)


def _parsed(data: bytes) -> ElementTree.Element:
    if len(data) > MOST_BYTES:
        raise Unusable(f"the SVG is larger than {MOST_BYTES // 1_000_000} MB", _HINT)
    # Entities could make a small file fill the memory; a drawing needs none.
    if b"<!ENTITY" in data.upper() or b"<\x00!\x00E" in data or b"\x00<\x00!" in data:
        raise Unusable("the SVG holds entities", _HINT)
    try:
        root = ElementTree.fromstring(data)  # noqa: S314 - no entities, bounded size
    except (ElementTree.ParseError, ValueError, LookupError) as fault:
        raise Unusable("the SVG cannot be read", _HINT) from fault
    if root.tag != f"{_SVG}svg":
        raise Unusable("the file is not an SVG", _HINT)
    return root


def _faults(root: ElementTree.Element) -> Iterator[str]:
    """Say in a few words what is in the drawing that is no part of one."""
    for element in root.iter():
        name = str(element.tag)
        local = name.removeprefix(_SVG).lower()
        if name.startswith(_XHTML):
            yield "HTML"
        elif local not in _SHAPES and (name.startswith(_SVG) or not name.startswith("{")):
            yield f"an element {local}"
        if local == "style" and _leads_out(element.text or ""):
            yield "an address in a style"
        yield from filter(None, (_fault_of(attribute, value) for attribute, value in element.attrib.items()))


def _fault_of(attribute: str, value: str) -> str:
    local = attribute.rpartition("}")[2].lower()
    if local.startswith("on"):
        return f"an attribute {local}"
    if local in {"href", "src"} and not _OWN.match(value):
        return "an address of another file"
    return "an address in a style" if _leads_out(value) else ""


def _leads_out(style: str) -> bool:
    return any(match[2] or not _OWN.match(match[1]) for match in _URL.finditer(style))


def _pixels(length: str | None) -> float:
    found = _LENGTH.fullmatch(length or "")
    return float(found[1]) * _PIXELS[found[2] or ""] if found else 0.0
