"""Edition -> the front page: lead, editorial, columnists, latest, strips; no piece twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from press.model.page import Page
from press.model.page_views import Columnist, Front, Group
from press.model.problem import Place, Problem
from press.model.views import Teaser
from press.plan.desk import Desk
from press.plan.head import Subject, head_of
from press.plan.lists import topics_in_order
from press.plan.urls import file_of

_BESIDE = 3  # pieces beside the lead
_STRIPS = 4  # topics shown when config names none


@dataclass(slots=True)
class _Paper:
    """The pieces still to be placed, newest first; what was placed does not come again."""

    desk: Desk
    left: dict[str, Teaser]
    problems: list[Problem] = field(default_factory=list)

    def take(self, wanted: Callable[[str], bool], most: int) -> tuple[Teaser, ...]:
        chosen = [stem for stem in self.left if wanted(stem)][:most]
        return tuple(self.left.pop(stem) for stem in chosen)

    def kind(self, stem: str) -> str:
        return self.desk.edition.pieces[stem].article.kind

    def byline(self, stem: str) -> str:
        return self.desk.sources.kind(self.desk.edition.pieces[stem]).byline


def front_page(desk: Desk) -> tuple[Page, tuple[Problem, ...]]:
    """Make the front page; a section of config that names no kind or topic is a problem."""
    rules = desk.sources.publication.front
    unpaid = {s: t for s, t in desk.teasers.items() if not t.kind.sponsored}
    paper = _Paper(desk, unpaid)
    lead = _lead(paper)
    editorial = paper.take(lambda stem: paper.byline(stem) == "board", 1)
    beside = paper.take(lambda stem: paper.kind(stem) == "op-ed", _BESIDE)
    columnists = _columnists(paper, rules.columnists)
    latest = paper.take(lambda stem: True, rules.latest)
    front = Front(
        lead=lead,
        beside=beside,
        editorial=editorial[0] if editorial else None,
        columnists=columnists,
        latest=latest,
        strips=tuple(_strips(paper, rules.sections, rules.section_size)),
    )
    publication = desk.sources.publication
    head = head_of(Subject("", publication.title, publication.description), desk)
    page = Page(file_of(""), "front.html", {"head": head, "front": front}, publication.language, "the front page")
    return page, tuple(paper.problems)


def _lead(paper: _Paper) -> Teaser | None:
    """The piece that config names, else the newest with `lead: true`, else the newest."""
    pieces, named = paper.desk.edition.pieces, paper.desk.sources.publication.front.lead
    if named and named not in paper.left:
        hint = "write the file name of a published piece, without .md"
        paper.problems.append(
            Problem(Place("config.yaml"), f'front: lead: no piece is called "{named}"', hint, is_note=True)
        )
    tests: Iterable[Callable[[str], bool]] = (
        lambda stem: stem == named,
        lambda stem: pieces[stem].article.lead,
        lambda stem: True,
    )
    return next((found[0] for test in tests if (found := paper.take(test, 1))), None)


def _columnists(paper: _Paper, most: int) -> tuple[Columnist, ...]:
    """The newest column of each columnist with one name to it."""
    found: list[Columnist] = []
    seen: set[str] = set()
    for stem in list(paper.left):
        piece = paper.desk.edition.pieces[stem]
        if len(found) == most:
            break
        if not piece.article.column or len(piece.authors) != 1 or piece.authors[0] in seen:
            continue
        seen.add(piece.authors[0])
        found.append(Columnist(paper.desk.people[piece.authors[0]], paper.left.pop(stem)))
    return tuple(found)


def _strips(paper: _Paper, sections: tuple[str, ...], size: int) -> list[Group]:
    desk = paper.desk
    names = list(sections) or [
        topic.id for topic in topics_in_order(desk) if desk.sources.groups.by_topic.get(topic.id)
    ]
    strips: list[Group] = []
    for name in names:
        if not sections and len(strips) == _STRIPS:
            break
        if name in desk.edition.topics:
            topic = desk.edition.topics[name]
            teasers = paper.take(lambda stem, id_=name: id_ in desk.edition.pieces[stem].topics, size)  # type: ignore[misc]
            strip = Group(topic.name, desk.addresses.url(f"topic:{name}"), teasers, topic.dek)
        elif name in desk.sources.publication.kinds:
            words = desk.sources.words(desk.sources.publication.language)
            label = desk.sources.publication.kinds[name].label or words.get(f"kinds.{name}", name)
            teasers = paper.take(lambda stem, id_=name: paper.kind(stem) == id_, size)  # type: ignore[misc]
            strip = Group(label, desk.addresses.url("archive:"), teasers)
        else:
            message = f'front: sections: "{name}" is neither a kind nor a topic'
            paper.problems.append(Problem(Place("config.yaml"), message, "write the id of a topic or of a kind"))
            continue
        if strip.teasers:
            strips.append(strip)
    return strips
