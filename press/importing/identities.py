"""Posts without their texts -> the file, date, address and older addresses of each."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import unquote

from press.importing.dates import date_in_path
from press.importing.html_to_markdown import text_of_html
from press.importing.people import slug_for
from press.importing.records import Remark, SourcePost
from press.importing.settings import ImportSettings
from press.model.addresses import check_segment, path_fault

_UNFIT = re.compile(r"[\s/#%&+=;@]")
_EPOCH = frozenset({"1969-12-31", "1970-01-01"})
# Pages whose addresses the section's own lists have.
_OWN_PAGES = frozenset("authors topics archive corrections search columns series images assets feed".split())
_MOST_ALIASES = 200


@dataclass(frozen=True, slots=True)
class Identity:
    """What a post becomes: `file` below content/, the ISO `date`, its part of the address, and its old addresses.

    `address`: where the section shows it, without the base. `draft`: readers do not see it, for `reason`.
    """

    post: SourcePost
    file: str
    date: str
    slug: str
    title: str
    address: str
    draft: bool
    reason: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def stem(self) -> str:
        """The file's name without `.md`."""
        return posixpath.basename(self.file).removesuffix(".md")


def identities_of(
    posts: Iterable[SourcePost], settings: ImportSettings, known: Mapping[str, str]
) -> tuple[tuple[Identity, ...], tuple[Remark, ...]]:
    """Return an identity for each post that comes in; `known`: id -> the file that an earlier import gave it."""
    remarks: list[Remark] = []
    taken = {_form(name) for name in settings.taken} - {_form(name) for name in known.values()}
    addresses: set[str] = set()
    found: list[Identity] = []
    for post in posts:
        if post.status == "gone":
            remarks.append(Remark("not brought in: in the bin", post.place))
            continue
        if post.is_page and post.status != "published":
            remarks.append(Remark("not brought in: a page that was not published", post.place, post.reason))
            continue
        identity = _identity(post, settings, remarks)
        if settings.since and identity.date[:10] < settings.since and not post.is_page:
            continue
        found.append(_placed(identity, settings, known.get(post.id, ""), taken, addresses))
    return _with_aliases(found, settings, remarks), tuple(remarks)


def _identity(post: SourcePost, settings: ImportSettings, remarks: list[Remark]) -> Identity:
    title = text_of_html(post.title)[:300]
    date, unclear = _date(post, settings)
    reason = post.reason if post.status != "published" else ""
    if not title:
        title = _title_from(post)
        remarks.append(Remark("post without a title", post.place, after=title))
    if unclear and not post.is_page:
        remarks.append(Remark("date that cannot be: came as a draft", post.place, post.date, date))
        reason = reason or "no date"
    if post.status == "scheduled" and date[:10] >= f"{settings.now:%Y-%m-%d}":
        reason = ""
    if reason:
        remarks.append(Remark(f"draft: {reason}", post.place, title))
    return Identity(post, "", date, _slug(post, title, settings), title, "", bool(reason), reason)


def _date(post: SourcePost, settings: ImportSettings) -> tuple[str, bool]:
    """Return an ISO date, and whether the source has none that can be."""
    written = post.date or date_in_path(post.place) or date_in_path(post.path)
    if written[:10] in _EPOCH or not "1000" <= written[:4] <= "9998":
        written = ""
    return (written, False) if written else (f"{settings.now.astimezone(settings.timezone):%Y-%m-%d}", True)


def _title_from(post: SourcePost) -> str:
    words = re.sub(r"<[^>]*>", " ", post.body[:2000]) if post.body else ""
    line = " ".join(text_of_html(words).split()[:8])
    return line or unquote(post.slug).replace("-", " ").strip().capitalize() or "Untitled"


def _slug(post: SourcePost, title: str, settings: ImportSettings) -> str:
    last = posixpath.basename(unquote(post.path).rstrip("/")) if not post.path.startswith("/?") else ""
    last = re.sub(r"\.(?:html?|php|md)$", "", last)
    for wanted in (last, unquote(post.slug)):
        slug = unicodedata.normalize("NFC", wanted).strip()
        is_plain = slug.isascii() or not settings.ascii_only
        if slug and is_plain and not _UNFIT.search(slug) and check_segment(slug) is None and slug != "index":
            return slug
    for wanted in (post.slug, last, title):
        slug = slug_for(unquote(wanted), ascii_only=settings.ascii_only)
        if slug and check_segment(slug) is None:
            return slug
    return f"piece-{slug_for(post.id, ascii_only=True) or 'x'}"


def _placed(identity: Identity, settings: ImportSettings, known: str, taken: set[str], addresses: set[str]) -> Identity:
    """Give a post its file and its address, which no other has on any system."""
    folder = "pages" if identity.post.is_page else "articles"
    slug = identity.slug
    if identity.post.is_page and slug.casefold() in _OWN_PAGES:
        slug = f"{slug}-page"
    stem = slug if identity.post.is_page else f"{identity.date[:10]}-{slug}"
    file, number = known or f"{folder}/{stem}.md", 2
    while not known and _form(file) in taken:
        file = f"{folder}/{stem}-{number}.md"
        number += 1
    taken.add(_form(file))
    address, number, wanted = address_of(identity, slug, settings), 2, slug
    while not identity.draft and _form(address) in addresses:
        slug = f"{wanted}-{number}"
        address = address_of(identity, slug, settings)
        number += 1
    if not identity.draft:
        addresses.add(_form(address))
    return replace(identity, file=file, slug=slug, address=address)


def address_of(identity: Identity, slug: str, settings: ImportSettings) -> str:
    """Return the address of a piece or page in the section, without the base."""
    if identity.post.is_page:
        return f"{slug}/"
    day = local_day(identity.date, settings)
    pattern = settings.permalink.replace("{kind}", "op-ed")
    path = pattern.format(year=day[:4], month=day[5:7], day=day[8:10], slug=slug).lstrip("/")
    return path if path.endswith(("/", ".html")) else path + "/"


def local_day(date: str, settings: ImportSettings) -> str:
    """Return the day of an ISO date in the section's time zone."""
    if "T" not in date:
        return date
    moment = datetime.fromisoformat(date)
    if moment.tzinfo is None or moment.year in {1, 9999}:
        return date[:10]
    try:
        return f"{moment.astimezone(settings.timezone):%Y-%m-%d}".rjust(10, "0")
    except OverflowError:
        return date[:10]


def _with_aliases(found: Sequence[Identity], settings: ImportSettings, remarks: list[Remark]) -> tuple[Identity, ...]:
    """Give each piece that is out its old addresses; of two pieces with one the first has it."""
    taken = {_form(settings.base + each.address) for each in found if not each.draft}
    folders = {form + "/" for form in taken}
    given: list[Identity] = []
    for each in found:
        if each.draft:
            given.append(each)
            continue
        aliases = []
        for path in (each.post.path, *each.post.older):
            alias = fit_alias(path, settings.base)
            form = _form(alias if alias.startswith("/") else settings.base + alias)
            if not alias or form in taken or form + "/" in folders:
                if path and not alias and not path.startswith("/?"):
                    remarks.append(Remark("old address that no file can have", each.post.place, path))
                continue
            taken.add(form)
            aliases.append(alias)
        if len(aliases) > _MOST_ALIASES:
            remarks.append(Remark("more old addresses than a piece can hold", each.post.place, str(len(aliases))))
        given.append(replace(each, aliases=tuple(aliases[:_MOST_ALIASES])))
    return tuple(given)


def fit_alias(path: str, base: str) -> str:
    """Return an old path as an alias: below the base without it; "" where no file can stand there."""
    if not path or "?" in path:
        return ""
    decoded = unicodedata.normalize("NFC", unquote(path.partition("#")[0])).replace("%", "%25")
    rooted = "/" + decoded.lstrip("/")
    inside = rooted.removeprefix(base)
    bare = inside.lstrip("/")
    if not bare.strip("/") or path_fault(bare) or re.search(r"\s", bare) or bare.startswith("."):
        return ""
    return inside


def _form(path: str) -> str:
    """A path as systems that know neither case nor Unicode forms see it."""
    return unicodedata.normalize("NFC", unquote(path)).casefold().strip("/")


def permalink_of(posts: Iterable[SourcePost], settings: ImportSettings) -> str:
    """Return the pattern that most old addresses of published posts follow, "" where none has half of them."""
    counts: dict[str, int] = {}
    total = 0
    for post in posts:
        if post.is_page or post.status != "published" or not post.path or "?" in post.path:
            continue
        total += 1
        pattern = _pattern(post, settings)
        if pattern:
            counts[pattern] = counts.get(pattern, 0) + 1
    best = max(counts, key=lambda pattern: (counts[pattern], pattern), default="")
    return best if best and counts[best] * 2 > total else ""


def _pattern(post: SourcePost, settings: ImportSettings) -> str:
    path = unquote(post.path)
    bare = path[len(settings.base) :] if path.startswith(settings.base) else ""
    steps = bare.rstrip("/").split("/")
    ending = ".html" if steps[-1].endswith(".html") else "/"
    day = local_day(post.date, settings)
    if not bare or (not path.endswith("/") and ending == "/" and "." in steps[-1]):
        return ""
    names = {day[:4]: "{year}", day[5:7]: "{month}", day[8:10]: "{day}"} if len(day) == 10 else {}
    above = []
    for step, expected in zip(steps[:-1], _dated(steps[:-1], names), strict=True):
        if not expected and not re.fullmatch(r"[a-z][a-z-]*", step):
            return ""
        above.append(expected or step)
    return "/".join([*above, "{slug}"]) + ending


def _dated(steps: Sequence[str], names: Mapping[str, str]) -> list[str]:
    """Return which part of a date each step is, in the order year, month, day."""
    wanted = ["{year}", "{month}", "{day}"]
    days = {name: value for value, name in names.items()}
    found = []
    for step in steps:
        is_next = bool(wanted) and days.get(wanted[0]) == step
        found.append(wanted.pop(0) if is_next else "")
    return found


def zone_of(posts: Iterable[SourcePost]) -> str:
    """Return the zone of most dates, by their offsets alone: a zone of fixed hours, or UTC where they name none."""
    counts: dict[str, int] = {}
    for post in posts:
        offset = re.search(r"T.*([+-])(\d\d):00$", post.date)
        if offset:
            # The names of these zones say the hours west of Greenwich: https://data.iana.org/time-zones/tzdb/etcetera
            name = f"Etc/GMT{'-' if offset[1] == '+' else '+'}{int(offset[2])}"
            counts[name] = counts.get(name, 0) + 1
    best = max(counts, key=lambda name: (counts[name], name), default="UTC")
    return "UTC" if best in {"Etc/GMT+0", "Etc/GMT-0"} else best
