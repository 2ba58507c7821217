"""A folder of posts -> the engine that made a site of it, and what its settings say of addresses."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from press.importing.export_files import read_bytes
from press.importing.foreign_front_matter import decoded, read_yaml
from press.model.problem import ExitCode, Refusal

ENGINES = ("hugo", "jekyll", "pelican", "eleventy", "zola", "nikola", "plain")
_SIGNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "hugo",
        ("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config/_default/hugo.toml", "config/_default/config.toml"),
    ),
    ("jekyll", ("_config.yml", "_config.yaml", "_config.toml")),
    ("pelican", ("pelicanconf.py",)),
    (
        "eleventy",
        (".eleventy.js", "eleventy.config.js", "eleventy.config.mjs", "eleventy.config.cjs", "eleventy.config.ts"),
    ),
)
_PYTHON_WORD = re.compile(r"""^([A-Z_]+)[ \t]*=[ \t]*["']([^"'\n]*)["']""", re.MULTILINE)
_JEKYLL_STYLES = {
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title.html",
    "weekdate": "/:categories/:year/W:week/:short_day/:title.html",
    "none": "/:categories/:title.html",
}


@dataclass(frozen=True, slots=True)
class EngineFacts:
    """The engine of a folder and its settings.

    `content`: the folder below the top that holds the texts. `pattern`: the address of a post, in the engine's own
    words; `patterns`: those of single sections. `data`: the writers that a data file names, by id.
    """

    engine: str
    title: str = ""
    url: str = ""
    description: str = ""
    language: str = ""
    timezone: str = ""
    content: str = ""
    pattern: str = ""
    patterns: Mapping[str, str] = field(default_factory=dict)
    writers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def engine_of(top: str, files: Sequence[str], wanted: str) -> EngineFacts:
    """Return the engine that made a site of the folder `top`, or the one that is `wanted`. Raises Refusal (USAGE)."""
    if wanted and wanted not in ENGINES:
        raise Refusal(f"--as: there is no engine {wanted}", code=ExitCode.USAGE, hint=f"one of: {', '.join(ENGINES)}")
    there = frozenset(files)
    engine = wanted or _by_signs(top, files, there)
    reads = {
        "hugo": _hugo,
        "jekyll": _jekyll,
        "pelican": _pelican,
        "zola": _zola,
        "nikola": _nikola,
        "eleventy": _eleventy,
    }
    return reads[engine](top, there) if engine in reads else EngineFacts("plain")


def _by_signs(top: str, files: Sequence[str], there: frozenset[str]) -> str:
    for engine, signs in _SIGNS:
        if any(sign in there for sign in signs):
            return engine
    if any(re.search(r"(?:^|/)_posts/\d{4}-", name) for name in files):
        return "jekyll"
    if "conf.py" in there and "BLOG_TITLE" in _read(top, "conf.py"):
        return "nikola"
    config = _read(top, "config.toml")
    if config:
        return "zola" if re.search(r"^base_url\s*=", config, re.MULTILINE) else "hugo"
    return (
        "hugo"
        if any(name in there for name in ("config.yaml", "config.yml", "config.json"))
        and any(name.startswith("content/") for name in files)
        and re.search(r"(?i)^baseurl\s*:", _read(top, "config.yaml") + _read(top, "config.yml"), re.MULTILINE)
        else "plain"
    )


def _read(top: str, name: str) -> str:
    data = read_bytes(f"{top}/{name}", 1 << 20)
    return decoded(data) if data else ""


def _settings(top: str, names: Iterable[str]) -> Mapping[str, Any]:
    """Return the first settings file that there is, its keys in small letters."""
    for name in names:
        text = _read(top, name)
        if not text:
            continue
        if name.endswith(".toml"):
            try:
                found: Mapping[str, Any] = tomllib.loads(text)
            except (ValueError, RecursionError):
                found = dict(re.findall(r"""^(\w+)\s*=\s*["']([^"'\n]*)["']""", text, re.MULTILINE))
        else:
            found = read_yaml(text) or {}
        return {str(key).lower(): value for key, value in found.items()}
    return {}


def _word(settings: Mapping[str, Any], *names: str) -> str:
    return next((value.strip() for name in names if isinstance(value := settings.get(name), str) and value.strip()), "")


def _hugo(top: str, there: frozenset[str]) -> EngineFacts:
    names = [
        f"{place}{stem}.{ending}"
        for place in ("", "config/_default/")
        for stem in ("hugo", "config")
        for ending in ("toml", "yaml", "yml", "json")
    ]
    settings = _settings(top, names)
    links = settings.get("permalinks")
    pages = links.get("page", links) if isinstance(links, Mapping) else {}
    patterns = (
        {str(key): value for key, value in pages.items() if isinstance(value, str)}
        if isinstance(pages, Mapping)
        else {}
    )
    return EngineFacts(
        "hugo",
        _word(settings, "title"),
        _word(settings, "baseurl"),
        language=_word(settings, "languagecode", "defaultcontentlanguage", "locale"),
        timezone=_word(settings, "timezone"),
        content=_word(settings, "contentdir") or "content",
        patterns=patterns,
        writers=_data(top, there, ("data/authors", "content/authors")),
    )


def _jekyll(top: str, there: frozenset[str]) -> EngineFacts:
    settings = _settings(top, ("_config.yml", "_config.yaml", "_config.toml"))
    style = _word(settings, "permalink")
    url = _word(settings, "url").rstrip("/") + "/" + _word(settings, "baseurl").strip("/")
    return EngineFacts(
        "jekyll",
        _word(settings, "title", "name"),
        url if "://" in url else "",
        _word(settings, "description"),
        _word(settings, "lang", "locale", "language").replace("_", "-"),
        _word(settings, "timezone"),
        _word(settings, "source").strip("./"),
        _JEKYLL_STYLES.get(style, style) or _JEKYLL_STYLES["date"],
        writers=_data(top, there, ("_data/authors", "_data/members", "_data/people", "_authors")),
    )


def _pelican(top: str, there: frozenset[str]) -> EngineFacts:
    words = dict(_PYTHON_WORD.findall(_read(top, "pelicanconf.py")))
    published = dict(_PYTHON_WORD.findall(_read(top, "publishconf.py")))
    return EngineFacts(
        "pelican",
        words.get("SITENAME", ""),
        published.get("SITEURL") or words.get("SITEURL", ""),
        words.get("SITESUBTITLE", ""),
        words.get("DEFAULT_LANG", ""),
        words.get("TIMEZONE", ""),
        words.get("PATH", "content").strip("./") or "content",
        words.get("ARTICLE_URL", "{slug}.html"),
        {"pages": words.get("PAGE_URL", "pages/{slug}.html")},
    )


def _zola(top: str, there: frozenset[str]) -> EngineFacts:
    settings = _settings(top, ("config.toml", "zola.toml"))
    return EngineFacts(
        "zola",
        _word(settings, "title"),
        _word(settings, "base_url"),
        _word(settings, "description"),
        _word(settings, "default_language"),
        content="content",
    )


def _nikola(top: str, there: frozenset[str]) -> EngineFacts:
    words = dict(_PYTHON_WORD.findall(_read(top, "conf.py")))
    return EngineFacts(
        "nikola",
        words.get("BLOG_TITLE", ""),
        words.get("SITE_URL", ""),
        words.get("BLOG_DESCRIPTION", ""),
        words.get("DEFAULT_LANG", ""),
        words.get("TIMEZONE", ""),
    )


def _eleventy(top: str, there: frozenset[str]) -> EngineFacts:
    text = "".join(_read(top, name) for name in _SIGNS[3][1])
    found = re.search(r"""\binput\s*:\s*["']([^"']+)["']""", text)
    inside = found[1].strip("./") if found else ""
    site: Mapping[str, Any] = {}
    for name in ("_data/metadata.json", "_data/site.json", "_data/meta.json", "_data/metadata.yaml", "_data/site.yaml"):
        site = read_yaml(_read(top, f"{inside}/{name}".lstrip("/"))) or site
    return EngineFacts(
        "eleventy",
        _word(site, "title", "name"),
        _word(site, "url"),
        _word(site, "description"),
        _word(site, "language", "lang"),
        content=inside,
        writers=_data(top, there, (f"{inside}/_data/authors".lstrip("/"), f"{inside}/_data/authorsData".lstrip("/"))),
    )


def _data(top: str, there: frozenset[str], places: Iterable[str]) -> Mapping[str, Mapping[str, Any]]:
    """Return the writers of the first data file, or of the first folder with a file for each, by id."""
    for place in places:
        for ending in ("yml", "yaml", "json", "toml"):
            if f"{place}.{ending}" in there:
                found = _settings(top, (f"{place}.{ending}",))
                return {key: value for key, value in found.items() if isinstance(value, Mapping)}
        inside = [name for name in there if name.startswith(f"{place}/")]
        if inside:
            return {
                _id(place, name): _keys(_read(top, name))
                for name in sorted(inside)
                if re.search(r"\.(?:md|ya?ml|json|toml|html)$", name)
            }
    return {}


def _id(place: str, name: str) -> str:
    """`data/authors/ana.yaml`, `content/authors/ana/_index.md` -> `ana`."""
    inside = re.sub(r"(?:/_?index)?\.\w+$", "", name.removeprefix(f"{place}/"))
    return inside.rpartition("/")[2].lower()


def _keys(text: str) -> Mapping[str, Any]:
    from press.importing.foreign_front_matter import read_foreign

    stripped = text.lstrip()
    if stripped.startswith(("---", "+++", "{")):
        return read_foreign(text, "md").keys
    return read_yaml(text) or {}
