"""The command `new`: a title -> a draft in content/articles/."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from press.build.load import read_publication
from press.commands.editing import article_paths, read_piece
from press.model.names import fold
from press.model.problem import ExitCode, Refusal
from press.model.site import Site
from press.model.text_files import is_text_name, stem_of
from press.read.folder import TEXT_LIMIT, list_files, read_source
from press.read.front_matter import read_front_matter
from press.read.hints import closest
from press.read.schema.fields import split_names
from press.read.schema.profiles import AuthorKeys
from press.write.new_article import NewArticle, write_new_article


def start_piece(site: Site, title: str, *, kind: str, authors: Sequence[str], topics: Sequence[str]) -> str:
    """Make a draft and return its path relative to the site's folder.

    A column gets the name of the first author's latest one. Raises Refusal (USAGE) for an unknown kind, and for an
    author or a topic that is nearly one with a file.
    """
    publication, _ = read_publication(site)
    if kind not in publication.kinds:
        known = ", ".join(publication.kinds)
        raise Refusal(f'there is no kind "{kind}"', code=ExitCode.USAGE, hint=f"the kinds are {known}")
    _check_names(site, "authors", authors)
    _check_names(site, "topics", topics)
    rules = publication.kinds[kind]
    column = (_column_of(site, authors) or "TK") if kind == "column" else ""
    new = NewArticle(kind, column, rules.is_sponsored, rules.byline == "letters")
    now = site.now.astimezone(publication.timezone)
    return write_new_article(site.root, title, begins=new, authors=authors, topics=topics, now=now)


def _check_names(site: Site, folder: str, names: Sequence[str]) -> None:
    """Raise Refusal for a name that no file has, where one has a name much like it; a new name is no mistake."""
    known = dict.fromkeys(_names_in(site, folder)) if names else {}
    folded = {fold(name) for name in known}
    for name in names:
        near = "" if fold(name) in folded else closest(name, known)
        if near:
            what = f'no {folder.removesuffix("s")} is called "{name}"'
            raise Refusal(what, code=ExitCode.USAGE, hint=f'did you mean "{near}"?')


def _names_in(site: Site, folder: str) -> Iterator[str]:
    """Yield the id and the names of each author or topic with a file."""
    for path in list_files(site.root / "content" / folder, shown=f"content/{folder}", within=site.root).paths:
        if is_text_name(path):
            source = read_source(site.root, f"content/{folder}/{path}", shown="", limit=TEXT_LIMIT)
            values = read_front_matter(source, AuthorKeys).parsed.values
            aliases = split_names(values.get("aliases") or [])
            yield from (stem_of(path), *filter(None, [values.get("name")]))
            yield from (alias for alias in (aliases if isinstance(aliases, list) else []) if isinstance(alias, str))


def _column_of(site: Site, authors: Sequence[str]) -> str:
    """Return the name of the column that the first author wrote last, "" for none; files are named by their dates."""
    for path in sorted(article_paths(site), reverse=True) if authors else ():
        values = read_piece(site, path).front.parsed.values
        names = split_names(values.get("authors") or [])
        is_by_author = isinstance(names, list) and fold(authors[0]) in {fold(str(name)) for name in names}
        column = values.get("column")
        if is_by_author and isinstance(column, str) and column != "TK":
            return column
    return ""
