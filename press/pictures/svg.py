"""An SVG's bytes -> its size, and the drawing written anew: shapes and words alone.

Pages show an SVG by an image element, where browsers run no script and load nothing. But its address can be opened by
itself, and then it is a document of the site. So what is published is written from the parsed tree, by an allow-list of
elements, attributes and namespaces: no processing instruction, document type, comment or entity is carried over. What
would act, or ask another host, is refused, so that nobody wonders where it went; what drawing programs add for
themselves is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree

import tinycss2
from tinycss2.ast import Node

from press.pictures.source import Unusable

MOST_BYTES = 1_000_000
_MOST_PIXELS = 100_000  # of a side
_DEEPEST = 100  # elements in each other
_HINT = "export it as plain SVG, or save it as PNG"
# Elements of SVG 2 and its filters that draw.
_SHAPES = frozenset(
    "svg g defs symbol use title desc switch view a text tspan textPath path rect circle ellipse line polyline polygon"
    " image marker mask clipPath pattern linearGradient radialGradient stop style filter feBlend feColorMatrix"
    " feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow"
    " feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset"
    " fePointLight feSpecularLighting feSpotLight feTile feTurbulence".split()
)
# Elements of SVG that say something of the file or bring fonts of their own, which no browser reads: left out.
_SILENT = frozenset(
    "metadata font font-face font-face-src font-face-uri font-face-format font-face-name glyph missing-glyph"
    " hkern vkern color-profile cursor glyphRef altGlyph altGlyphDef altGlyphItem".split()
)
_WORDS = frozenset({"title", "desc", "text", "tspan", "textPath", "style", "a"})  # whose text is shown or needed
# Attributes of SVG 2 and its filters that place, paint or describe. Events, and what scripts read, are not among them.
_ATTRIBUTES = frozenset(
    (
        "id class style lang role tabindex viewBox preserveAspectRatio version baseProfile width height x y x1 y1 x2"
        " y2 cx cy r rx ry fx fy fr d points pathLength transform href target rotate dx dy textLength lengthAdjust"
        " startOffset method spacing side offset gradientUnits gradientTransform spreadMethod patternUnits"
        " patternContentUnits patternTransform markerUnits markerWidth markerHeight refX refY orient maskUnits"
        " maskContentUnits clipPathUnits filterUnits primitiveUnits in in2 result type values tableValues slope"
        " intercept amplitude exponent mode operator k1 k2 k3 k4 order kernelMatrix divisor bias targetX targetY"
        " edgeMode preserveAlpha kernelUnitLength surfaceScale diffuseConstant specularConstant specularExponent"
        " limitingConeAngle pointsAtX pointsAtY pointsAtZ z azimuth elevation scale xChannelSelector yChannelSelector"
        " stdDeviation radius baseFrequency numOctaves seed stitchTiles media systemLanguage requiredExtensions"
        # Presentation attributes: properties of CSS.
        " alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation color-interpolation-"
        " filters color-rendering cursor direction display dominant-baseline fill fill-opacity fill-rule filter flood-"
        " color flood-opacity font font-family font-size font-size-adjust font-stretch font-style font-variant font-"
        " weight glyph-orientation-horizontal glyph-orientation-vertical image-rendering isolation letter-spacing"
        " lighting-color marker marker-end marker-mid marker-start mask mask-type mix-blend-mode opacity overflow"
        " paint-order pointer-events shape-rendering stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset"
        " stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor text-decoration"
        " text-rendering transform-origin unicode-bidi vector-effect visibility white-space word-spacing writing-mode"
        " enable-background"
    ).split()
)
_SVG = "{http://www.w3.org/2000/svg}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_XLINK = "{http://www.w3.org/1999/xlink}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_OWN = re.compile(r"\s*(?:#|data:image/(?:png|jpeg|gif|webp)[;,]|$)", re.IGNORECASE)
_MAY_LOAD = re.compile(r"[(@\\]")  # a style without one of these signs names no address and begins no rule
# Functions of CSS that take an address; `url` is looked at, the others have no place in a drawing.
_LOADING = frozenset({"src", "image", "image-set", "-webkit-image-set", "cross-fade", "element", "expression"})
_LENGTH = re.compile(r"\s*(\d{1,9}(?:\.\d{0,9})?)(px|pt|mm|cm|in)?\s*")
_PIXELS = {"": 1.0, "px": 1.0, "pt": 96 / 72, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_NUMBER = re.compile(r"[+-]?(?:\d{1,9}(?:\.\d{0,9})?|\.\d{1,9})")


def svg_size(data: bytes) -> tuple[int, int]:
    """Return width and height in pixels. Raises Unusable for what is no SVG, has no size, or holds more than shapes."""
    root = _parsed(data)
    found = next(_faults(root, 0), None)
    if found:
        raise Unusable(f"the SVG holds {found}: it could do more than be looked at", _HINT)
    by_box = _view_box(root.get("viewBox", ""))
    width, height = _pixels(root.get("width")) or by_box[0], _pixels(root.get("height")) or by_box[1]
    if not (1 <= width <= _MOST_PIXELS and 1 <= height <= _MOST_PIXELS):
        hint = f"give its first element a viewBox, or width and height, from 1 to {_MOST_PIXELS} pixels"
        raise Unusable("the SVG does not say how large it is", hint)
    return round(width), round(height)


def clean_svg(data: bytes) -> bytes:
    """Return the drawing written anew. Raises Unusable as `svg_size`."""
    svg_size(data)
    for prefix, space in (("", _SVG), ("xlink", _XLINK)):
        ElementTree.register_namespace(prefix, space.strip("{}"))
    written: bytes = ElementTree.tostring(_drawing(_parsed(data)), encoding="utf-8")
    return written + b"\n"


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


def _faults(element: ElementTree.Element, depth: int) -> Iterator[str]:
    """Say in a few words what in the drawing would act, or ask another host."""
    name = str(element.tag)
    local = name.removeprefix(_SVG)
    if depth > _DEEPEST:
        yield f"more than {_DEEPEST} elements in each other"
        return
    if name.startswith(_XHTML):
        yield "HTML"
    elif name.startswith("{") and not name.startswith(_SVG):
        return  # an editor's own element: left out with all that is in it
    elif local in _SILENT:
        return
    elif local not in _SHAPES:
        yield f"an element {local}"
    if local == "style":
        yield from filter(None, (_style_fault(element.text or ""),))
    yield from filter(None, (_fault_of(attribute, value) for attribute, value in element.attrib.items()))
    for child in element:
        yield from _faults(child, depth + 1)


def _fault_of(attribute: str, value: str) -> str:
    local = attribute.rpartition("}")[2].lower()
    if local.startswith("on"):
        return f"an attribute {local}"
    if local in {"href", "src", "base"} and not _OWN.match(value):
        return "an address of another file"
    return _style_fault(value) if attribute in _ATTRIBUTES else ""


def _style_fault(style: str) -> str:
    """Say what a style, or the value of an attribute that CSS reads, names outside the drawing; "" = nothing."""
    if not _MAY_LOAD.search(style):
        return ""
    return _first_fault(tinycss2.parse_component_value_list(style, skip_comments=True))


def _first_fault(nodes: Sequence[Node]) -> str:
    return next(filter(None, map(_token_fault, nodes)), "")


def _token_fault(node: Node) -> str:
    if node.type == "url" or (node.type == "function" and node.lower_name == "url"):
        addresses = [node] if node.type == "url" else [part for part in node.arguments if part.type == "string"]
        return "" if all(_OWN.match(address.value) for address in addresses) else "an address in a style"
    if node.type == "function":
        return "an address in a style" if node.lower_name in _LOADING else _first_fault(node.arguments)
    if node.type == "at-keyword" and node.lower_value == "font-face":
        return "a font of its own (@font-face)"
    if node.type == "at-keyword":
        return "" if node.lower_value in {"media", "supports"} else f"a rule @{node.lower_value}"
    if node.type in {"() block", "[] block", "{} block"}:
        return _first_fault(node.content)
    return "a style that browsers cannot read" if node.type == "error" else ""


def _drawing(element: ElementTree.Element) -> ElementTree.Element:
    """Return an element with its allowed attributes and children, and text where text is shown or needed."""
    local = element.tag.removeprefix(_SVG)
    drawn = ElementTree.Element(element.tag, {name: v for name, v in element.attrib.items() if _is_allowed(name)})
    drawn.text = element.text if local in _WORDS else None
    for child in element:
        if child.tag.startswith(_SVG) and child.tag.removeprefix(_SVG) in _SHAPES:
            drawn.append(_drawing(child))
            drawn[-1].tail = child.tail if local in _WORDS else None
        elif local in _WORDS and child.tail:  # words behind an element that is left out
            if len(drawn):
                drawn[-1].tail = (drawn[-1].tail or "") + child.tail
            else:
                drawn.text = (drawn.text or "") + child.tail
    return drawn


def _is_allowed(attribute: str) -> bool:
    of_other_namespaces = {f"{_XLINK}href", f"{_XML}lang", f"{_XML}space"}
    return attribute in _ATTRIBUTES or attribute in of_other_namespaces or attribute.startswith("aria-")


def _view_box(written: str) -> tuple[float, float]:
    parts = written.replace(",", " ").split()
    if len(parts) != 4 or not all(_NUMBER.fullmatch(part) for part in parts):  # left, top, width, height
        return 0.0, 0.0
    return float(parts[2]), float(parts[3])


def _pixels(length: str | None) -> float:
    found = _LENGTH.fullmatch(length or "")
    return float(found[1]) * _PIXELS[found[2] or ""] if found else 0.0
