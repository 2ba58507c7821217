"""The command `new`: a title -> a draft in content/articles/."""

from __future__ import annotations

from collections.abc import Sequence

from press.build.load import read_publication
from press.model.problem import ExitCode, Refusal
from press.model.site import Site
from press.write.new_article import NewArticle, write_new_article


def start_piece(site: Site, title: str, *, kind: str, authors: Sequence[str], topics: Sequence[str]) -> str:
    """Make a draft and return its path relative to the site's folder. Raises Refusal (USAGE) for an unknown kind."""
    publication, _ = read_publication(site)
    if kind not in publication.kinds:
        known = ", ".join(publication.kinds)
        raise Refusal(f'there is no kind "{kind}"', code=ExitCode.USAGE, hint=f"the kinds are {known}")
    rules = publication.kinds[kind]
    new = NewArticle(kind, kind == "column", rules.is_sponsored, rules.byline == "letters")
    now = site.now.astimezone(publication.timezone)
    return write_new_article(site.root, title, begins=new, authors=authors, topics=topics, now=now)
