"""config.yaml -> Publication: every mistake at its line, defaults filled in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from press.model.problem import ExitCode, Problem, ProblemsFound, Where
from press.model.publication import (
    CorrectionDesk,
    DeployTarget,
    FrontRules,
    FrontSection,
    ImageRules,
    MenuItem,
    Organization,
    Publication,
    RelatedRules,
    RelatedWeights,
)
from press.read.decoding import decode, problem_at
from press.read.front_matter import FrontMatter, check_keys
from press.read.kinds import merged_kinds
from press.read.redirects import RULE, read_redirect_rules
from press.read.schema.newsletter import newsletter_rules
from press.read.schema.outline import outline_of
from press.read.schema.publication import ConfigKeys, FrontKeys, ImageKeys, OrganizationKeys
from press.read.schema.rights import rights_of
from press.read.yaml.parser import check_libyaml
from press.read.yaml.positions import Fault
from press.read.yaml.recovery import parse_yaml

_FREE = frozenset({"extra"})


def read_config(data: bytes, path: str) -> tuple[Publication, tuple[Problem, ...]]:
    """Return the publication that config.yaml describes, and notes.

    `path` is the file's name in problems. Raises ProblemsFound (code USAGE) with every mistake in it, and Refusal
    (ENVIRONMENT) where no YAML can be read.
    """
    check_libyaml()
    text, unreadable = decode(data)
    parsed = parse_yaml(text, first_line=1, what="config file", free=_FREE)
    keys, found = check_keys(parsed, ConfigKeys, outline_of(ConfigKeys))
    # A file that is no text, or in which nothing stands, has one mistake and not one for each missing key.
    faults = list(unreadable) if unreadable and not text else [*unreadable, *found]
    if not text.strip() and not faults[: len(unreadable)]:
        faults = [Fault(1, 1, "the config file is empty", "title: The Harbour Post")]
    if faults or keys is None:
        lines = text.split("\n")
        problems = (problem_at(path, f, lines[f.line - 1] if f.line <= len(lines) else "") for f in faults)
        raise ProblemsFound(problems, code=ExitCode.USAGE)
    front = FrontMatter(path, keys, parsed)
    if keys.rights and keys.ai:
        message = "rights says what ai says, and more: both cannot stand"
        raise ProblemsFound([front.problem("ai", message, "take out the line with ai")], code=ExitCode.USAGE)
    rules, unfit = read_redirect_rules(_rule_lines(front, keys), urlsplit(keys.url).netloc)
    if unfit:
        raise ProblemsFound(unfit, code=ExitCode.USAGE)
    return replace(_publication(keys), redirects=rules, where=front.where()), tuple(_notes(path, front, keys))


def _rule_lines(front: FrontMatter[ConfigKeys], keys: ConfigKeys) -> list[tuple[str, Where]]:
    places = [front.at(f"redirects.rules.{number}") for number in range(len(keys.redirects.rules))]
    wheres = [Where.of(place.path, [RULE, place.line, place.column], {place.line: text}) for place, text in places]
    return list(zip(keys.redirects.rules, wheres, strict=True))


def _notes(path: str, front: FrontMatter[ConfigKeys], keys: ConfigKeys) -> Iterator[Problem]:
    host = urlsplit(keys.url).hostname or ""
    if keys.cname and keys.cname.casefold() != host:
        message = f"CNAME is to name {keys.cname}, but the site's addresses begin with {host}"
        yield front.problem("cname", message, f"url: https://{keys.cname}/", is_note=True)


def _publication(keys: ConfigKeys) -> Publication:
    related, context, rights = keys.related, keys.corrections, rights_of(keys.rights)
    return Publication(
        title=keys.title,
        url=keys.url,
        description=keys.description,
        language=keys.language,
        timezone=keys.timezone,
        logo=keys.logo,
        icon=keys.icon,
        accent=keys.accent,
        permalink=keys.permalink,
        per_page=keys.per_page,
        menu=tuple(MenuItem(item.text, item.url) for item in keys.menu),
        front=_front(keys.front),
        kinds=merged_kinds(keys.kinds),
        disclaimer="" if keys.disclaimer is None else keys.disclaimer,
        corrections=CorrectionDesk(context.email, context.issues, context.endpoint) if context else CorrectionDesk(),
        related=RelatedRules(**related.model_dump() | {"weights": RelatedWeights(**related.weights.model_dump())}),
        strict=keys.strict,
        raw_html=keys.raw_html,
        slugs=keys.slugs,
        images=_images(keys.images),
        feed_items=keys.feeds.items,
        feed_aliases=tuple(keys.feeds.aliases),
        search=keys.search,
        ai=rights.crawlers if rights else keys.ai or "allow",
        rights=rights,
        newsletter=newsletter_rules(keys.newsletter),
        organization=_organization(keys.organization),
        csp=tuple(sorted(keys.csp.items())),
        cname=keys.cname,
        deploy={name: DeployTarget(**target.model_dump()) for name, target in keys.deploy.items()},
        redirect_file=keys.redirects.file,
        outside_aliases=keys.redirects.outside,
        extra=keys.extra,
    )


def _front(keys: FrontKeys) -> FrontRules:
    sections = tuple(FrontSection(s.show, s.count or 0, s.title, tuple(s.pieces)) for s in keys.sections)
    return FrontRules(
        lead=keys.lead,
        pins=tuple(keys.pins),
        beside=keys.beside,
        latest=keys.latest,
        columnists=keys.columnists,
        sections=sections,
        section_size=keys.section_size,
    )


def _images(keys: ImageKeys) -> ImageRules:
    widths, formats = tuple(sorted(set(keys.widths))), tuple(dict.fromkeys(keys.formats))
    return ImageRules(widths, formats, keys.quality, keys.require_credit, keys.cards)


def _organization(keys: OrganizationKeys | None) -> Organization:
    if keys is None:
        return Organization()
    policies = tuple(sorted(keys.policies.items()))
    return Organization(keys.name, keys.logo, keys.founding, tuple(keys.same_as), policies, keys.email)
