"""The keys of another engine's front matter -> what they say, under whichever name they stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from press.importing.dates import date_in_path, iso_date
from press.importing.people import is_public_name
from press.importing.records import SourcePicture, SourceTerm

_IMAGES = (
    "image",
    "cover",
    "featured_image",
    "featuredimage",
    "feature_image",
    "thumbnail",
    "hero",
    "hero_image",
    "banner",
    "header",
    "images",
    "og_image",
    "social_image",
    "previewimage",
    "preview_image",
)
_TAXONOMIES = {
    "tags": "tags",
    "tag": "tags",
    "categories": "categories",
    "category": "categories",
    "topics": "topics",
    "topic": "topics",
}


def text_of(keys: Mapping[str, Any], *names: str) -> str:
    """Return the first of these keys that holds a text."""
    for name in names:
        value = keys.get(name)
        if isinstance(value, str) and value.strip() and value.strip() not in {"null", "~", "false"}:
            return value.strip()
    return ""


def first_of(value: object) -> str:
    """Return the first item of a list or of a text between commas, "" for none."""
    items = list_of(value)
    return items[0] if items else ""


def list_of(value: object) -> list[str]:
    """Return the names or words of a list, of a text between commas, or of the name in a group of keys."""
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    if isinstance(value, list):
        found = [
            item if isinstance(item, str) else person_name(item) if isinstance(item, Mapping) else "" for item in value
        ]
        return [item.strip() for item in found if item.strip()]
    return [person_name(value)] if isinstance(value, Mapping) and person_name(value) else []


def person_name(keys: Mapping[str, Any]) -> str:
    """Return the name that readers saw of a person, "" for none."""
    small = {str(key).lower(): value for key, value in keys.items()}
    whole = f"{text_of(small, 'first_name', 'firstname')} {text_of(small, 'last_name', 'lastname')}".strip()
    name = text_of(small, "name", "display_name", "title", "full_name") or whole
    return name if is_public_name(name, "") else ""


def date_of(keys: Mapping[str, Any], path: str) -> str:
    """Return the date of a file as ISO 8601, from its keys or its path."""
    written = text_of(
        keys,
        "date",
        "pubdate",
        "publishdate",
        "published_at",
        "published",
        "publish_date",
        "created",
        "created_at",
        "time_published",
    )
    date = iso_date(written, text_of(keys, "time")) if "time" in keys and ":" not in written else iso_date(written)
    return date or date_in_path(path)


def authors_of(keys: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the writers as they are written."""
    for name in ("authors", "author", "byline", "writers", "writer"):
        value = keys.get(name)
        found = [value.strip()] if isinstance(value, str) and value.strip() else list_of(value)
        if found:
            return tuple(found)
    return ()


def terms_of(keys: Mapping[str, Any]) -> tuple[SourceTerm, ...]:
    """Return the tags, categories and terms of own taxonomies."""
    inner = keys.get("taxonomies")
    groups = {**(inner if isinstance(inner, Mapping) else {}), **{key: keys[key] for key in _TAXONOMIES if key in keys}}
    found = []
    for name, value in groups.items():
        taxonomy = _TAXONOMIES.get(str(name).lower(), str(name).lower())
        items = list_of(value)
        if (
            isinstance(value, str)
            and "," not in value
            and taxonomy == "tags"
            and name == "tags"
            and "title" not in value
        ):
            items = value.split() if _is_spaced(value) else items
        found += [
            SourceTerm(taxonomy, item, path="") for item in items if item.lower() not in {"draft", "private", "mathjax"}
        ]
    return tuple(dict.fromkeys(found))


def image_of(keys: Mapping[str, Any]) -> SourcePicture | None:
    """Return the lead picture, in whichever key it stands."""
    for name in _IMAGES:
        value = keys.get(name)
        if isinstance(value, list):
            value = value[0] if value else None
        if isinstance(value, Mapping):
            small = {str(key).lower(): inner for key, inner in value.items()}
            src = text_of(small, "src", "url", "image", "path", "file", "teaser", "feature", "relative")
            if src:
                return SourcePicture(
                    src, text_of(small, "alt"), text_of(small, "caption"), text_of(small, "credit", "attribution")
                )
        if isinstance(value, str) and re.search(
            r"\.(?:jpe?g|png|webp|avif|gif|svg)(?:$|\?)", value.strip(), re.IGNORECASE
        ):
            alt = text_of(keys, f"{name}_alt", "image_alt", "alt", "featured_image_alt")
            return SourcePicture(
                value.strip(), alt, text_of(keys, f"{name}_caption", "caption"), text_of(keys, f"{name}_credit")
            )
    return None


def _is_spaced(value: str) -> bool:
    """Jekyll's `tags: one two three`: several words, all small, without a comma."""
    return len(value.split()) > 3 and value == value.lower()
