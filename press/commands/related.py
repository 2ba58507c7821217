"""The command `related`: which pieces are suggested for a piece, and from what they were chosen."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from press.build.engine import engine_digest
from press.build.load import load_site
from press.build.render import bodies_of
from press.commands.results import Suggestions
from press.model.catalogue import Catalogue
from press.model.content import Article
from press.model.problem import ExitCode, Refusal
from press.model.site import BuildOptions, Site
from press.read.terms import written_forms
from press.related import candidates_of, terms_of
from press.related.choice import choose, choosing_of
from press.related.ranking import Ranked, rank
from press.search.text import words_of
from press.write.store import Store, open_store


def suggestions(site: Site, options: BuildOptions, piece: str) -> Suggestions:
    """Return the suggestions for the piece with this stem or unique slug, or for all ("").

    Raises Refusal (USAGE) for a piece that does not exist, ProblemsFound for mistakes in the site.
    """
    engine = engine_digest()
    with open_store(Path(site.cache), engine) as store:
        catalogue = load_site(site, options, store, engine).catalogue
        store.flush()
        stem = _stem_of(piece, catalogue)
        written = _written(catalogue.pieces[stem].article, store) if stem else {}
    ranked = Ranked(rank(candidates_of(catalogue), terms_of(catalogue), catalogue.publication.related))
    return Suggestions(catalogue, ranked, choose(choosing_of(catalogue), ranked.stems), stem, written)


def _written(article: Article, store: Store) -> Mapping[str, str]:
    text = words_of(bodies_of(store)(article.body.digest))
    return written_forms(f"{article.title} {article.dek} {text}", article.lang)


def _stem_of(piece: str, catalogue: Catalogue) -> str:
    name = piece.removesuffix(".md")
    if not name or name in catalogue.pieces:
        return name
    stems = [stem for stem, found in catalogue.pieces.items() if found.article.slug == name]
    if len(stems) == 1:
        return stems[0]
    hint = f"write one of {', '.join(sorted(stems))}" if stems else "python build.py related lists all pieces"
    raise Refusal(f'no published piece is called "{piece}"', code=ExitCode.USAGE, hint=hint)
