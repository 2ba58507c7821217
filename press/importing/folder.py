"""A folder of Markdown (Hugo, Jekyll, Pelican, Eleventy, Zola, Nikola) -> posts and people."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from press.importing.dates import iso_date
from press.importing.engines import EngineFacts, engine_of
from press.importing.export_files import folder_at, list_below, read_bytes
from press.importing.folder_addresses import address_of_file, older_addresses
from press.importing.folder_keys import authors_of, date_of, first_of, image_of, list_of, person_name, terms_of, text_of
from press.importing.foreign_front_matter import ForeignFile, decoded, read_foreign
from press.importing.records import (
    Overview,
    Remark,
    SourcePerson,
    SourcePost,
    SourceSite,
    Status,
)
from press.importing.restructured_text import rst_to_html

_TEXTS = (".md", ".markdown", ".mdown", ".mkd", ".rst", ".html", ".htm", ".mdx", ".njk")
_SKIPPED = re.compile(
    r"(?:^|/)(?:_site|public|output|themes|layouts|templates|_layouts|_includes|_sass|_data|archetypes|node_modules|static|assets|data"
    r"|\.[^/]+|listings|locale|i18n|plugins|vendor|test|tests|__tests__|_authors|cache)/|(?:^|/)(?:README|CHANGELOG|CONTRIBUTING|LICENSE|CODE_OF_CONDUCT|SECURITY)[^/]*$",
    re.IGNORECASE,
)
_POST_FOLDERS = re.compile(
    r"(?:^|/)(?:_posts|_drafts|posts?|blog|articles?|news|essays|writing|notes|stories|opinions?)/", re.IGNORECASE
)
_DEKS = ("dek", "deck", "subtitle", "standfirst", "description", "summary", "excerpt", "lead", "lede", "abstract")


@dataclass(frozen=True, slots=True)
class FolderOfPosts:
    """A folder, the engine that made a site of it, and the paths of its files."""

    top: str
    facts: EngineFacts
    files: Sequence[str]

    def overview(self) -> Overview:
        """Return what the engine's settings say."""
        facts = self.facts
        site = SourceSite(facts.engine, facts.title, facts.url, facts.description, facts.language, facts.timezone)
        people = [
            SourcePerson(
                key,
                name,
                biography=text_of(keys, "bio", "description", "about", "biography"),
                portrait=text_of(keys, "image", "avatar", "picture", "photo", "portrait"),
                website=text_of(keys, "website", "url", "web", "homepage"),
            )
            for key, keys in facts.writers.items()
            if (name := person_name(keys))
        ]
        terms = {term: None for post in self.posts(Overview(site)) for term in post.terms}
        return Overview(site, tuple(people), tuple(terms))

    def posts(self, overview: Overview) -> Iterator[SourcePost]:
        """Yield the posts and pages of the folder."""
        for path in self.files:
            if not path.lower().endswith(_TEXTS) or _SKIPPED.search(f"/{self._inside(path)}"):
                continue
            if not _is_inside(path, self.facts.content):
                continue
            data = read_bytes(f"{self.top}/{path}")
            post = _post(path, decoded(data), self) if data is not None else None
            if post is not None:
                yield post

    def _inside(self, path: str) -> str:
        return path.removeprefix(f"{self.facts.content}/") if self.facts.content else path


def read_folder(folder: str, engine: str) -> FolderOfPosts:
    """Return the folder's posts; `engine` names the one that made a site of it, "" to find out. Raises Refusal."""
    top = folder_at(folder)
    files = list_below(top)
    return FolderOfPosts(top, engine_of(top, files, engine), files)


def _is_inside(path: str, content: str) -> bool:
    return not content or path.startswith(f"{content}/")


def _post(path: str, text: str, folder: FolderOfPosts) -> SourcePost | None:
    """Return the post that a file is, None for lists, layouts and what holds no text of its own."""
    engine = folder.facts.engine
    name = posixpath.basename(path)
    ending = name.rpartition(".")[2].lower()
    found = read_foreign(text, ending)
    if not found.has_keys or name.startswith("_index.") or name in {"index.html", "404.html", "404.md"}:
        return None
    keys = found.keys
    if (
        engine in {"jekyll", "eleventy", "plain"}
        and ending in {"html", "htm", "njk"}
        and "{%" in found.body
        and not _POST_FOLDERS.search(f"/{path}")
    ):
        return None  # a list of posts, made by a layout's own tags
    date = date_of(keys, path)
    is_page = _is_page(path, keys, date, engine)
    status, reason = _status(keys, path)
    markup, body, remarks = _body(found, ending, path)
    address = address_of_file(path, keys, date, is_page, folder.facts)
    return replace(
        _described(path, keys),
        is_page=is_page,
        body=body,
        markup="html" if markup == "html" else "markdown",
        date=date,
        path=address,
        older=older_addresses(keys, address),
        status=status,
        reason=reason,
        remarks=remarks,
    )


def _described(path: str, keys: Mapping[str, Any]) -> SourcePost:
    """Return a post with what its keys alone say of it."""
    changed = ("lastmod", "updated", "modified", "last_modified_at", "last_updated", "update_date")
    return SourcePost(
        id=path,
        is_page=False,
        title=text_of(keys, "title", "name"),
        body="",
        markup="markdown",
        place=path,
        updated=iso_date(text_of(keys, *changed)),
        slug=text_of(keys, "slug") or _file_slug(path),
        authors=authors_of(keys),
        terms=terms_of(keys),
        dek=next((value for key in _DEKS if (value := text_of(keys, key))), ""),
        image=image_of(keys),
        seo_title=text_of(keys, "seo_title", "meta_title"),
        seo_description=text_of(keys, "seo_description", "meta_description"),
        noindex=text_of(keys, "noindex").lower() == "true",
        canonical=text_of(keys, "canonical", "canonical_url", "canonicalurl"),
        lang=text_of(keys, "lang", "language", "locale").replace("_", "-"),
        series=first_of(keys.get("series")),
        folder=posixpath.dirname(path),
    )


def _is_page(path: str, keys: Mapping[str, Any], date: str, engine: str) -> bool:
    if re.search(r"(?:^|/)_?pages?/", path) or text_of(keys, "layout", "type") == "page":
        return True
    if engine == "pelican":
        return False
    return not date and not _POST_FOLDERS.search(f"/{path}")


def _status(keys: Mapping[str, Any], path: str) -> tuple[Status, str]:
    status = text_of(keys, "status", "visibility").lower()
    is_draft = str(keys.get("draft", "")).lower() in {"true", "yes", "1"} or str(keys.get("published", "")).lower() in {
        "false",
        "no",
    }
    if is_draft or "/_drafts/" in f"/{path}" or status in {"draft", "pending"} or "draft" in list_of(keys.get("tags")):
        return "draft", "draft"
    if (
        status in {"private", "hidden", "members"}
        or "private" in list_of(keys.get("tags"))
        or text_of(keys, "password")
    ):
        return "withheld", status or "private"
    return "published", ""


def _body(found: ForeignFile, ending: str, path: str) -> tuple[str, str, tuple[Remark, ...]]:
    remarks = (Remark("front matter that is no YAML: read a line at a time", path),) if found.is_broken else ()
    if ending == "rst":
        return "html", rst_to_html(found.body), remarks
    return ("html" if ending in {"html", "htm"} else "markdown"), found.body, remarks


def _file_slug(path: str) -> str:
    name = re.sub(r"\.\w+$", "", posixpath.basename(path))
    if name == "index":
        name = posixpath.basename(posixpath.dirname(path))
    return re.sub(r"^\d{4}-\d{1,2}-\d{1,2}[-_]", "", name)
