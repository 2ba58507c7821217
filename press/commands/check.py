"""The command `check`: the published folder, compared with its manifest and the content that it was made from."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePath

from press.build.engine import engine_digest
from press.build.load import is_strict, load_catalogue
from press.check.addresses import Lookup
from press.check.external import CrawlOptions, LinkStatus, try_links
from press.check.facts import FileFacts, Finding, SiteFacts
from press.check.file_rules import check_file, files_below, read_text
from press.check.leaks import forbidden_words_of, without
from press.check.secrets import secret_name_finding
from press.check.site_rules import site_findings
from press.check.sources import SourceFiles, problems_of
from press.commands.results import Checked
from press.model.cache import Cache
from press.model.catalogue import Catalogue
from press.model.content import STATES
from press.model.filenames import is_secret_name, power_of
from press.model.manifest import KEPT, MANIFEST, breaches
from press.model.problem import ExitCode, Refusal
from press.model.redirects import exact_redirects, parse_redirects
from press.model.site import BuildOptions, Site
from press.parallel.pool import map_in_processes
from press.plan.grouping import group_pieces
from press.plan.urls import Addresses, file_of, make_addresses, piece_path
from press.read.catalogue import Material
from press.read.folder import list_files
from press.write.faults import refused
from press.write.journal import has_journal
from press.write.lock import output_lock
from press.write.manifest import read_manifest
from press.write.store import open_store

# Below this many files, starting processes costs more than it saves (some 2 ms a page).
_PAYS_FROM = 100
_CHUNK = 100
_SHOWN = 3  # files that a refusal names


def check_site(site: Site, options: BuildOptions, *, external: bool = False) -> Checked:
    """Check the published folder; with `external` also the addresses of other sites. Nothing is changed.

    Raises ProblemsFound for mistakes in content, Refusal (REFUSED) for a folder that is not as a build left it.
    """
    started = time.perf_counter()
    output, engine = Path(site.output), engine_digest()
    with output_lock(output, Path(site.cache)), open_store(Path(site.cache), engine) as store:
        manifest = _manifest(output)
        material, catalogue = load_catalogue(site, options, store, engine)
        addresses = make_addresses(catalogue, group_pieces(catalogue)[0])
        site_facts = _site_facts(site, manifest, material, catalogue, addresses)
        files = _check_files(site_facts, site, sorted(manifest), options.jobs)
        there = files_below(str(output))
        _check_manifest(manifest, files, there, output)
        findings = [*(fault for file in files for fault in file.findings), *site_findings(files, site_facts)]
        findings += [*_exposed(there, manifest), *_unbuilt(catalogue, addresses, site_facts), *_able_to_act(catalogue)]
        link_statuses = _link_statuses(files, site, catalogue, store) if external else ()
        findings += _link_findings(files, link_statuses)
        problems = problems_of(findings, _sources(site, catalogue, addresses), site_facts.forbidden)
        store.flush()
    strict = is_strict(options, catalogue.publication)
    problems = tuple(replace(problem, is_note=problem.is_note and not strict) for problem in problems)
    return Checked(
        pages=sum(file.page is not None for file in files),
        files=len(files),
        problems=tuple(problem for problem in problems if not problem.is_note),
        notes=tuple(problem for problem in problems if problem.is_note),
        foreign=tuple(path for path in there if path not in manifest and path not in {MANIFEST, KEPT}),
        link_statuses=link_statuses,
        seconds=time.perf_counter() - started,
    )


def _manifest(output: Path) -> Mapping[str, str]:
    with refused(output):
        manifest, cut_off = read_manifest(output), has_journal(output)
    if manifest is None or cut_off:
        why = "was left by a build that was cut off" if cut_off else "holds no finished build"
        raise Refusal(f"{output} {why}", code=ExitCode.REFUSED, hint="python build.py build")
    return manifest


def _check_manifest(
    manifest: Mapping[str, str], files: Sequence[FileFacts], there: Sequence[str], output: Path
) -> None:
    """Refuse a folder that is not as its manifest says: it is not what a build published."""
    names = frozenset(there)
    found = {file.path: file.sha256 for file in files if file.path in names}
    wrong = breaches(manifest, found)
    if wrong:
        named = ", ".join(f"{each.path} ({each.why})" for each in wrong[:_SHOWN])
        more = f" and {len(wrong) - _SHOWN} more" if len(wrong) > _SHOWN else ""
        raise Refusal(
            f"{output} is not as the build left it: {named}{more}",
            code=ExitCode.REFUSED,
            hint="python build.py build --clean writes it anew",
        )


def _site_facts(
    site: Site, manifest: Mapping[str, str], material: Material, catalogue: Catalogue, addresses: Addresses
) -> SiteFacts:
    """Gather what each file is checked against: what is there, and what may not be."""
    reasons = {piece.stem: piece.reason for piece in catalogue.held_back}
    published = {file_of(path) for path in addresses.paths.values()}
    held, forbidden = {}, []
    for article in material.articles:
        if article.stem in reasons:
            source = f"{article.where.path}, which is {STATES[reasons[article.stem]]}"
            path = file_of(piece_path(article, catalogue.publication))
            if path not in published:
                held[path] = source
            forbidden += [(article.title, f"the title of {source}"), (article.stem, f"the name of {source}")]
    titles = {stem: piece.article.title for stem, piece in catalogue.pieces.items()}
    return SiteFacts(
        origin=addresses.origin,
        base=addresses.base,
        paths=frozenset(manifest),
        copied=frozenset(file.path for file in catalogue.files),
        redirects=frozenset(exact_redirects(parse_redirects(read_text(str(site.output), "_redirects")).rules)),
        held=held,
        forbidden=without(forbidden_words_of(forbidden), titles),
    )


def _check_files(site_facts: SiteFacts, site: Site, paths: Sequence[str], jobs: int) -> list[FileFacts]:
    work = partial(check_file, Lookup(site_facts), str(site.output))
    return list(map_in_processes(work, paths, jobs=jobs, pays_from=_PAYS_FROM, chunk=_CHUNK))


def _exposed(there: Iterable[str], manifest: Mapping[str, str]) -> Iterator[Finding]:
    """Files whose name says that they are secret; a repository in the output's own root is its owner's way."""
    for path in there:
        if is_secret_name(path) and path not in {".git", ".git/"}:
            yield secret_name_finding(path)
        elif path not in manifest and path not in {MANIFEST, KEPT}:
            yield Finding(path, 0, f"no build made {path}; no deploy publishes it", is_note=True)


def _able_to_act(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a note for each file of content/static/ that browsers or servers may run: it is published unchanged."""
    for file in catalogue.files:
        power = "" if is_secret_name(file.path) else power_of(file.path)
        if power:
            message = f"{file.source} is published unchanged, and {power}"
            yield Finding(file.path, 0, message, "take it out unless it is meant to", is_note=True)


def _unbuilt(catalogue: Catalogue, addresses: Addresses, site_facts: SiteFacts) -> Iterator[Finding]:
    for stem in catalogue.pieces:
        path = file_of(addresses.paths[f"article:{stem}"])
        if path not in site_facts.paths:
            message = f"{catalogue.pieces[stem].article.where.path} is published now, and has no page here"
            yield Finding(path, 0, message, "python build.py build")


def _link_statuses(
    files: Sequence[FileFacts], site: Site, catalogue: Catalogue, cache: Cache
) -> tuple[LinkStatus, ...]:
    crawl_options = CrawlOptions(agent=f"press link check (+{catalogue.publication.url})")
    return try_links({url for file in files for url, _ in file.outgoing}, crawl_options, cache, site.now.timestamp())


def _link_findings(files: Sequence[FileFacts], link_statuses: Iterable[LinkStatus]) -> Iterator[Finding]:
    wrong = {status.url: status for status in link_statuses if status.state not in {"ok", "blocked"}}
    for file in files:
        for url, line in file.outgoing:
            status = wrong.get(url)
            if status:
                message = "has moved for good" if status.state == "moved" else f"is {status.state}: {status.detail}"
                hint = f"write {status.now_at}" if status.now_at else "look for where it has gone, or take the link out"
                yield Finding(file.path, line, f"{url} {message}", hint, address=url, is_note=True)


def _sources(site: Site, catalogue: Catalogue, addresses: Addresses) -> SourceFiles:
    files = {f"article:{stem}": piece.article.where.path for stem, piece in catalogue.pieces.items()}
    files |= {f"author:{id_}": author.where.path for id_, author in catalogue.authors.items() if author.declared}
    files |= {f"topic:{id_}": topic.where.path for id_, topic in catalogue.topics.items() if topic.declared}
    files |= {f"page:{stem}": page.where.path for stem, page in catalogue.pages.items()}
    of = {file_of(addresses.paths[name]): path for name, path in files.items()}
    layouts = [f"layouts/{path}" for path in list_files(site.root / "layouts", shown="layouts").paths]
    output = site.output.relative_to(site.root) if site.output.is_relative_to(site.root) else PurePath(site.output)
    config = site.config.name

    def read(path: str) -> str:
        return read_text(str(site.config.parent if path == config else site.root), path)

    return SourceFiles(of, (config, *layouts), read, output.as_posix(), addresses.base)
