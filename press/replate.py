"""The last build's forme + a few pieces with new words -> the pages that show them printed anew; all else stands.

To replate is to make a new plate for one page between two editions of a newspaper. It is done only where nothing but
words has changed: those of texts, which no other page shows, and headlines and standfirsts, which lists and some other
pieces show. Links, pictures, headings and all other front matter are as they were, so that each piece stands where it
stood. Suggestions are ranked and chosen anew. In every other case the whole edition is planned.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import partial
from pathlib import PurePosixPath

from press.forme import Forme, with_pieces
from press.model.body import Body
from press.model.content import Article
from press.model.lazy import updated
from press.model.memo import Memo
from press.model.page import Plan
from press.model.problem import Problem, ProblemsFound
from press.model.publication import Publication
from press.model.site import Site
from press.model.stock import Stock
from press.model.terms import Terms
from press.plan.desk import Desk
from press.plan.feeds import feeds_with
from press.plan.pages import article_file, article_layout, make_desk, plan_pages, shared_collections
from press.plan.piece import Views
from press.plan.related.candidate import TermsOf
from press.plan.related.choice import Chosen, choose_one, choosing_of
from press.plan.related.ranking import Ranked, Ranking
from press.plan.related.rerank import reworded
from press.plan.teasers import minutes_of
from press.read.edition import reading_rules
from press.read.folder import TEXT_LIMIT, is_link, read_source
from press.read.readings import Facts, Listed, ReadingRoom, read_all, reading_keys, remembered_article

# With more changed files than this, planning everything is not much slower.
MOST = 50
_ARTICLES = "articles/"


@dataclass(frozen=True, slots=True)
class Rewritten:
    """Pieces with new words: their articles and the memo's keys of their readings, by stem.

    `retold` are those of which lists too show something else than before. `notes` and `notes_before` are what reading
    found to say; `paths` are those of the files, below the site's folder.
    """

    articles: Mapping[str, Article]
    keys: Mapping[str, str]
    retold: frozenset[str]
    notes: tuple[Problem, ...]
    notes_before: tuple[Problem, ...]
    paths: frozenset[str]


@dataclass(frozen=True, slots=True)
class Replated:
    """The forme with the new words, the pages that may show them, the desk they are made at, and notes on the whole."""

    forme: Forme
    desk: Desk
    plan: Plan
    notes: tuple[Problem, ...] = ()


def changed_articles(stock: Stock) -> tuple[str, ...] | None:
    """Return the articles (paths in content/) whose files may have changed; None when anything else may have."""
    if stock.stamps.keys() != stock.known.keys():
        return None
    changed = tuple(path for path, (_, digest) in stock.known.items() if digest and not stock.digest_of(path))
    is_small = len(changed) <= MOST and all(path.startswith(_ARTICLES) and path.endswith(".md") for path in changed)
    return changed if is_small else None


def rewritten(
    site: Site, publication: Publication, changed: Sequence[str], stock: Stock, memo: Memo, engine: str
) -> Rewritten | None:
    """Read the changed files; return None when more than their words has changed."""
    if any(is_link(site.root, f"content/{path}") for path in changed):
        return None
    load = partial(read_source, site.root, shown="", limit=TEXT_LIMIT)
    room = ReadingRoom(reading_rules(publication), memo, engine, load, map)
    try:
        now = [Listed(f"content/{path}", load(f"content/{path}").digest) for path in changed]
    except ProblemsFound:
        return None
    for listed, path in zip(now, changed, strict=True):
        stock.learn(path, listed.digest)
    before = [Listed(f"content/{path}", stock.known[path][1]) for path in changed]
    old = [remembered_article(key, memo) for key in reading_keys("articles", before, room)]
    read = read_all("articles", now, room)
    new = [one.facts for one in read]
    if not all(map(_is_rewritten, old, new)):
        return None
    stems = [PurePosixPath(path).stem for path in changed]
    return Rewritten(
        articles={stem: facts.value for stem, facts in zip(stems, new, strict=True)},
        keys={stem: one.key for stem, one in zip(stems, read, strict=True)},
        retold=frozenset(stem for stem, *both in zip(stems, old, new, strict=True) if len({*map(_told, both)}) > 1),
        notes=tuple(problem for facts in new for problem in facts.problems),
        notes_before=tuple(problem for facts in old for problem in facts.problems),
        paths=frozenset(listed.path for listed in now),
    )


def notes_after(notes: Sequence[Problem], new: Rewritten, *, strict: bool) -> tuple[Problem, ...] | None:
    """Return all notes with those on the rewritten files brought up to date; None where they say more than that."""
    on_files = {note for note in notes if note.place.path in new.paths}
    if on_files != set(new.notes_before) or (strict and new.notes) or any(not note.is_note for note in new.notes):
        return None
    return tuple(sorted({*notes} - on_files | {*new.notes}))


def paths_of(done: Replated) -> set[str]:
    """Return the paths of all pages that were planned."""
    pieces = {article_file(stem, done.desk) for stem in done.plan.pieces}
    return pieces.union(page.path for page in done.plan.pages)


def _is_rewritten(old: Facts, new: Facts) -> bool:
    """Whether two readings differ in nothing but words: those of the text, the headline, the standfirst."""
    if not isinstance(old.value, Article) or not isinstance(new.value, Article):
        return False
    before, after = old.value, new.value
    told = {name: getattr(before, name) for name in ("title", "short_title", "kicker", "dek")}
    seo = replace(after.seo, title=before.seo.title, description=before.seo.description)
    body = _with_words_of(after.body, before.body)
    return replace(after, **told, seo=seo, body=body, terms=before.terms, where=before.where) == before


def _with_words_of(after: Body, before: Body) -> Body:
    """The new body with the old one's words, where that is all that differs; links and pictures may have moved."""
    if _uses(after) != _uses(before):
        return after
    words = {name: getattr(before, name) for name in ("digest", "words", "excerpt")}
    return replace(after, **words, links=before.links, pictures=before.pictures)


def _told(facts: Facts) -> tuple[object, ...]:
    """All words of a piece that other pages show."""
    article: Article = facts.value
    body = article.body
    told = (article.title, article.short_title, article.kicker, article.dek or body.excerpt)
    return (*told, minutes_of(body.words))


def _uses(body: Body) -> tuple[object, ...]:
    """What a text links to and the pictures in it: all that these are made from, but where they stand."""
    links = [(use.target, use.fragment) for use in body.links]
    return links, [(use.src, use.alt, use.credit) for use in body.pictures]


def replated(forme: Forme, new: Rewritten) -> Replated | None:
    """Plan the pages of the rewritten pieces, and of all that may show their words or have other suggestions now.

    Return None where the new words change files that are more than pages.
    """
    after = with_pieces(forme, new.articles, new.keys)
    words = {stem: article.terms.digest for stem, article in new.articles.items()}
    ranking = reworded(forme.ranking, words, _terms_of(forme, new), after.edition.publication.related)
    chosen = _chosen(after, Ranked(ranking), {*_moved(forme.ranking, ranking), *new.articles})
    shown = {stem for stem, found in chosen.items() if _shows_others(found, forme.chosen[stem])}.union(new.articles)
    after = replace(after, ranked=lambda: ranking, chosen=updated(forme.chosen, chosen))
    desk = make_desk(after.edition, after.groups, after.addresses, after.darkroom)
    feeds = tuple(feeds_with(new.articles.keys() | set(_in_series(new.retold, after)), desk, Views(desk)))
    plan = Plan(tuple(sorted(shown)), feeds, (), shared_collections(desk, forme.assets))
    done = Replated(after, desk, plan)
    return _with_lists(done, forme, new.retold) if new.retold else done


def _with_lists(done: Replated, before: Forme, retold: Set[str]) -> Replated | None:
    """Plan all lists too, and the pieces that show one of `retold`; which of them are stale their keys will say."""
    forme, old = done.forme, make_desk(before.edition, before.groups, before.addresses, before.darkroom)
    if any(desk.cards.get(stem) for stem in retold for desk in (old, done.desk)):
        return None  # a social card shows the headline: it becomes another file
    plan, desk, notes = plan_pages(forme.edition, forme.assets, forme.darkroom)
    feeds = {page.path for page in done.plan.pages} | {desk.addresses.paths["corrections:"] + "feed.xml"}
    pages = [page for page in plan.pages if "feed" not in page.parts or page.path in feeds]
    # Pages that are not looked at must not show a collection that has changed.
    others = {*map(article_layout, forme.edition.publication.kinds.values()), "feed.xml", "feed.json"}
    shared = shared_collections(old, forme.assets)
    moved = {name for name, value in plan.shared.items() if value != shared[name]}
    if any(moved & forme.layouts[name].names for name in others):
        return None
    shown = {*done.plan.pieces, *_showing(retold, forme)}
    plan = replace(plan, pieces=tuple(sorted(shown)), pages=tuple(pages), copies=(), pictures=())
    return Replated(forme, desk, plan, notes)


def _showing(stems: Set[str], forme: Forme) -> Iterator[str]:
    """The pieces whose pages show one of `stems`: as a suggestion, an answer, what is answered, a part of a series."""
    for stem, found in forme.chosen.items():
        if found.card in stems or not stems.isdisjoint(found.list):
            yield stem
    yield from _in_series(stems, forme)
    for stem in stems:
        yield from forme.groups.replies.get(stem, ())
        if forme.edition.pieces[stem].replies_to:
            yield forme.edition.pieces[stem].replies_to


def _in_series(stems: Set[str], forme: Forme) -> Iterator[str]:
    """All parts of the series of `stems`: pages and feeds hold a piece with these."""
    for stem in stems:
        series = forme.groups.series_of(forme.edition.pieces[stem].article)
        yield from series.stems if series else ()


def _terms_of(forme: Forme, new: Rewritten) -> TermsOf:
    """Terms by their digest, before the change and after it."""
    stems = {face[1]: face[0] for face in forme.ranking.faces if face}
    now = {article.terms.digest: article.terms for article in new.articles.values()}

    def terms_of(digest: str) -> Terms | None:
        if digest in now:
            return now[digest]
        return forme.edition.pieces[stems[digest]].article.terms if digest in stems else None

    return terms_of


def _moved(before: Ranking, after: Ranking) -> Iterator[str]:
    """The pieces to which others are near now. Where not all was ranked, only rows made anew can have changed."""
    old, new = Ranked(before), Ranked(after)
    anew = [slot for slot, row in after.near.rows.items() if before.near.rows.get(slot) is not row]
    for slot in anew if after.near.cells is before.near.cells else range(len(after.faces)):
        face = after.faces[slot]
        if face and old[face[0]] != new[face[0]]:
            yield face[0]


def _chosen(forme: Forme, near: Ranked, stems: Iterable[str]) -> Mapping[str, Chosen]:
    by_date = tuple(forme.edition.pieces)
    numbers = {stem: number for number, stem in enumerate(by_date)}
    replies, choosing = forme.groups.replies, choosing_of(forme.edition)
    return {
        stem: choose_one(choosing, by_date, numbers[stem], near.stems(stem), set(replies.get(stem, ())))
        for stem in stems
    }


def _shows_others(now: Chosen, before: Chosen) -> bool:
    return (now.card, now.list) != (before.card, before.list)
