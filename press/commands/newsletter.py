"""The command `newsletter`: the week as a letter, as files or by mail."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from press.build.engine import engine_digest
from press.build.load import is_strict, load_site
from press.build.plan import plan_site
from press.build.render import renderer_of
from press.mail.files import sample_parts, write_parts
from press.mail.message import HTML_LIMIT, Letter
from press.mail.send import Server
from press.model.cache import ReopenedCache
from press.model.newsletter import NewsletterRules
from press.model.problem import ExitCode, Refusal
from press.model.site import BuildOptions, Site
from press.plan.newsletter import UNSUBSCRIBE, Period, newsletter_pages
from press.write.store import open_store

_WEEK = timedelta(days=7)


def newsletter_of(
    site: Site, options: BuildOptions, *, week: str = "", since: str = ""
) -> tuple[Letter, NewsletterRules]:
    """Return the letter of a week (`2026-W48`), of the days from `since` (`2026-11-23`) to now, or of the last seven.

    Raises Refusal (USAGE) where config.yaml has no `newsletter`, for a week or day that is none, and where the letter
    is larger than programs for mail show; ProblemsFound for mistakes in the site.
    """
    with open_store(Path(site.cache), engine := engine_digest()) as store:
        loaded = load_site(site, options, store, engine)
        catalogue = loaded.catalogue
        rules = catalogue.publication.newsletter
        if rules is None:
            hint = "newsletter: {sender: opinion@example.org, unsubscribe: ..., imprint: ...}"
            raise Refusal(f"{site.config.name} has no newsletter", code=ExitCode.USAGE, hint=hint)
        planned = plan_site(loaded, strict=is_strict(options, catalogue.publication))
        store.flush()
        period = _period(week, since, site.now, catalogue.publication.timezone)
        renderer = renderer_of(loaded.layouts, catalogue, ReopenedCache(store))
        pages = newsletter_pages(period, rules, planned.context)
        html, text = (renderer.render(page, planned.plan.shared).data for page in pages)
    if len(html) > HTML_LIMIT:
        message = f"the letter has {len(html) // 1024} KB; programs for mail cut it at {HTML_LIMIT // 1024}"
        raise Refusal(message, code=ExitCode.USAGE, hint=f"newsletter: {{pieces: {rules.pieces // 2}}}, or fewer days")
    # The layout's first line is the subject.
    subject, _, body = text.decode().partition("\n")
    letter = Letter(
        subject=subject.strip(),
        html=html.decode(),
        text=body.lstrip("\n"),
        publication=catalogue.publication.title,
        sender=rules.sender,
        unsubscribe=rules.unsubscribe,
        placeholder=UNSUBSCRIBE,
        moment=site.now,
    )
    return letter, rules


def write_files(letter: Letter, stem: Path) -> tuple[Path, ...]:
    """Write the two parts, and a message to the sender with both, next to each other; return the files.

    In them the link to unsubscribe is the sender's own. Raises Refusal (USAGE) where one cannot be written.
    """
    files = {stem.with_name(stem.name + suffix): data for suffix, data in sample_parts(letter).items()}
    write_parts(files)
    return tuple(files)


def server_of(rules: NewsletterRules, environ: Mapping[str, str]) -> Server:
    """Return the server, with name and password of the environment. Raises Refusal (USAGE) where none is named."""
    if not rules.server:
        raise Refusal("newsletter names no server", code=ExitCode.USAGE, hint="server: smtp.example.org:587")
    host, _, port = rules.server.rpartition(":")
    return Server(host, int(port), environ.get("PRESS_SMTP_USER", ""), environ.get("PRESS_SMTP_PASSWORD", ""))


def progress_file(site: Site, name: str) -> Path:
    """Return the file of progress. Raises Refusal (USAGE) for none, and for one in a folder that others may see."""
    if not name:
        message = "--send wants the name of a file that says who has the letter"
        raise Refusal(message, code=ExitCode.USAGE, hint="--progress sent.txt")
    file = Path(name)
    for folder in (site.root / "content", site.output, site.cache):
        if file.absolute().is_relative_to(Path(folder).absolute()):
            hint = "name a file outside of the section: it is about people"
            raise Refusal(f"{name} lies in {folder.name}/", code=ExitCode.USAGE, hint=hint)
    return file


def _period(week: str, since: str, now: datetime, zone: ZoneInfo) -> Period:
    """Return the days that were asked for. Raises Refusal (USAGE) for a week or a day that is none."""
    try:
        if week:
            first = datetime.strptime(f"{week}-1", "%G-W%V-%u").replace(tzinfo=zone)
            return Period(first, first + _WEEK)
        if since:
            return Period(datetime.fromisoformat(since).replace(tzinfo=zone), now)
    except ValueError:
        asked, form = ("--week", "2026-W48") if week else ("--since", "2026-11-23")
        message = f"{asked} does not take {(week or since)[:40]}"
        raise Refusal(message, code=ExitCode.USAGE, hint=f"{asked} {form}") from None
    return Period(now - _WEEK, now)
