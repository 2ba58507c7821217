"""Text -> the value of a setting: a zone, a permalink, a domain, sources of a content policy, a choice."""

from __future__ import annotations

import re
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from pydantic import BeforeValidator

from press.model.addresses import path_fault
from press.model.publication import Byline
from press.read.hints import closest, did_you_mean
from press.read.schema.fields import FieldReader, line_of_text, mistake, one_of, some_text, split_names, whole_number

PLACEHOLDERS = ("year", "month", "day", "slug", "kind")
# Properties of https://schema.org/NewsMediaOrganization that lead to a page of the publisher.
POLICIES = (
    "publishingPrinciples", "correctionsPolicy", "ethicsPolicy", "masthead", "ownershipFundingInfo",
    "actionableFeedbackPolicy", "missionCoveragePrioritiesPolicy", "verificationFactCheckingPolicy",
    "unnamedSourcesPolicy", "noBylinesPolicy", "diversityPolicy", "diversityStaffingReport",
)  # fmt: skip
_SCHEMA_TYPE = re.compile(r"[A-Z][A-Za-z]+")
_MACHINES_OWN = re.compile(r"localtime$|posixrules$|Factory$|posix/|right/")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DIRECTIVE = re.compile(r"[a-z]+(?:-[a-z]+)*")
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]", re.IGNORECASE)


def _timezone(value: object) -> ZoneInfo:
    text = some_text(value)
    try:
        # Names that mean another zone, or other rules, on each machine are no names of zones.
        return ZoneInfo(text if not _MACHINES_OWN.match(text) else "")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        zones = sorted(available_timezones())
        near = closest(text.replace(" ", "_"), zones) or next((z for z in zones if z.endswith(f"/{text}")), "")
        hint = f'did you mean "{near}"?' if near else "{key}: Europe/Kyiv"
        raise mistake(f'there is no time zone "{text[:40]}"', hint) from None


def _permalink(value: object) -> str:
    text = some_text(value)
    for name in re.findall(r"\{([^{}]*)\}", text):
        if name not in PLACEHOLDERS:
            listed = ", ".join(f"{{{known}}}" for known in PLACEHOLDERS)
            near = closest(name, PLACEHOLDERS, alike=0.6)
            hint = f'did you mean "{{{near}}}"?' if near else f"the placeholders are {listed}"
            raise mistake(f'{{key}} has an unknown placeholder "{{{name}}}"', hint)
    if "{slug}" not in text:
        raise mistake("{key} needs {slug}, or all pieces would share an address", "{key}: /{year}/{month}/{slug}/")
    filled = re.sub(r"\{[^{}]*\}", "x", text)
    fault = path_fault(filled.removeprefix("/")) or ("a brace is left over" if re.search("[{}]", filled) else None)
    if fault or re.search(r"[\s#%]", filled):
        raise mistake(
            f'"{text[:60]}" cannot be an address: {fault or "it holds a blank or a sign"}', "{key}: /{year}/{slug}/"
        )
    return text if text.startswith("/") else f"/{text}"


def _schema_type(value: object) -> str:
    text = some_text(value)
    if not _SCHEMA_TYPE.fullmatch(text):
        raise mistake(f'"{text[:40]}" is no type of schema.org', "{key}: OpinionNewsArticle")
    return text


def _domain(value: object) -> str:
    text = some_text(value)
    if not _DOMAIN.fullmatch(text):
        bare = re.sub(r"^\w+://|/.*$", "", text)
        raise mistake(
            f'"{text[:60]}" is no domain', f"{{key}}: {bare}" if _DOMAIN.fullmatch(bare) else "{key}: example.org"
        )
    return text.lower()


def _sources(value: object) -> str:
    text = (
        " ".join(value)
        if isinstance(value, list) and all(isinstance(item, str) for item in value)
        else some_text(value)
    )
    if re.search(r"[;,\r\n]", text):
        raise mistake("{key} takes sources between blanks", "{key}: https://cdn.example.org")
    return " ".join(text.split())


def _kind_id(value: object) -> str:
    text = some_text(value)
    if not _ID.fullmatch(text):
        raise mistake(f'"{text[:40]}" cannot be the id of a kind', "write small letters, digits and hyphens")
    return text


def _policy(value: object) -> str:
    text = some_text(value)
    if text not in POLICIES:
        hint = did_you_mean(text, POLICIES, alike=0.6) or f"the policies are {', '.join(POLICIES)}"
        raise mistake(f'there is no policy "{text[:40]}"', hint)
    return text


def _directive(value: object) -> str:
    text = some_text(value)
    if not _DIRECTIVE.fullmatch(text):
        raise mistake(f'"{text[:40]}" is no directive of a content policy', "img-src: https://cdn.example.org")
    return text


_TEXT = {"type": "string"}
# A year looks like a number to programs that check YAML while it is typed.
Year = Annotated[str, FieldReader(line_of_text(40), {"type": ["string", "integer"]})]
TimeZone = Annotated[ZoneInfo, FieldReader(_timezone, _TEXT)]
Permalink = Annotated[str, FieldReader(_permalink, _TEXT)]
SchemaType = Annotated[str, FieldReader(_schema_type, _TEXT)]
Domain = Annotated[str, FieldReader(_domain, _TEXT)]
PolicySources = Annotated[str, FieldReader(_sources, {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]})]
Count = Annotated[int, whole_number(1, 1_000)]
CountOrNone = Annotated[int, whole_number(0, 1_000)]
Width = Annotated[int, whole_number(16, 4_096)]
Percent = Annotated[int, whole_number(1, 100)]
Weight = Annotated[int, whole_number(0, 1_000)]
Days = Annotated[int, whole_number(1, 36_500)]
RawHtml = Annotated[Literal["sanitize", "escape", "trust"], one_of("sanitize", "escape", "trust")]
Slugs = Annotated[Literal["unicode", "ascii"], one_of("unicode", "ascii")]
Ai = Annotated[Literal["allow", "search-only", "none"], one_of("allow", "search-only", "none")]
BylineRule = Annotated[Byline, one_of("author", "board", "letters", "sponsor")]
Format = Annotated[str, one_of("avif", "webp")]
KindId = Annotated[str, FieldReader(_kind_id, _TEXT)]
Policy = Annotated[str, FieldReader(_policy, _TEXT)]
Directive = Annotated[str, FieldReader(_directive, _TEXT)]
FileRef = BeforeValidator(split_names, json_schema_input_type=str | list[str])
