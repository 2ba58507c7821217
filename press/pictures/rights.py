"""What a picture's file says of its maker, and what front matter says -> the XMP that made files carry.

Namespaces: XMP part 1 (ISO 16684-1), IPTC Photo Metadata, which picture searches read.
"""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree import ElementTree

from PIL import Image, ImageFile, IptcImagePlugin

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_DC = "http://purl.org/dc/elements/1.1/"
_PHOTOSHOP = "http://ns.adobe.com/photoshop/1.0/"
_RIGHTS = "http://ns.adobe.com/xap/1.0/rights/"
_META = "adobe:ns:meta/"
_XML = "http://www.w3.org/XML/1998/namespace"
_PREFIXES = {"rdf": _RDF, "dc": _DC, "photoshop": _PHOTOSHOP, "xmpRights": _RIGHTS, "x": _META}
_ARTIST, _COPYRIGHT = 0x013B, 0x8298  # EXIF
_BY_LINE, _CREDIT_LINE, _NOTICE = (2, 80), (2, 110), (2, 116)  # IPTC-IIM
_LONGEST = 500  # characters of one statement


@dataclass(frozen=True, slots=True)
class Rights:
    """Who made a picture, how that is to be said, and under which licence; "" where nobody says."""

    creator: str = ""
    credit: str = ""
    license: str = ""


def rights_of(image: Image.Image) -> Rights:
    """Return what the file of an opened picture says: its XMP, else its IPTC, else its EXIF."""
    xmp = _of_xmp(image.info.get("xmp") or image.info.get("XML:com.adobe.xmp"))
    iptc = _of_iptc(image)
    exif = image.getexif()
    return Rights(
        creator=xmp.creator or iptc.creator or _text(exif.get(_ARTIST)),
        credit=xmp.credit or iptc.credit,
        license=xmp.license or iptc.license or _text(exif.get(_COPYRIGHT)),
    )


def xmp_of(own: Rights, *, credit: str, license_: str) -> bytes:
    """Return the XMP for a made file: what front matter says, else what the source said; b"" where nobody says."""
    rights = Rights(own.creator or credit, credit or own.credit or own.creator, license_ or own.license)
    if rights == Rights():
        return b""
    for prefix, space in _PREFIXES.items():
        ElementTree.register_namespace(prefix, space)
    root = ElementTree.Element(f"{{{_META}}}xmpmeta")
    rdf = ElementTree.SubElement(root, f"{{{_RDF}}}RDF")
    about = ElementTree.SubElement(rdf, f"{{{_RDF}}}Description", {f"{{{_RDF}}}about": ""})
    if rights.creator:
        _listed(about, f"{{{_DC}}}creator", "Seq", rights.creator)
    if rights.credit:
        ElementTree.SubElement(about, f"{{{_PHOTOSHOP}}}Credit").text = rights.credit
    if rights.license:
        _listed(about, f"{{{_DC}}}rights", "Alt", rights.license)
        address = "://" in rights.license
        if address:
            ElementTree.SubElement(about, f"{{{_RIGHTS}}}WebStatement").text = rights.license
        else:
            _listed(about, f"{{{_RIGHTS}}}UsageTerms", "Alt", rights.license)
    packet: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=False)
    return packet


def _listed(parent: ElementTree.Element, name: str, kind: str, text: str) -> None:
    listed = ElementTree.SubElement(ElementTree.SubElement(parent, name), f"{{{_RDF}}}{kind}")
    item = ElementTree.SubElement(listed, f"{{{_RDF}}}li")
    if kind == "Alt":
        item.set(f"{{{_XML}}}lang", "x-default")
    item.text = text


def _of_xmp(packet: object) -> Rights:
    data = packet.encode() if isinstance(packet, str) else packet
    if not isinstance(data, bytes) or b"<!ENTITY" in data:
        return Rights()
    try:
        root = ElementTree.fromstring(data.strip(b"\x00 \r\n\t"))  # noqa: S314 - no entities
    except (ElementTree.ParseError, ValueError, LookupError):
        return Rights()
    return Rights(
        creator=_first(root, f"{{{_DC}}}creator"),
        credit=_first(root, f"{{{_PHOTOSHOP}}}Credit"),
        license=_first(root, f"{{{_RIGHTS}}}WebStatement")
        or _first(root, f"{{{_RIGHTS}}}UsageTerms")
        or _first(root, f"{{{_DC}}}rights"),
    )


def _first(root: ElementTree.Element, name: str) -> str:
    """The text of a property, written as an element, a list (its items joined) or an attribute."""
    for element in root.iter():
        if name in element.attrib:
            return _text(element.attrib[name])
        if element.tag == name:
            items = [_text(item.text) for item in element.iter(f"{{{_RDF}}}li")]
            return _text(", ".join(filter(None, items)) or element.text)
    return ""


def _of_iptc(image: Image.Image) -> Rights:
    try:
        found = (isinstance(image, ImageFile.ImageFile) and IptcImagePlugin.getiptcinfo(image)) or {}
    except (OSError, ValueError, SyntaxError, IndexError, KeyError):
        return Rights()
    return Rights(*(_text(found.get(field)) for field in (_BY_LINE, _CREDIT_LINE, _NOTICE)))


def _text(value: object) -> str:
    """A statement of a file as a line of text, without what XML cannot hold."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_text, value)))
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else value if isinstance(value, str) else ""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())[:_LONGEST]
