"""What the commands that edit content share: find a piece, show a change, try it out, carry it out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import unified_diff
from pathlib import Path

from press.build.engine import engine_digest
from press.build.load import load_site, read_publication
from press.build.plan import plan_site
from press.model.file_change import FileChange
from press.model.problem import ExitCode, Problem, ProblemsFound, Refusal
from press.model.site import BuildOptions, Site
from press.model.text_files import is_text_name, stem_of
from press.read.edit_yaml import lines_of, set_value, without_key
from press.read.folder import TEXT_LIMIT, is_file, list_files, read_source
from press.read.front_matter import FrontMatter, read_front_matter
from press.read.hints import closest
from press.read.schema.pieces import ArticleKeys
from press.read.slugs import slug_of
from press.read.unpublished import UNPUBLISHED_LIST
from press.read.yaml.recovery import parse_yaml
from press.write.content_files import trial_copy, write_changes
from press.write.store import open_store

ARTICLES = "content/articles"
_LEADING_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}[-_]")
_LIST_HEAD = "# Pieces that were taken down: links to them become words. `build.py publish NAME` takes a line out.\n"


@dataclass(frozen=True, slots=True)
class ContentEdit:
    """Changes that a build would accept: `diff` shows them, `notes` are those that the section did not have before."""

    changes: tuple[FileChange, ...]
    diff: str
    notes: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class PieceFile:
    """A piece's file: its path below the site's folder, its bytes, and its front matter as read."""

    path: str
    data: bytes
    front: FrontMatter[ArticleKeys]

    @property
    def stem(self) -> str:
        """The name of the file without its ending, by which other files name the piece."""
        return stem_of(self.path)

    @property
    def end(self) -> int:
        """The number of the line that closes the front matter."""
        return self.front.body_line - 1

    def lines(self) -> list[str]:
        """Return the lines of the file with their ends."""
        return lines_of(self.path, self.data)

    def changed(self, lines: Sequence[str]) -> FileChange:
        """Return the change to these lines."""
        return FileChange(self.path, self.data, "".join(lines).encode())

    def slug(self, *, ascii_only: bool) -> str:
        """Return the slug as written, else that of the file's name."""
        written = self.front.parsed.values.get("slug")
        return written if isinstance(written, str) else default_slug(self.stem, ascii_only=ascii_only)


def default_slug(stem: str, *, ascii_only: bool) -> str:
    """Return the slug of a piece that writes none: its file's name without a leading date."""
    return slug_of(_LEADING_DATE.sub("", stem, count=1), ascii_only=ascii_only)


def find_piece(site: Site, name: str) -> PieceFile:
    """Return the piece with this file name (with or without folder and .md) or unique slug.

    Raises Refusal (USAGE) where none is meant, or several are.
    """
    found = piece_or_none(site, name)
    if found is None:
        near = closest(stem_of(name), [stem_of(path) for path in article_paths(site)])
        hint = f'did you mean "{near}"?' if near else "write the name of a file in content/articles, without .md"
        raise Refusal(f'no piece is called "{name}"', code=ExitCode.USAGE, hint=hint)
    return found


def piece_or_none(site: Site, name: str) -> PieceFile | None:
    """Return the piece as `find_piece`, None where there is none. Raises Refusal (USAGE) where several are meant."""
    stem, paths = stem_of(name), article_paths(site)
    named = [path for path in paths if stem_of(path) == stem]
    if named:
        return read_piece(site, named[0])
    ascii_only = read_publication(site)[0].slugs == "ascii"
    found = [piece for piece in (read_piece(site, path) for path in paths) if piece.slug(ascii_only=ascii_only) == stem]
    if len(found) > 1:
        stems = ", ".join(piece.stem for piece in found)
        raise Refusal(f'"{name}" could be any of {stems}', code=ExitCode.USAGE, hint=f"write {found[0].stem}")
    return found[0] if found else None


def article_paths(site: Site) -> list[str]:
    """Return the paths of all pieces below the site's folder."""
    listing = list_files(site.root / ARTICLES, shown=ARTICLES, within=site.root)
    return [f"{ARTICLES}/{path}" for path in listing.paths if is_text_name(path)]


def read_piece(site: Site, path: str) -> PieceFile:
    """Return a piece's file. Raises ProblemsFound or Refusal where it cannot be read."""
    source = read_source(site.root, path, shown="", limit=TEXT_LIMIT)
    return PieceFile(path, source.data, read_front_matter(source, ArticleKeys))


def check_readable(piece: PieceFile) -> None:
    """Raise ProblemsFound where the front matter holds mistakes: its lines might not mean what they seem to."""
    problems = [problem for problem in piece.front.problems if not problem.is_note]
    if problems:
        raise ProblemsFound(problems)


def with_date(piece: PieceFile, lines: list[str], when: str) -> list[str]:
    """Return the lines with another date, `when`, as front matter takes it."""
    return set_value(piece.path, lines, piece.front.parsed, "date", when, end=piece.end)


def without_draft(piece: PieceFile, lines: list[str]) -> list[str]:
    """Return the lines without `draft`."""
    return without_key(piece.path, lines, piece.front.parsed, "draft")


def listed_change(site: Site, stem: str, entry: str) -> FileChange | None:
    """Return the change that lists a piece as taken down (`entry` is its value in YAML), or, with "", takes it out.

    None: the list says so already. Raises ProblemsFound for a list that cannot be read.
    """
    before = b""
    is_there = is_file(site.root, UNPUBLISHED_LIST)
    if is_there:
        before = read_source(site.root, UNPUBLISHED_LIST, shown="", limit=TEXT_LIMIT).data
    lines = lines_of(UNPUBLISHED_LIST, before) if before.strip() else []
    parsed = parse_yaml("".join(line.rstrip("\r\n") + "\n" for line in lines), first_line=1, what="list")
    key = next((name for name in parsed.values if stem_of(name) == stem), "")
    if bool(key) == bool(entry):
        return None
    if key:
        after = without_key(UNPUBLISHED_LIST, lines, parsed, key)
    else:
        after = set_value(UNPUBLISHED_LIST, lines or [_LIST_HEAD], parsed, stem, entry, end=max(len(lines), 1) + 1)
    return FileChange(UNPUBLISHED_LIST, before if is_there else None, "".join(after).encode())


def is_listed(site: Site, stem: str) -> bool:
    """Return whether the list of unpublished pieces names this one."""
    return listed_change(site, stem, "") is not None


def local_minute(site: Site) -> str:
    """Return this instant in the site's time zone, as front matter takes it."""
    publication, _ = read_publication(site)
    return site.now.astimezone(publication.timezone).strftime("%Y-%m-%dT%H:%M")


def prepare(site: Site, options: BuildOptions, changes: Sequence[FileChange]) -> ContentEdit:
    """Return the edit with its diff, tried out on a copy.

    Raises ProblemsFound with every problem that a build would have after it and has not before.
    """
    before, notes_before = _tried(site, options)
    with trial_copy(site.root, site.cache, changes) as copy:
        config = next((copy / change.path for change in changes if Path(site.root, change.path) == site.config), None)
        root = replace(site, root=copy, config=config or site.config)
        after, notes = _tried(root, options)
    known = {(problem.place.path, problem.message) for problem in before}
    renamed = {change.target: change.path for change in changes}
    new = [p for p in after if (renamed.get(p.place.path, p.place.path), p.message) not in known]
    if new:
        raise ProblemsFound(new)
    return ContentEdit(tuple(changes), "".join(map(_diff, changes)), tuple(sorted(set(notes) - set(notes_before))))


def carry_out(site: Site, edit: ContentEdit) -> None:
    """Write the changes. Raises Refusal where a file changed meanwhile or cannot be written."""
    write_changes(site.root, edit.changes)


def _tried(site: Site, options: BuildOptions) -> tuple[Sequence[Problem], Sequence[Problem]]:
    """Return the problems that stop a build, and the notes of one that none stops."""
    engine = engine_digest()
    with open_store(Path(site.cache), engine) as store:
        try:
            loaded = load_site(site, options, store, engine)
            return (), plan_site(loaded, strict=options.strict).notes
        except ProblemsFound as found:
            return found.problems, ()


def _diff(change: FileChange) -> str:
    """Return a unified diff of one file, as git shows it."""
    old, new = ("" if data is None else data.decode("utf-8", "replace") for data in (change.before, change.after))
    shown_old = "/dev/null" if change.before is None else f"a/{change.path}"
    shown_new = "/dev/null" if change.after is None else f"b/{change.target}"
    head = f"rename from {change.path}\nrename to {change.target}\n" if change.target != change.path else ""
    rows = unified_diff(_rows(old), _rows(new), shown_old, shown_new, lineterm="")
    return head + "".join(f"{row}\n" for row in rows)


def _rows(text: str) -> list[str]:
    """Return the lines of a text without their ends; an empty file has none."""
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return rows[:-1] if not rows[-1] else rows
