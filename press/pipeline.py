"""Site -> published folder: the whole data flow, on one screen."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from press.intake import engine_digest, is_strict, only_notes, read_publication, take_edition
from press.model.built import Built
from press.model.edition import Edition
from press.model.problem import ExitCode, Refusal
from press.model.site import Site
from press.model.stock import Stock
from press.plan.pages import plan_pages
from press.plan.related import candidates_of, terms_of
from press.plan.related.candidate import Suggestion
from press.plan.related.choice import Chosen, choose
from press.plan.related.ranking import Ranked, rank
from press.plan.validity import valid_until
from press.printing import Printing, Standing
from press.standing import keep_stock, remember, stock_of, take_stock
from press.write.draft import write_draft
from press.write.guard import check_output
from press.write.ledger import untouched
from press.write.lock import output_lock
from press.write.publish import publish
from press.write.store import open_store
from press.write.swap import recover


def build(site: Site) -> Built:
    """Build the site: all of it or nothing. Raises ProblemsFound or Refusal; then the output is untouched."""
    started = time.perf_counter()
    output, cache, engine = Path(site.output), Path(site.cache), engine_digest()
    check_output(site)
    inputs = take_stock(site)
    with output_lock(output, cache), open_store(cache, engine) as store:
        remarks = recover(output)
        stock = stock_of(site, inputs, store) if not site.clean else Stock(inputs.content, inputs.settled)
        taken = take_edition(site, store, engine, stock)
        edition = taken.edition
        plan, desk, problems = plan_pages(edition, choices(edition), taken.assets.paths)
        notes = only_notes([*taken.notes, *problems], strict=is_strict(site, edition.publication))
        store.flush()
        ledger = store.ledger(output) if not site.clean else {}
        printing = Printing(site, plan, desk, taken, Standing(ledger, untouched(output, ledger)), store)
        published = publish(printing.files(), fresh=printing.fresh, output=output, store=store)
        built = Built(
            pages=len(plan.pieces) + len(plan.pages),
            articles=len(edition.pieces),
            scheduled=sum(piece.reason == "scheduled" for piece in edition.held_back),
            next_due=edition.next_due and edition.next_due.astimezone(edition.publication.timezone),
            rendered=len(printing.reasons),
            removed=published.removed,
            foreign=published.foreign,
            notes=notes,
            remarks=(*remarks, *store.remarks),
            reasons=printing.reasons,
            seconds=time.perf_counter() - started,
        )
        keep_stock(site, stock, store)
        remember(site, built, inputs, published.inventory, valid_until(edition), store)
    return built


def edition_of(site: Site) -> Edition:
    """Return what would be published now. Raises ProblemsFound or Refusal."""
    engine = engine_digest()
    with open_store(Path(site.cache), engine) as store:
        return take_edition(site, store, engine).edition


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
    ranked = _ranked(edition)
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
    return choose(edition, _ranked(edition))


def _ranked(edition: Edition) -> Ranked:
    return Ranked(rank(candidates_of(edition), terms_of(edition), edition.publication.related))
