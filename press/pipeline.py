"""Site -> published folder: the whole data flow, on one screen."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from press.intake import Taken, engine_digest, is_strict, only_notes, read_publication, take_edition
from press.model.body import Part
from press.model.digest import digest
from press.model.edition import Edition
from press.model.page import Copy, Output, Page, Plan, Rendered
from press.model.problem import ExitCode, Problem, Refusal
from press.model.site import Site
from press.plan.pages import plan_pages
from press.plan.related import candidates_of
from press.plan.related.candidate import Suggestion
from press.plan.related.choice import Chosen, choose
from press.plan.related.score import rank
from press.plan.urls import split_url
from press.read.body import decode_parts
from press.read.folder import read_source
from press.read.readings import parts_key
from press.render.layouts import Layouts
from press.render.renderer import PageKey, Renderer, key_of
from press.render.staleness import Changes, compare
from press.write.draft import write_draft
from press.write.guard import check_output
from press.write.ledger import untouched
from press.write.lock import output_lock
from press.write.publish import publish
from press.write.store import Store, open_store
from press.write.swap import recover


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did; `reasons` maps each rendered page to why it was stale; `remarks` are about the store."""

    edition: Edition
    pages: int
    rendered: int
    removed: tuple[str, ...]
    foreign: tuple[str, ...]
    notes: tuple[Problem, ...]
    remarks: tuple[str, ...]
    reasons: Mapping[str, str]
    seconds: float


def build(site: Site) -> Built:
    """Build the site: all of it or nothing. Raises ProblemsFound or Refusal; then the output is untouched."""
    started = time.perf_counter()
    output, cache, engine = Path(site.output), Path(site.cache), engine_digest()
    check_output(site)
    with output_lock(output, cache), open_store(cache, engine) as store:
        remarks = recover(output)
        taken = take_edition(site, store, engine)
        plan, problems = plan_pages(taken.edition, choices(taken.edition), taken.assets.paths)
        notes = only_notes([*taken.notes, *problems], strict=is_strict(site, taken.edition.publication))
        keyed = _keys(plan, taken.layouts, engine)
        ledger = store.ledger(output) if not site.clean else {}
        changes = compare(keyed, ledger, untouched(output, ledger))
        outputs = _outputs(site, plan, taken, changes, store)
        published = publish(outputs, fresh=changes.fresh, output=output, store=store)
    return Built(
        edition=taken.edition,
        pages=len(plan.pages),
        rendered=len(changes.stale),
        removed=published.removed,
        foreign=published.foreign,
        notes=notes,
        remarks=(*remarks, *store.remarks),
        reasons={stale.page.path: stale.reason for stale in changes.stale},
        seconds=time.perf_counter() - started,
    )


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What is suggested beside each piece: `ranked` by score alone, `chosen` as shown."""

    edition: Edition
    ranked: Mapping[str, Sequence[Suggestion]]
    chosen: Mapping[str, Chosen]
    piece: str


def suggestions(site: Site, piece: str) -> Suggestions:
    """Return what is suggested beside the piece with this stem or unique slug, or beside all ("").

    Raises Refusal (USAGE) for a piece that is not there.
    """
    engine = engine_digest()
    with open_store(Path(site.cache), engine) as store:
        edition = take_edition(site, store, engine).edition
        store.flush()
    ranked = rank(candidates_of(edition), edition.publication.related)
    return Suggestions(edition, ranked, choose(edition, ranked), _stem_of(piece, edition))


def _stem_of(piece: str, edition: Edition) -> str:
    name = piece.removesuffix(".md")
    if not name or name in edition.pieces:
        return name
    stems = [stem for stem, found in edition.pieces.items() if found.article.slug == name]
    if len(stems) == 1:
        return stems[0]
    hint = f"write one of {', '.join(sorted(stems))}" if stems else "python build.py related lists all pieces"
    raise Refusal(f'no published piece is called "{piece}"', code=ExitCode.USAGE, hint=hint)


def start_piece(site: Site, title: str, *, kind: str, authors: Sequence[str], topics: Sequence[str]) -> str:
    """Make a draft and return its path relative to the site's folder. Raises Refusal for an unknown kind."""
    publication, _ = read_publication(site)
    if kind not in publication.kinds:
        known = ", ".join(publication.kinds)
        raise Refusal(f'there is no kind "{kind}"', code=ExitCode.USAGE, hint=f"the kinds are {known}")
    now = site.now.astimezone(publication.timezone)
    return write_draft(site.root, title, kind=kind, authors=authors, topics=topics, now=now)


def choices(edition: Edition) -> Mapping[str, Chosen]:
    """Return what each piece shows under "Other topics of interest"."""
    return choose(edition, rank(candidates_of(edition), edition.publication.related))


def _keys(plan: Plan, layouts: Layouts, engine: str) -> list[tuple[Page, PageKey]]:
    shared = {name: (value, digest(value)) for name, value in plan.shared.items()}
    return [(page, key_of(page, shared, layouts, engine)) for page in plan.pages]


def _outputs(site: Site, plan: Plan, taken: Taken, changes: Changes, store: Store) -> Iterator[Rendered]:
    """Yield every file that is not fresh, one at a time: nothing is held but the file at hand."""
    for output in taken.assets.outputs:
        yield Rendered(output, digest(output.path), ())
    for copy in plan.copies:
        yield Rendered(_copied(site, copy), copy.digest, ())

    def parts_of(body: str) -> Sequence[Part]:
        kept = store.memo_get(parts_key(body))
        if kept is None:  # taking in made sure of it; publishing a piece without its text would be worse than stopping
            raise Refusal(
                "the cache lost a text while the site was built", code=ExitCode.ENVIRONMENT, hint="build again"
            )
        return decode_parts(kept)

    origin, _ = split_url(taken.edition.publication.url)
    renderer = Renderer(taken.layouts, parts_of, origin)
    for stale in changes.stale:
        yield Rendered(renderer.render(stale.page, plan.shared), stale.key.whole, stale.key.parts)


def _copied(site: Site, copy: Copy) -> Output:
    return Output(copy.path, read_source(site.root, copy.source, shown="").data, copy.order)
