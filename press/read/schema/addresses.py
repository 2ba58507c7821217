"""Text -> an address of the web, a slug, an older address, a file in content/, a language or a colour."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from functools import lru_cache
from typing import Annotated
from urllib.parse import SplitResult, urlsplit

from pydantic_core import PydanticCustomError

from press.model.addresses import path_fault
from press.read.schema.fields import FieldReader, mistake, some_text
from press.read.slugs import slug_fault, slug_of, written_slug

_WEB = re.compile(r"https?://[^\s/?#\\\"<>]++[^\s\\\"<>]*+", re.IGNORECASE)
_MAIL = re.compile(r"[^\s@\"<>,;:/?&#]+@[^\s@\"<>,;:/?&#]+\.[^\s@\"<>,;:/?&#.]+")
_BARE = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:/[^\s\\\"<>]*)?")
_SCHEME = re.compile(r"[\x00-\x20]*([a-zA-Z][\w+.-]*)\s*(?::|&)")
_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|\d{3}))?")
# Codes of countries that are no codes of languages, and the language that is meant.
_COUNTRIES = {
    "ua": "uk",
    "jp": "ja",
    "cz": "cs",
    "dk": "da",
    "gr": "el",
    "cn": "zh",
    "kr": "ko",
    "us": "en",
    "gb": "en",
}


def _web(value: object) -> str:
    text = some_text(value)
    if _split(text):
        return text
    hint = "write one that begins with https://"
    if _BARE.fullmatch(text):
        raise mistake(f'"{text[:60]}" is no whole web address', f"{{key}}: https://{text}")
    scheme = _SCHEME.match(text)
    if scheme and scheme[1].lower() not in {"http", "https"}:
        raise mistake(f"{{key}} cannot be an address that begins with {scheme[1].lower()}:", hint)
    raise mistake(f'"{text[:60]}" is no web address', hint)


def _split(text: str) -> SplitResult | None:
    """Return the parts of a whole http or https address, None where `text` is none."""
    try:
        return urlsplit(text) if _WEB.fullmatch(text) else None
    except ValueError:
        return None


def _link(value: object) -> str:
    text = some_text(value)
    return text if text.lower().startswith("mailto:") and _MAIL.fullmatch(text[7:]) else _web(text)


def _link_or_path(value: object) -> str:
    """An address of the web, or one of the section itself (`/about/`, `topics/`)."""
    text = some_text(value)
    if _SCHEME.match(text) or text.startswith("//") or "\\" in text:
        return _link(text)
    if path_fault(re.split(r"[?#]", text.removeprefix("/"), maxsplit=1)[0]) or re.search(r"\s", text):
        raise mistake(f'"{text[:60]}" is no address', "{key}: /about/")
    return text


def _email(value: object) -> str:
    text = some_text(value).removeprefix("mailto:")
    if not _MAIL.fullmatch(text):
        raise mistake(f'"{text[:60]}" is no email address', "{key}: desk@example.org")
    return text


def _site(value: object) -> str:
    text = some_text(value)
    parts = _split(text)
    if parts is None:
        bare = _BARE.fullmatch(text)
        hint = f"{{key}}: https://{text}" if bare else "{key}: https://example.org/opinion/"
        raise mistake(f'"{text[:60]}" is no whole web address: it must begin with https:// or http://', hint)
    if parts.query or parts.fragment or "@" in parts.netloc or path_fault(parts.path.strip("/")):
        raise mistake(
            "{key} takes an address without a question, a fragment or a password", "{key}: https://example.org/"
        )
    path = parts.path.strip("/")
    if re.search(r"(?:^|/)[^/]+\.(?:html?|php|aspx?)$", path, re.IGNORECASE):
        folder = path.rpartition("/")[0]
        hint = f"{{key}}: {parts.scheme.lower()}://{parts.netloc.lower()}/{folder + '/' if folder else ''}"
        raise mistake("{key} is the folder that the section stands in, not a page in it", hint)
    return f"{parts.scheme.lower()}://{parts.netloc.lower()}/{path + '/' if path else ''}"


def site_address(written: str) -> tuple[str, str]:
    """Return what is wrong with the address of a section, "" = nothing, and the address as config.yaml keeps it."""
    try:
        return "", _site(written)
    except PydanticCustomError as fault:
        return fault.message().replace("{key}", "this option"), ""


def _slug(value: object) -> str:
    text = some_text(value)
    slug = written_slug(text)
    fault = slug_fault(slug)
    if fault:
        better = slug_of(slug, ascii_only=False)[:60].strip("-")
        hint = f"{{key}}: {better}" if better and not slug_fault(better) else "{key}: rent-cap"
        raise mistake(f'"{text[:60]}" cannot be a slug: {fault}', hint)
    return slug


def older_address(value: object) -> str:
    """Return an address that a piece had before, composed: `some/old/`, or from the domain's root `/some/old/`."""
    text = unicodedata.normalize("NFC", some_text(value))
    fault = path_fault(text.removeprefix("/")) if text != "/" else "it is the front page"
    if not fault and re.search(r"\s", text):
        fault = "it holds a blank"
    if not fault and re.search(r"%(?![0-9A-Fa-f]{2})", text):
        fault = "a per-cent sign in it begins no escape such as %20"
    if fault:
        raise mistake(f'"{text[:60]}" cannot be an older address: {fault}', "{key}: [old/address/]")
    return text


def _file(value: object) -> str:
    text = unicodedata.normalize("NFC", some_text(value))
    if re.match(r"(?i)[a-z][a-z0-9+.-]+:|//", text):
        raise mistake("{key} takes a file of content/, not an address of the web", "{key}: images/bridge.jpg")
    steps = re.sub(r"^/|^(?:\./|\.\./)+", "", text)
    fault = path_fault(steps) or (None if steps and not steps.endswith("/") else "it names no file")
    if fault:
        raise mistake(f'"{text[:60]}" cannot be a file: {fault}', "{key}: images/bridge.jpg")
    return text


def _file_from_root(value: object) -> str:
    """A file of content/, named in config.yaml: the path inside content/."""
    text = _file(value)
    if posixpath.normpath(text).startswith(".."):
        raise mistake(f'"{text[:60]}" lies outside content/', "copy the file into content/images/")
    return posixpath.normpath(text.lstrip("/"))


def _layout(value: object) -> str:
    text = some_text(value)
    if not text.endswith(".html") or text.startswith("_") or path_fault(text):
        raise mistake(f'"{text[:60]}" is no layout', "{key}: article.html")
    return text


@lru_cache(maxsize=256)
def language_tag(text: str) -> str | None:
    """Return a BCP 47 tag in its usual spelling (`en-GB`), None where nobody speaks that."""
    from babel import Locale, UnknownLocaleError  # late: 50 ms that most pieces do not need

    if not _TAG.fullmatch(text):
        return None
    try:
        locale = Locale.parse(text, sep="-", resolve_likely_subtags=False)
    except (UnknownLocaleError, ValueError):
        return None
    return "-".join(part for part in (locale.language, locale.script, locale.territory) if part)


def _language(value: object) -> str:
    text = some_text(value)
    tag = language_tag(text.replace("_", "-"))
    if tag and "_" not in text:
        return tag
    near = tag or _COUNTRIES.get(text.lower(), "")
    raise mistake(f'"{text[:40]}" is no language that we know', f'did you mean "{near}"?' if near else "{key}: en")


def _colour(value: object) -> str:
    text = some_text(value)
    if not _COLOUR.fullmatch(text):
        hint = f'{{key}}: "#{text}"' if _COLOUR.fullmatch(f"#{text}") else '{key}: "#9c2f24"'
        raise mistake(f'"{text[:40]}" is no colour', hint)
    return text


_ADDRESS = {"type": "string", "format": "uri"}
_TEXT = {"type": "string"}

Web = Annotated[str, FieldReader(_web, _ADDRESS)]
Link = Annotated[str, FieldReader(_link, _ADDRESS)]
LinkOrPath = Annotated[str, FieldReader(_link_or_path, {"type": "string", "format": "uri-reference"})]
Email = Annotated[str, FieldReader(_email, {"type": "string", "format": "email"})]
SiteAddress = Annotated[str, FieldReader(_site, _ADDRESS, blank=False)]
Slug = Annotated[str, FieldReader(_slug, _TEXT, blank=False)]
OlderAddress = Annotated[str, FieldReader(older_address, _TEXT)]
ContentFile = Annotated[str, FieldReader(_file, _TEXT)]
FileFromRoot = Annotated[str, FieldReader(_file_from_root, _TEXT)]
Layout = Annotated[str, FieldReader(_layout, _TEXT)]
Language = Annotated[str, FieldReader(_language, _TEXT)]
Colour = Annotated[
    str, FieldReader(_colour, {"type": "string", "pattern": "^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$"}, blank=False)
]
