"""The last build's plan and a few texts with new words -> EditPlan: the pages that can show these words.

Only words may differ: those of texts, which no other page shows, and those of headlines and deks, which lists and some
other pieces show. Links, pictures, headings and all other front matter must be as before, so that no piece moves.
Related pieces are ranked and chosen anew. In every other case the functions return None, and a full build follows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import partial

from press.build.saved_plan import SavedPlan, with_pieces
from press.model.body import Body
from press.model.cache import Cache
from press.model.content import Article
from press.model.known_files import KnownFiles
from press.model.lazy import updated
from press.model.page import Plan
from press.model.problem import Problem, ProblemsFound
from press.model.publication import Publication
from press.model.related import Chosen
from press.model.site import Site
from press.model.terms import Terms
from press.model.text_files import is_text_name, stem_of
from press.plan.context import PlanContext
from press.plan.feeds import feeds_with
from press.plan.pages import article_file, article_layout, make_context, plan_pages, shared_collections
from press.plan.piece import Views
from press.plan.teasers import minutes_of
from press.read.cached import FileRef, ParsedFile, ReadContext, cache_keys, cached_article, read_files
from press.read.catalogue import reading_rules
from press.read.folder import TEXT_LIMIT, is_link, read_source
from press.related.candidate import TermsOf
from press.related.choice import choose_one, choosing_of
from press.related.ranking import Ranked, Ranking
from press.related.rerank import reworded

# With more changed files than this, a full build is not much slower.
MOST = 50
_ARTICLES = "articles/"


@dataclass(frozen=True, slots=True)
class TextEdit:
    """Pieces with new words, by stem: their articles, and the cache's keys of these.

    `changed_teasers` are the pieces whose new words lists show too. `notes` and `notes_before` are those on the changed
    files, now and at the last build; `paths` are the paths of these files in the site's folder.
    """

    articles: Mapping[str, Article]
    keys: Mapping[str, str]
    changed_teasers: frozenset[str]
    notes: tuple[Problem, ...]
    notes_before: tuple[Problem, ...]
    paths: frozenset[str]


@dataclass(frozen=True, slots=True)
class EditPlan:
    """The saved plan with the new words, the pages that can show them, the context of these pages, and notes."""

    saved_plan: SavedPlan
    context: PlanContext
    plan: Plan
    notes: tuple[Problem, ...] = ()


def changed_articles(known_files: KnownFiles) -> tuple[str, ...] | None:
    """Return the articles (paths in content/) whose files may have changed; None where anything else may have."""
    if known_files.stat_keys.keys() != known_files.known.keys():
        return None
    changed = tuple(
        path for path, (_, digest) in known_files.known.items() if digest and not known_files.digest_of(path)
    )
    is_small = len(changed) <= MOST and all(path.startswith(_ARTICLES) and is_text_name(path) for path in changed)
    return changed if is_small else None


def read_text_edit(
    site: Site, publication: Publication, changed: Sequence[str], known_files: KnownFiles, cache: Cache, engine: str
) -> TextEdit | None:
    """Read the changed files; return None where more than their words has changed."""
    if any(is_link(site.root, f"content/{path}") for path in changed):
        return None
    load = partial(read_source, site.root, shown="", limit=TEXT_LIMIT)
    read_context = ReadContext(reading_rules(publication), cache, engine, load)
    try:
        now = [FileRef(f"content/{path}", load(f"content/{path}").digest) for path in changed]
    except ProblemsFound:
        return None
    for listed, path in zip(now, changed, strict=True):
        known_files.learn(path, listed.digest)
    before = [FileRef(f"content/{path}", known_files.known[path][1]) for path in changed]
    old = [cached_article(key, cache) for key in cache_keys("articles", before, read_context)]
    read = read_files("articles", now, read_context)
    new = [one.parsed for one in read]
    if not all(map(_is_text_edit, old, new)):
        return None
    stems = [stem_of(path) for path in changed]
    return TextEdit(
        articles={stem: facts.value for stem, facts in zip(stems, new, strict=True)},
        keys={stem: one.key for stem, one in zip(stems, read, strict=True)},
        changed_teasers=frozenset(
            stem for stem, *both in zip(stems, old, new, strict=True) if len({*map(_teaser_words, both)}) > 1
        ),
        notes=tuple(problem for facts in new for problem in facts.problems),
        notes_before=tuple(problem for facts in old for problem in facts.problems),
        paths=frozenset(listed.path for listed in now),
    )


def notes_after(notes: Sequence[Problem], new: TextEdit, *, strict: bool) -> tuple[Problem, ...] | None:
    """Return all notes, those on the changed files renewed; None where these are more than notes."""
    on_files = {note for note in notes if note.place.path in new.paths}
    if on_files != set(new.notes_before) or (strict and new.notes) or any(not note.is_note for note in new.notes):
        return None
    return tuple(sorted({*notes} - on_files | {*new.notes}))


def paths_of(done: EditPlan) -> set[str]:
    """Return the paths of all pages that were planned."""
    pieces = {article_file(stem, done.context) for stem in done.plan.pieces}
    return pieces.union(page.path for page in done.plan.pages)


def _is_text_edit(old: ParsedFile, new: ParsedFile) -> bool:
    """Return whether two versions of a file differ only in words: those of the text, the headline, the dek."""
    if not isinstance(old.value, Article) or not isinstance(new.value, Article):
        return False
    before, after = old.value, new.value
    words = {name: getattr(before, name) for name in ("title", "short_title", "kicker", "dek")}
    seo = replace(after.seo, title=before.seo.title, description=before.seo.description)
    body = _with_words_of(after.body, before.body)
    return replace(after, **words, seo=seo, body=body, terms=before.terms, where=before.where) == before


def _with_words_of(after: Body, before: Body) -> Body:
    """Return the new body with the words of the old one, where only words differ; the lines of links may differ too."""
    if _uses(after) != _uses(before):
        return after
    words = {name: getattr(before, name) for name in ("digest", "words", "excerpt")}
    return replace(after, **words, links=before.links, pictures=before.pictures)


def _teaser_words(facts: ParsedFile) -> tuple[object, ...]:
    """Return the words of a piece that other pages show."""
    article: Article = facts.value
    body = article.body
    words = (article.title, article.short_title, article.kicker, article.dek or body.excerpt)
    return (*words, minutes_of(body.words))


def _uses(body: Body) -> tuple[object, ...]:
    """Return the links and pictures of a text, without the lines that they are on."""
    links = [(use.target, use.fragment) for use in body.links]
    return links, [(use.src, use.alt, use.credit) for use in body.pictures]


def plan_text_edit(saved_plan: SavedPlan, new: TextEdit) -> EditPlan | None:
    """Plan the pages of the changed pieces, of all others that can show their words, and of those with other related
    pieces now.

    Return None where the new words change other files than pages.
    """
    after = with_pieces(saved_plan, new.articles, new.keys)
    words = {stem: article.terms.digest for stem, article in new.articles.items()}
    ranking = reworded(saved_plan.ranking, words, _terms_of(saved_plan, new), after.catalogue.publication.related)
    chosen = _chosen(after, Ranked(ranking), {*_moved(saved_plan.ranking, ranking), *new.articles})
    shown = {stem for stem, found in chosen.items() if _shows_others(found, saved_plan.chosen[stem])}.union(
        new.articles
    )
    after = replace(after, ranking=ranking, chosen=updated(saved_plan.chosen, chosen))
    context = make_context(after.catalogue, after.groups, after.addresses, after.picture_settings)
    feeds = tuple(
        feeds_with(new.articles.keys() | set(_in_series(new.changed_teasers, after)), context, Views(context))
    )
    plan = Plan(tuple(sorted(shown)), feeds, (), shared_collections(context, saved_plan.assets))
    done = EditPlan(after, context, plan)
    return _with_lists(done, saved_plan, new.changed_teasers) if new.changed_teasers else done


def _with_lists(done: EditPlan, before: SavedPlan, changed_teasers: Set[str]) -> EditPlan | None:
    """Add all lists, and the pieces that show one of `changed_teasers`; their keys decide which of them are stale."""
    saved_plan, old = (
        done.saved_plan,
        make_context(before.catalogue, before.groups, before.addresses, before.picture_settings),
    )
    if any(context.cards.get(stem) for stem in changed_teasers for context in (old, done.context)):
        return None  # a social card shows the headline: it becomes another file
    plan, context, notes = plan_pages(saved_plan.catalogue, saved_plan.assets, saved_plan.picture_settings)
    feeds = {page.path for page in done.plan.pages} | {context.addresses.paths["corrections:"] + "feed.xml"}
    pages = [page for page in plan.pages if "feed" not in page.parts or page.path in feeds]
    # Pages that are not planned must not show a collection that has changed.
    others = {*map(article_layout, saved_plan.catalogue.publication.kinds.values()), "feed.xml", "feed.json"}
    shared = shared_collections(old, saved_plan.assets)
    moved = {name for name, value in plan.shared.items() if value != shared[name]}
    if any(moved & saved_plan.layouts[name].names for name in others):
        return None
    shown = {*done.plan.pieces, *_showing(changed_teasers, saved_plan)}
    plan = replace(plan, pieces=tuple(sorted(shown)), pages=tuple(pages), copied_files=(), pictures=())
    return EditPlan(saved_plan, context, plan, notes)


def _showing(stems: Set[str], saved_plan: SavedPlan) -> Iterator[str]:
    """Yield the pieces that show one of `stems`: as related, a reply, what they reply to, or a part of a series."""
    for stem, found in saved_plan.chosen.items():
        if found.card in stems or not stems.isdisjoint(found.list):
            yield stem
    yield from _in_series(stems, saved_plan)
    for stem in stems:
        yield from saved_plan.groups.replies.get(stem, ())
        if saved_plan.catalogue.pieces[stem].replies_to:
            yield saved_plan.catalogue.pieces[stem].replies_to


def _in_series(stems: Set[str], saved_plan: SavedPlan) -> Iterator[str]:
    """Yield all parts of the series of `stems`: pages and feeds show a piece with the other parts."""
    for stem in stems:
        series = saved_plan.groups.series_of(saved_plan.catalogue.pieces[stem].article)
        yield from series.stems if series else ()


def _terms_of(saved_plan: SavedPlan, new: TextEdit) -> TermsOf:
    """Return the lookup of terms by their digest, those from before the edit too."""
    stems = {face[1]: face[0] for face in saved_plan.ranking.faces if face}
    now = {article.terms.digest: article.terms for article in new.articles.values()}

    def terms_of(digest: str) -> Terms | None:
        if digest in now:
            return now[digest]
        return saved_plan.catalogue.pieces[stems[digest]].article.terms if digest in stems else None

    return terms_of


def _moved(before: Ranking, after: Ranking) -> Iterator[str]:
    """Yield the pieces that have other neighbours now. Where not all were ranked, only new rows can differ."""
    old, new = Ranked(before), Ranked(after)
    anew = [slot for slot, row in after.near.rows.items() if before.near.rows.get(slot) is not row]
    for slot in anew if after.near.cells is before.near.cells else range(len(after.faces)):
        face = after.faces[slot]
        if face and old[face[0]] != new[face[0]]:
            yield face[0]


def _chosen(saved_plan: SavedPlan, near: Ranked, stems: Iterable[str]) -> Mapping[str, Chosen]:
    by_date = tuple(saved_plan.catalogue.pieces)
    numbers = {stem: number for number, stem in enumerate(by_date)}
    replies, choosing = saved_plan.groups.replies, choosing_of(saved_plan.catalogue)
    return {
        stem: choose_one(choosing, by_date, numbers[stem], near.stems(stem), set(replies.get(stem, ())))
        for stem in stems
    }


def _shows_others(now: Chosen, before: Chosen) -> bool:
    return (now.card, now.list) != (before.card, before.list)
