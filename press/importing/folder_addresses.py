"""A file's path and keys -> the address that its engine gave it."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from slugify import slugify

from press.importing.engines import EngineFacts

_DATED_NAME = re.compile(r"^\d{4}-\d{1,2}-\d{1,2}[-_]")
_OLDER = ("aliases", "alias", "redirect_from", "redirects", "_wp_old_slug", "old_url", "old_urls", "redirect", "slugs")


def address_of_file(path: str, keys: Mapping[str, Any], date: str, is_page: bool, facts: EngineFacts) -> str:
    """Return the address from the domain's root that `path` (below the folder) had, "" where it had none."""
    base = urlsplit(facts.url).path.rstrip("/") if "://" in facts.url else ""
    own = next(
        (value for name in ("url", "permalink", "path") if isinstance(value := keys.get(name), str) and value.strip()),
        "",
    )
    if own and not own.strip().lower().startswith("fals") and "{{" not in own:
        written = own.strip()
        if "://" in written:
            return urlsplit(written).path or "/"
        if ":" in written:
            written = _filled(written, path, keys, date, facts)
        return base + _rooted(re.sub(r"/index\.html$", "/", written))
    rules = {
        "hugo": _hugo,
        "jekyll": _jekyll,
        "pelican": _pelican,
        "zola": _plain,
        "nikola": _nikola,
        "eleventy": _plain,
    }
    rule = rules.get(facts.engine)
    return base + rule(path, keys, date, is_page, facts) if rule else ""


def older_addresses(keys: Mapping[str, Any], own: str) -> tuple[str, ...]:
    """Return the addresses that a file's keys say it had before."""
    found: list[str] = []
    for name in _OLDER:
        value = keys.get(name)
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, str) and item.strip() and name != "slugs":
                written = item.strip()
                path = urlsplit(written).path if "://" in written else written
                above = own.rstrip("/").rpartition("/")[0]
                found.append(f"{above}/{path}/" if name == "_wp_old_slug" or "/" not in path else _rooted(path))
    return tuple(dict.fromkeys(found))


def hugo_name(name: str) -> str:
    """Return a file's name as Hugo makes an address of it.

    Blanks become hyphens before signs are dropped, so that `A & B` is `a--b`; letters such as ß and é stay.
    """
    text = unicodedata.normalize("NFC", name).strip().replace(" ", "-").lower()
    return "".join(c for c in text if c.isalnum() or c in "-_.~+/" or unicodedata.combining(c))


def _rooted(path: str) -> str:
    return path if path.startswith("/") else f"/{path}"


def _parts(path: str, facts: EngineFacts) -> tuple[str, str]:
    """Return folder and name of a text below the content's folder, a bundle's `index` being its folder's name."""
    inside = path.removeprefix(f"{facts.content}/") if facts.content else path
    bare = re.sub(r"\.\w+$", "", inside)
    if posixpath.basename(bare) == "index":
        bare = posixpath.dirname(bare)
    return posixpath.dirname(bare), posixpath.basename(bare)


def _hugo(path: str, keys: Mapping[str, Any], date: str, is_page: bool, facts: EngineFacts) -> str:
    folder, name = _parts(path, facts)
    name = re.sub(r"\.[a-z]{2}$", "", name)
    section = folder.partition("/")[0]
    pattern = facts.patterns.get(section, "")
    if pattern:
        return _rooted(_filled(pattern, path, keys, date, facts))
    slug = keys.get("slug")
    last = slugify(slug, allow_unicode=True) if isinstance(slug, str) and slug.strip() else hugo_name(name)
    return _rooted(f"{hugo_name(folder)}/{last}/".lstrip("/"))


def _jekyll(path: str, keys: Mapping[str, Any], date: str, is_page: bool, facts: EngineFacts) -> str:
    folder, name = _parts(path, facts)
    if is_page or "_posts" not in path:
        folder = re.sub(r"(?:^|/)_pages?(?=/|$)", "", folder).lstrip("_")
        ending = "/" if facts.pattern.endswith("/") else ".html"
        return _rooted(f"{folder}/{name}".strip("/")) + ending
    return _filled(facts.pattern, path, keys, date, facts)


def _pelican(path: str, keys: Mapping[str, Any], date: str, is_page: bool, facts: EngineFacts) -> str:
    pattern = facts.patterns.get("pages", "") if is_page else facts.pattern
    title = keys.get("title", "")
    slug = keys.get("slug") or slugify(str(title)) or _parts(path, facts)[1]
    day = (date[:10] + "--").split("-")
    filled = pattern.replace("{slug}", str(slug)).replace(
        "{category}", slugify(str(keys.get("category") or posixpath.basename(posixpath.dirname(path))))
    )
    for sign, value in (
        ("%Y", day[0]),
        ("%m", day[1]),
        ("%d", day[2]),
        ("%-m", day[1].lstrip("0")),
        ("%-d", day[2].lstrip("0")),
    ):
        filled = filled.replace(f"{{date:{sign}}}", value)
    return "" if "{" in filled else _rooted(filled)


def _nikola(path: str, keys: Mapping[str, Any], date: str, is_page: bool, facts: EngineFacts) -> str:
    folder, name = _parts(path, facts)
    return _rooted(f"{folder}/{keys.get('slug') or name}/".lstrip("/"))


def _plain(path: str, keys: Mapping[str, Any], date: str, is_page: bool, facts: EngineFacts) -> str:
    """Zola's and Eleventy's: the path, without a date in front of the name."""
    folder, name = _parts(path, facts)
    name = _DATED_NAME.sub("", name)
    slug = keys.get("slug")
    if facts.engine == "zola":
        name = slugify(str(slug or name))
        folder = "/".join(slugify(step) for step in folder.split("/") if step)
    return _rooted(f"{folder}/{name}/".lstrip("/"))


def _filled(pattern: str, path: str, keys: Mapping[str, Any], date: str, facts: EngineFacts) -> str:
    """Fill the words of Hugo's and Jekyll's patterns (`:year`, `:title`); "" where one of them is not known here."""
    folder, name = _parts(path, facts)
    bare = _DATED_NAME.sub("", name)
    year, month, day = [*date[:10].split("-"), "", "", ""][:3]
    slug = str(keys.get("slug") or "")
    is_hugo = facts.engine == "hugo"
    own = (slugify(slug, allow_unicode=True) or hugo_name(str(keys.get("title") or bare))) if is_hugo else slug or bare
    categories = keys.get("categories") or keys.get("category") or ""
    listed = categories if isinstance(categories, list) else str(categories).split()
    words = {
        "year": year,
        "month": month,
        "day": day,
        "i_month": month.lstrip("0"),
        "i_day": day.lstrip("0"),
        "short_year": year[2:],
        "title": hugo_name(str(keys.get("title") or bare)) if is_hugo else own,
        "slug": own,
        "name": bare,
        "filename": hugo_name(name),
        "contentbasename": hugo_name(name),
        "slugorfilename": slug or hugo_name(name),
        "slugorcontentbasename": slug or hugo_name(name),
        "section": folder.partition("/")[0],
        "sections": folder,
        "path": f"{folder}/{bare}".strip("/"),
        "categories": "/".join(slugify(str(each), allow_unicode=True) for each in listed),
        "output_ext": ".html",
        "collection": folder.partition("/")[0].lstrip("_"),
    }
    filled = re.sub(r":(\w+)", lambda found: words.get(found[1].lower(), "\x00"), pattern)
    return "" if "\x00" in filled else _rooted(re.sub(r"/{2,}", "/", filled))
