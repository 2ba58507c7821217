"""Edition -> the front page: a lead, and below it what the house or an editor puts there; no piece twice."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from itertools import islice, takewhile

from press.model.page import Page
from press.model.page_views import Block, Columnist, Front, Group
from press.model.problem import Problem
from press.model.publication import FrontSection
from press.model.views import Teaser
from press.plan.context import PlanContext
from press.plan.front_pool import FrontPool
from press.plan.head import Subject, head_of
from press.plan.lists import topics_in_order
from press.plan.urls import file_of

_VOICES = ("editorial", "columnists")
_OWN = (*_VOICES, "kinds", "latest")
_STRIPS = 4  # topics shown when config names no sections
_TRIED = 12  # topics that are asked for pieces until so many are found
_KINDS = 4  # kinds shown side by side
_EACH = 2  # pieces of each of these


def front_page(context: PlanContext) -> tuple[Page, tuple[Problem, ...]]:
    """Make the front page; a section of config that names no kind or topic is a problem.

    Pieces that config names are placed first, then the lead, the editorial and the columnists, what stands beside
    the lead, and the other sections from the top: a list of the latest never takes what has a better place.
    """
    rules, front_pool = context.sources.publication.front, FrontPool(context, dict(context.teasers))
    named = front_pool.take_one(rules.lead, "front.lead")
    pins = front_pool.take_named(rules.pins, "front.pins")
    sections = [
        (section, front_pool.take_named(section.pieces, f"{key}.pieces")) for section, key in _sections(front_pool)
    ]
    lead = named or _lead(front_pool)
    voices = {n: _block(*each, front_pool) for n, each in enumerate(sections) if each[0].show in _VOICES}
    beside = (*pins, *front_pool.take_unpaid(lambda stem: front_pool.kind(stem) == "op-ed", rules.beside - len(pins)))
    others = {n: _block(*each, front_pool) for n, each in enumerate(sections) if n not in voices}
    blocks = [block for _, block in sorted((voices | others).items(), key=lambda numbered: numbered[0])]
    filled = [block for block in blocks if block.teasers or block.columnists or block.groups]
    shown = filled if rules.sections else _first_strips(filled)
    first = tuple(takewhile(lambda block: block.look in _VOICES, shown))
    front = Front(lead, first, beside, tuple(shown[len(first) :]))
    publication = context.sources.publication
    head = head_of(Subject("", publication.title, publication.description), context)
    page = Page(file_of(""), "front.html", {"head": head, "front": front}, publication.language, "the front page")
    return page, tuple(front_pool.problems)


def _sections(front_pool: FrontPool) -> list[tuple[FrontSection, str]]:
    """What config asks for below the lead, and its key; else all that the house has, and strips of the first topics."""
    context = front_pool.context
    asked = context.sources.publication.front.sections
    if asked:
        keyed = [(section, f"front.sections.{n}") for n, section in enumerate(asked)]
        return [(section, key) for section, key in keyed if _is_known(section, key, front_pool)]
    topics = (topic.id for topic in topics_in_order(context) if context.sources.groups.by_topic.get(topic.id))
    return [(FrontSection(name), "") for name in (*_OWN, *islice(topics, _TRIED))]


def _first_strips(blocks: list[Block]) -> list[Block]:
    """All blocks but the strips beyond the number that the house shows."""
    return [b for n, b in enumerate(blocks) if b.look != "strip" or _strips_before(blocks, n) < _STRIPS]


def _strips_before(blocks: list[Block], number: int) -> int:
    return sum(block.look == "strip" for block in blocks[:number])


def _is_known(section: FrontSection, key: str, front_pool: FrontPool) -> bool:
    """Whether a section shows anything that there is; else a problem is added."""
    context = front_pool.context
    known = [*_OWN, *context.catalogue.topics, *context.sources.publication.kinds]
    if section.show == "kinds" and section.pieces:
        front_pool.say(
            f"{key}.pieces", "the kinds choose their pieces themselves", "name the pieces in another section"
        )
    if section.show in known or (not section.show and section.pieces):
        return True
    if not section.show:
        front_pool.say(key, "this section shows nothing", "show: latest")
        return False
    near = get_close_matches(section.show, known, n=1)
    hint = f'did you mean "{near[0]}"?' if near else "write the id of a topic or of a kind"
    front_pool.say(key, f'front: sections: "{section.show}" is neither a kind nor a topic', hint)
    return False


def _lead(front_pool: FrontPool) -> Teaser | None:
    """The newest piece with `lead: true`, else the newest."""
    pieces = front_pool.context.catalogue.pieces
    marked = front_pool.take_unpaid(lambda stem: pieces[stem].article.lead, 1)
    return next(iter(marked or front_pool.take_unpaid(lambda _: True, 1)), None)


def _block(section: FrontSection, pieces: tuple[Teaser, ...], front_pool: FrontPool) -> Block:
    """Fill a section: the pieces that were named, then the newest that belong there."""
    rules = front_pool.context.sources.publication.front
    if section.show == "editorial" and max(section.count, len(pieces)) < 2:
        found = pieces or front_pool.take_unpaid(lambda stem: front_pool.byline(stem) == "board", 1)
        return Block("editorial", section.title, teasers=found)
    if section.show == "columnists":
        most = (section.count or rules.columnists) - len(pieces)
        return Block("columnists", section.title, columnists=_columnists(front_pool, pieces, most))
    if section.show == "kinds":
        return Block("kinds", section.title, groups=_by_kind(front_pool, section.count or _EACH))
    if section.show == "latest":
        most = (section.count or rules.latest) - len(pieces)
        return Block("latest", section.title, teasers=(*pieces, *front_pool.take_unpaid(lambda _: True, most)))
    return _strip(section, pieces, front_pool)


def _columnists(front_pool: FrontPool, named: tuple[Teaser, ...], most: int) -> tuple[Columnist, ...]:
    """The pieces that were named, then the newest column of each other columnist with one name to it."""
    pieces = front_pool.context.catalogue.pieces
    seen = {person.id for teaser in named for person in teaser.authors}

    def is_next(stem: str) -> bool:
        authors = pieces[stem].authors
        if not pieces[stem].article.column or len(authors) != 1 or authors[0] in seen:
            return False
        seen.add(authors[0])
        return True

    found = (*named, *front_pool.take_unpaid(is_next, most))
    return tuple(
        Columnist(front_pool.context.people[teaser.authors[0].id], teaser) for teaser in found if teaser.authors
    )


def _by_kind(front_pool: FrontPool, each: int) -> tuple[Group, ...]:
    """The latest of each kind that has no place of its own above; nothing where there is but one such kind."""
    publication = front_pool.context.sources.publication
    left = {front_pool.kind(stem) for stem in front_pool.left if not front_pool.is_paid(stem)}
    kinds = [id_ for id_, kind in publication.kinds.items() if id_ in left - {"op-ed", "column"}]
    kinds = [id_ for id_ in kinds if publication.kinds[id_].byline != "board"]
    if len(kinds) < 2:
        return ()
    groups = (_of_kind(front_pool, id_, each) for id_ in kinds[:_KINDS])
    return tuple(group for group in groups if group.teasers)


def _of_kind(front_pool: FrontPool, id_: str, most: int) -> Group:
    publication = front_pool.context.sources.publication
    words = front_pool.context.sources.words(publication.language)
    label = publication.kinds[id_].label or words.get(f"kinds.{id_}", id_.capitalize())
    return Group(label, "", front_pool.take(lambda stem: front_pool.kind(stem) == id_, most))


def _strip(section: FrontSection, pieces: Sequence[Teaser], front_pool: FrontPool) -> Block:
    """A topic or a kind, or nothing but the pieces that were named."""
    context = front_pool.context
    most = max(0, (section.count or context.sources.publication.front.section_size) - len(pieces))
    if section.show in context.catalogue.topics:
        topic = context.catalogue.topics[section.show]
        found = front_pool.take_unpaid(lambda stem: topic.id in context.catalogue.pieces[stem].topics, most)
        group = Group(topic.name, context.addresses.url(f"topic:{topic.id}"), found, topic.dek)
    elif section.show:
        group = _of_kind(front_pool, section.show, most)
    else:
        group = Group("", "", ())
    title = section.title or group.title
    return Block("strip", title, group.url, group.dek, teasers=(*pieces, *group.teasers))
