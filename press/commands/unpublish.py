"""The command `unpublish`: a line in content/unpublished.yaml, and with --delete the file goes."""

from __future__ import annotations

import re

from press.build.load import read_publication
from press.commands.editing import (
    ContentEdit,
    article_paths,
    default_slug,
    listed_change,
    piece_or_none,
    prepare,
)
from press.model.file_change import FileChange
from press.model.problem import ExitCode, Refusal
from press.model.site import BuildOptions, Site
from press.model.text_files import stem_of
from press.read.folder import TEXT_LIMIT, list_files, read_source
from press.read.hints import closest


def unpublish_piece(site: Site, options: BuildOptions, name: str, *, deletes: bool) -> ContentEdit:
    """Return the edit that takes a piece down; with `deletes` its file goes too.

    A piece whose file was deleted before may be named too, where another file still names it. Raises Refusal (USAGE)
    for a name that nobody knows, or a piece that is down already.
    """
    publication, _ = read_publication(site)
    ascii_only = publication.slugs == "ascii"
    piece = piece_or_none(site, name)
    stem = piece.stem if piece else stem_of(name)
    if piece is None and not _is_named(site, stem):
        near = closest(stem, [stem_of(path) for path in article_paths(site)])
        hint = f'did you mean "{near}"?' if near else "write the name of a file in content/articles, without .md"
        raise Refusal(f'no piece is called "{name}"', code=ExitCode.USAGE, hint=hint)
    day = site.now.astimezone(publication.timezone).strftime("%Y-%m-%d")
    slug = piece.slug(ascii_only=ascii_only) if piece else default_slug(stem, ascii_only=ascii_only)
    is_default = slug == default_slug(stem, ascii_only=ascii_only)
    listed = listed_change(site, stem, day if is_default else f"{{date: {day}, slug: {slug}}}")
    changes = [listed] if listed else []
    if piece and deletes:
        changes.append(FileChange(piece.path, piece.data, None))
    if not changes:
        raise Refusal(f"{stem} is unpublished already", code=ExitCode.USAGE, hint=f"python build.py publish {stem}")
    return prepare(site, options, changes)


def _is_named(site: Site, stem: str) -> bool:
    """Return whether a file of content/ holds the name of a piece."""
    listing = list_files(site.root / "content", shown="content", within=site.root)
    paths = [f"content/{path}" for path in listing.paths if path.endswith(".md")]
    whole_name = re.compile(rb"(?<![\w-])" + re.escape(stem.encode()) + rb"(?![\w-])")
    return any(whole_name.search(read_source(site.root, path, shown="", limit=TEXT_LIMIT).data) for path in paths)
