"""The command `rename`: another name for the file of a piece, an author or a topic, and for all that names it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal
from urllib.parse import quote

from press.build.load import read_publication
from press.commands.editing import ContentEdit, article_paths, default_slug, prepare
from press.model.addresses import check_segment
from press.model.file_change import FileChange
from press.model.names import fold
from press.model.problem import ExitCode, Refusal
from press.model.publication import Publication
from press.model.site import BuildOptions, Site
from press.model.text_files import is_text_name, stem_of
from press.plan.urls import piece_path
from press.read.article import read_article
from press.read.catalogue import reading_rules
from press.read.decoding import decode
from press.read.edit_yaml import lines_of, replaced, with_item
from press.read.folder import TEXT_LIMIT, is_file, list_files, read_source
from press.read.front_matter import read_front_matter
from press.read.hints import closest
from press.read.ids import IDS_LIST, id_line, read_ids
from press.read.markdown.addresses import link_of
from press.read.schema.pieces import ArticleKeys
from press.read.schema.profiles import AuthorKeys, TopicKeys
from press.read.source import Source
from press.read.unpublished import UNPUBLISHED_LIST
from press.read.yaml.positions import Parsed
from press.read.yaml.recovery import parse_yaml

Folder = Literal["articles", "authors", "topics"]
_FOLDERS: tuple[Folder, ...] = ("articles", "authors", "topics")
_KIND = {"articles": "article", "authors": "author", "topics": "topic"}
# The keys of a piece whose values name what stands in a folder; list items have a number behind the key.
_KEYS: dict[Folder, re.Pattern[str]] = {
    "articles": re.compile(r"(?:related|related_exclude|card|replies_to|translation_of)(?:\.\d+)?"),
    "authors": re.compile(r"(?:authors|translator|editor)(?:\.\d+)?"),
    "topics": re.compile(r"topics(?:\.\d+)?"),
}
_FRONT_PIECES = re.compile(r"front\.(?:lead|pins(?:\.\d+)?|sections\.\d+\.pieces(?:\.\d+)?)")
_FRONT_TOPICS = re.compile(r"front\.sections(?:\.\d+(?:\.show)?)?")
_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_ADDRESS = re.compile(r"(?<=[(<\"'=:\s])[^\s()<>\"'\[\]]+\.md(?=[#?)\s\"'>]|$)")


@dataclass(frozen=True, slots=True)
class Renaming:
    """A file that gets another name: its folder in content/, both stems, its path, its display name.

    `slug`: the slug of a piece by which other files may name it, where the new file's name makes another one.
    """

    folder: Folder
    old: str
    new: str
    path: str
    name: str = ""
    slug: str = ""

    @property
    def new_path(self) -> str:
        """The path below the site's folder that the file gets."""
        return str(PurePosixPath(self.path).with_name(f"{self.new}.md"))

    def is_meant(self, stem: str) -> bool:
        """Whether a piece, author or topic that is named like this in a link or a key is the one that is renamed."""
        return stem == self.old or (bool(self.slug) and stem == self.slug)

    def of_name(self, written: str) -> str:
        """Return a name as it is to be written: the new one for the old one."""
        if self.folder == "articles":
            ending = ".md" if written.endswith(".md") else ""
            return self.new + ending if self.is_meant(stem_of(written)) else written
        is_meant = fold(written) == fold(self.old) and fold(written) != fold(self.name)
        return self.new if is_meant or written == self.old else written


def rename(site: Site, options: BuildOptions, old: str, new: str) -> ContentEdit:
    """Return the edit that renames a file and every reference to it; the old address leads on to the new one.

    `old` is a piece, an author or a topic: a file's name, or `authors/NAME` where a name stands in several folders.
    Raises Refusal (USAGE) for a name that is not there, is taken, or cannot be an address.
    """
    publication, _ = read_publication(site)
    renaming = _renaming(site, old, stem_of(new))
    changes = []
    listing = list_files(site.root / "content", shown="content", within=site.root)
    for path in sorted(f"content/{path}" for path in listing.paths if is_text_name(path)):
        data = read_source(site.root, path, shown="", limit=TEXT_LIMIT).data
        lines = _with_references(path, data, renaming)
        if path == renaming.path:
            lines = _with_alias(site, publication, renaming, data, lines)
        after = "".join(lines).encode()
        if after != data or path == renaming.path:
            changes.append(FileChange(path, data, after, renaming.new_path if path == renaming.path else ""))
    changes += _in_lists(site, renaming)
    return prepare(site, options, changes)


def _renaming(site: Site, old: str, new: str) -> Renaming:
    folder_named = PurePosixPath(old).parent.name
    found = [
        (folder, f"content/{folder}/{path}")
        for folder in _FOLDERS
        if folder_named in {"", folder}
        for path in list_files(site.root / "content" / folder, shown=f"content/{folder}", within=site.root).paths
        if is_text_name(path) and stem_of(path) == stem_of(old)
    ]
    if len(found) > 1:
        hint = f"write {found[0][0]}/{stem_of(old)}"
        raise Refusal(f'"{old}" stands in several folders', code=ExitCode.USAGE, hint=hint)
    if not found:
        stems = [
            stem_of(path)
            for folder in _FOLDERS
            for path in list_files(site.root / "content" / folder, shown=f"content/{folder}", within=site.root).paths
        ]
        near = closest(stem_of(old), stems)
        hint = f'did you mean "{near}"?' if near else "write the name of a file in content/, without .md"
        raise Refusal(f'no piece, author or topic is called "{old}"', code=ExitCode.USAGE, hint=hint)
    folder, path = found[0]
    fault = check_segment(f"{new}.md")
    if fault or not new:
        raise Refusal(f'"{new}" cannot be a name: {fault or "it is empty"}', code=ExitCode.USAGE)
    target = str(PurePosixPath(path).with_name(f"{new}.md"))
    if is_file(site.root, target) and target.casefold() != path.casefold():
        raise Refusal(f"{target} is there already", code=ExitCode.USAGE, hint="choose another name")
    parsed = _parsed(folder, read_source(site.root, path, shown="", limit=TEXT_LIMIT))[0]
    name = parsed.values.get("name")
    slug = "" if parsed.values.get("slug") else _slug_that_goes(site, folder, stem_of(old), new)
    return Renaming(folder, stem_of(old), new, path, name if isinstance(name, str) else "", slug)


def _slug_that_goes(site: Site, folder: Folder, old: str, new: str) -> str:
    """Return the slug that the old name of a piece's file makes, where the new one makes another.

    "" where a file has that name: it is meant by it.
    """
    if folder != "articles":
        return ""
    ascii_only = read_publication(site)[0].slugs == "ascii"
    before, after = (default_slug(stem, ascii_only=ascii_only) for stem in (old, new))
    return before if before not in {after, *map(stem_of, article_paths(site))} else ""


def _with_references(path: str, data: bytes, renaming: Renaming) -> list[str]:
    """Return the lines of a file of content/ with the new name in front matter and in links."""
    lines = lines_of(path, data)
    if path.startswith("content/articles/"):
        front = read_front_matter(Source(path, data, ""), ArticleKeys)
        lines = replaced(lines, front.parsed, _KEYS[renaming.folder], renaming.of_name)
    fence = ""
    for row, line in enumerate(lines):
        found = _FENCE.match(line)
        if found and (not fence or found[1].startswith(fence)):
            fence = "" if fence else found[1]
        if not fence and ".md" in line:
            lines[row] = _ADDRESS.sub(lambda match: _address(match[0], path, renaming), line)
    return lines


def _address(written: str, path: str, renaming: Renaming) -> str:
    """Return the address of a link with the new name, where it leads to the renamed file."""
    kind, _, name = link_of(written, path).target.partition(":")
    if kind != _KIND[renaming.folder] or not renaming.is_meant(name):
        return written
    head, slash, _ = written.rpartition("/")
    return f"{head}{slash}{quote(renaming.new) if '%' in written else renaming.new}.md"


def _with_alias(site: Site, publication: Publication, renaming: Renaming, data: bytes, lines: list[str]) -> list[str]:
    """Return the lines of the renamed file with an alias, where readers know an address that changes."""
    parsed, end = _parsed(renaming.folder, Source(renaming.path, "".join(lines).encode(), ""))
    if renaming.folder != "articles":
        return with_item(lines, parsed, "aliases", renaming.old, end=end)
    source = Source(renaming.path, data, "")
    read = read_article(source, reading_rules(publication))
    article = read.value
    slug = parsed.values.get("slug") or default_slug(renaming.new, ascii_only=publication.slugs == "ascii")
    # A file with mistakes is in no build, and a piece that is not out has no readers yet.
    is_built = all(problem.is_note for problem in read.problems)
    if not is_built or article.slug == slug or article.draft or article.date > site.now:
        return lines
    return with_item(lines, parsed, "aliases", piece_path(article, publication), end=end)


def _in_list_of_unpublished(site: Site, renaming: Renaming) -> list[FileChange]:
    data = _list_data(site, UNPUBLISHED_LIST)
    entry = re.compile(rf"^{re.escape(renaming.old)}(?=(?:\.md)?[ \t]*:)", re.MULTILINE)
    after = entry.sub(lambda _: renaming.new, (data or b"").decode("utf-8")).encode()
    return [FileChange(UNPUBLISHED_LIST, data, after)] if data and after != data else []


def _in_list_of_ids(site: Site, renaming: Renaming) -> FileChange:
    """Return the change by which feeds know a piece by its earlier name still, so that no reader gets it twice."""
    data = _list_data(site, IDS_LIST)
    text = (data or b"").decode("utf-8")
    listed, _ = read_ids(Source(IDS_LIST, data or b"", ""))
    entry = re.compile(rf"^(\"?){re.escape(renaming.old)}(?=\1: |#)", re.MULTILINE)
    after = entry.sub(lambda match: match[1] + renaming.new, text)
    if renaming.old not in listed:
        end = "\r\n" if "\r\n" in text else "\n"
        joint = "" if not after or after.endswith("\n") else end
        after += f"{joint}{id_line(renaming.new, renaming.old)}{end}"
    return FileChange(IDS_LIST, data, after.encode())


def _list_data(site: Site, path: str) -> bytes | None:
    """Return the bytes of a list in content/, None where there is none."""
    return read_source(site.root, path, shown="", limit=TEXT_LIMIT).data if is_file(site.root, path) else None


def _parsed(folder: Folder, source: Source) -> tuple[Parsed, int]:
    """Return the front matter of a file and the number of the line that closes it."""
    match folder:
        case "articles":
            article = read_front_matter(source, ArticleKeys)
            return article.parsed, article.body_line - 1
        case "authors":
            author = read_front_matter(source, AuthorKeys)
            return author.parsed, author.body_line - 1
        case "topics":
            topic = read_front_matter(source, TopicKeys)
            return topic.parsed, topic.body_line - 1


def _in_lists(site: Site, renaming: Renaming) -> list[FileChange]:
    """Return the changes of the config and of the list of unpublished pieces."""
    changes = []
    config = Path(site.config)
    # A section of the front page shows a topic, and names the pieces that come first in it.
    wanted = {"articles": _FRONT_PIECES, "topics": _FRONT_TOPICS}.get(renaming.folder)
    if config.is_relative_to(site.root) and wanted:
        path = config.relative_to(site.root).as_posix()
        data = read_source(site.root, path, shown="", limit=TEXT_LIMIT).data
        parsed = parse_yaml(decode(data)[0], first_line=1, what="config file")
        after = "".join(replaced(lines_of(path, data), parsed, wanted, renaming.of_name)).encode()
        if after != data:
            changes.append(FileChange(path, data, after))
    if renaming.folder == "articles":
        changes += _in_list_of_unpublished(site, renaming)
        changes.append(_in_list_of_ids(site, renaming))
    return changes
