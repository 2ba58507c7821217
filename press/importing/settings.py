"""What an import is asked for, and what the section that takes the posts in says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from press.importing.taxonomies import TermRules


@dataclass(frozen=True, slots=True)
class ImportSettings:
    """The settings of one import.

    `since`: an ISO day before which nothing comes in. `permalink`: the section's pattern. `base`: the path that the
    section stands at, with a slash on both ends. `lang`: the section's language. `authors`: a writer as the source
    names him -> the name to write, `drop` for none. `taken`: files of content/ that are there already.
    """

    now: datetime
    timezone: tzinfo
    permalink: str = "{year}/{month}/{slug}/"
    base: str = "/"
    lang: str = "en"
    ascii_only: bool = False
    since: str = ""
    rules: TermRules = field(default_factory=TermRules)
    authors: Mapping[str, str] = field(default_factory=dict)
    taken: frozenset[str] = frozenset()
