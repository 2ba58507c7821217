"""Another program's export -> the files of a section: planned, written, and settled until the section builds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path, PurePath
from zoneinfo import ZoneInfo, available_timezones

from press.build.engine import engine_digest
from press.build.load import load_site, read_publication
from press.build.plan import plan_site
from press.importing.export_files import copy_inside, list_below, read_inside, remove_inside, write_inside
from press.importing.front_matter import front_matter, one_line
from press.importing.identities import permalink_of, zone_of
from press.importing.media import Media, media_files
from press.importing.merge import STATE_FILE, ImportState, Record, outcome_of, read_state, state_text
from press.importing.moving import MovePlan, people_files, piece_files, plan_move, topic_files
from press.importing.piece_file import ImportedFile
from press.importing.records import Export, Remark, SourcePost
from press.importing.report import ImportReport, counts_of, oddest
from press.importing.settings import ImportSettings
from press.importing.settle import settled
from press.importing.taxonomies import TermRules, term_rules
from press.model.digest import digest
from press.model.problem import Problem, ProblemsFound
from press.model.publication import Publication
from press.model.site import BuildOptions, Site
from press.plan.urls import split_url
from press.write.store import open_store

_JOBS = 2  # processes to read the section with
_MOST_ROUNDS = 6  # of reading the section and settling what it finds; a round settles nearly all


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What is to be brought in.

    `media`: folders with the old site's files. `since`: an ISO day. `term_map`, `authors`: a newsroom's lists as YAML
    reads them. `lang`: the language of the posts where they name none.
    """

    export: Export
    media: tuple[str, ...] = ()
    since: str = ""
    term_map: Mapping[str, object] = field(default_factory=dict)
    authors: Mapping[str, str] = field(default_factory=dict)
    is_trial: bool = False


@dataclass(slots=True)
class _Run:
    """One import on its way."""

    site: Site
    plan: MovePlan
    before: ImportState
    is_trial: bool
    records: dict[str, Record] = field(default_factory=dict)
    outcomes: list[str] = field(default_factory=list)
    left_alone: list[str] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    odd: list[tuple[int, str, str, str]] = field(default_factory=list)

    @property
    def today(self) -> str:
        """The day of the import, as ISO 8601."""
        return f"{self.site.now.astimezone(self.plan.around.settings.timezone):%Y-%m-%d}"


def first_config(request: ImportRequest, now: datetime) -> str:
    """Return the config.yaml of a section that the import begins: what the old site says of itself."""
    overview = request.export.overview()
    source = overview.site
    url = source.url if source.url.startswith(("https://", "http://")) else "https://example.org/"
    heads = [replace(post, body="") for post in request.export.posts(overview)]
    zone = source.timezone if source.timezone in available_timezones() else zone_of(heads)
    settings = ImportSettings(now, ZoneInfo(zone), base=split_url(url)[1])
    keys = {
        "title": one_line(source.title, 200) or "The old site's name",
        "url": url.rstrip("/") + "/",
        "description": one_line(source.description, 500),
        "language": source.language or "en",
        "timezone": zone,
        "permalink": permalink_of(heads, settings),
    }
    return front_matter(keys).strip("-\n") + "\n"


def import_posts(request: ImportRequest, site: Site) -> ImportReport:
    """Bring an export into the section's folder and return what was decided.

    Files that an editor has changed since an earlier import stay as they are. Raises Refusal for what cannot be read.
    """
    publication, _ = read_publication(site)
    overview = request.export.overview()
    heads = tuple(replace(post, body=post.body[:400]) for post in request.export.posts(overview))
    state_before = read_inside(str(site.root), STATE_FILE)
    before = read_state(state_before, overview.site.kind)
    settings = _settings(request, site, publication)
    media = _media(request, settings.base)
    plan = plan_move(request.export, overview, heads, settings, _files_before(before, site), media)
    run = _Run(site, plan, before, request.is_trial)
    run.remarks += plan.remarks
    for file in _all_files(request.export, plan):
        _write(file, run)
    if not request.is_trial:
        _copy_media(media, site, run)
        run.remarks += _settle(run)
        records = {**before.records, **run.records}
        write_inside(str(site.root), STATE_FILE, state_text(state_before, overview.site.kind, ImportState(records)))
    return ImportReport(
        overview.site.kind,
        counts_of(run.outcomes),
        tuple(run.remarks),
        tuple(run.left_alone),
        _proposed(heads, settings, publication),
        oddest(run.odd),
    )


def _settings(request: ImportRequest, site: Site, publication: Publication) -> ImportSettings:
    taken = frozenset(
        f"{folder}/{path}" for folder in ("articles", "pages") for path in _names(site.root / "content" / folder)
    )
    return ImportSettings(
        now=site.now,
        timezone=publication.timezone,
        permalink=publication.permalink,
        base=split_url(publication.url)[1],
        lang=publication.language,
        ascii_only=publication.slugs == "ascii",
        since=request.since,
        rules=term_rules(request.term_map, publication.kinds) if request.term_map else TermRules(),
        authors=request.authors,
        taken=taken,
    )


def _names(folder: PurePath) -> tuple[str, ...]:
    return list_below(str(folder))


def _media(request: ImportRequest, base: str) -> Media:
    return Media(media_files((folder, list_below(folder)) for folder in request.media), base)


def _files_before(before: ImportState, site: Site) -> dict[str, str]:
    """Return id -> file of earlier imports, without what stands for people and topics."""
    return {id_: path for id_, path in before.files().items() if path.startswith(("articles/", "pages/"))}


def _proposed(heads: tuple[SourcePost, ...], settings: ImportSettings, publication: Publication) -> str:
    found = permalink_of(heads, settings)
    return found if found and found.strip("/") != publication.permalink.strip("/") else ""


def _all_files(export: Export, plan: MovePlan) -> Iterator[ImportedFile]:
    yield from people_files(plan)
    yield from topic_files(plan)
    yield from piece_files(export, plan)


def _write(file: ImportedFile, run: _Run) -> None:
    """Write one file, unless an editor has changed the one that is there."""
    record = run.before.records.get(file.id)
    path = record.path if record else file.path
    on = record.on if record else run.today
    text = file.text(on)
    current = read_inside(str(run.site.root), path)
    outcome = outcome_of(record, current, text)
    run.outcomes.append(outcome)
    run.remarks += file.remarks
    if file.remarks and file.source:
        run.odd.append((len(file.remarks), path, file.source[:20_000], text[:20_000]))
        run.odd = sorted(run.odd, key=lambda each: -each[0])[:60]
    if outcome == "edited":
        run.left_alone.append(path)
    if outcome in {"new", "changed"}:
        run.records[file.id] = Record(path, digest(text), on)
        if not run.is_trial:
            write_inside(str(run.site.root), path, text)


def _copy_media(media: Media, site: Site, run: _Run) -> None:
    for file, name in media.used.items():
        copy_inside(str(site.root), media.files[file], f"content/images/{name}")
    for file, name in media.copied.items():
        copy_inside(str(site.root), media.files[file], f"content/static/{name}")


def _settle(run: _Run) -> list[Remark]:
    """Read the section as a build does, and settle what it finds in the files of this import."""
    ids = {record.path: id_ for id_, record in run.records.items()}
    remarks: list[Remark] = []
    for _ in range(_MOST_ROUNDS):
        problems = [problem for problem in _problems(run.site) if problem.place.path in ids]
        if not problems:
            break
        by_path: dict[str, list[Problem]] = {}
        for problem in problems:
            by_path.setdefault(problem.place.path, []).append(problem)
        for path, found in sorted(by_path.items()):
            before = read_inside(str(run.site.root), path) or ""
            after = settled(before, found, is_page=path.startswith("content/pages/"))
            remarks += [Remark(f"settled: {_general(p.message)}", str(p.place), p.excerpt.strip()[:120]) for p in found]
            run.records[ids[path]] = replace(run.records[ids[path]], settled=digest(after))
            if after:
                write_inside(str(run.site.root), path, after)
            else:
                remove_inside(str(run.site.root), path)
    return remarks


def _general(message: str) -> str:
    """A problem's message without the words of one file."""
    return message.split(":", maxsplit=1)[0].split('"', maxsplit=1)[0].strip()[:60] or message[:60]


def _problems(site: Site) -> tuple[Problem, ...]:
    """Return what would keep the section from being built."""
    engine = engine_digest()
    try:
        with open_store(Path(site.cache), engine) as store:
            plan_site(load_site(site, BuildOptions(jobs=_JOBS), store, engine), strict=False)
            store.flush()
    except ProblemsFound as found:
        return found.problems
    return ()
