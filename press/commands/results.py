"""What the commands are asked for and what they answer, so that the command line knows it without importing them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from press.check.external import LinkStatus
from press.deploy.change import Change
from press.model.catalogue import Catalogue
from press.model.problem import Problem
from press.model.related import Chosen
from press.related.candidate import Suggestion


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The suggestions for each piece, by stem: `ranked` by score alone, `chosen` as the piece shows them.

    `piece` is the stem of the one asked for, "" = all; `written` has its words, as it writes them, by their stems.
    """

    catalogue: Catalogue
    ranked: Mapping[str, Sequence[Suggestion]]
    chosen: Mapping[str, Chosen]
    piece: str
    written: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: `foreign` are files that no build made, `link_statuses` of addresses of other sites."""

    pages: int
    files: int
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    foreign: tuple[str, ...]
    link_statuses: tuple[LinkStatus, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class DeployOptions:
    """How to deploy. `target`: a name in config.yaml, "" = the only one. `build`: with `rollback`, the one to bring
    back, "" = the one before. `allow_shrink`: many files may go. `forget`: no earlier build is kept at the host.
    `restore_withdrawn`: with `rollback`, pieces that are not published now may come back.
    `repair`: every file there is compared, and sent again where it differs from what was sent.
    """

    target: str = ""
    dry_run: bool = False
    rollback: bool = False
    build: str = ""
    allow_shrink: bool = False
    forget: bool = False
    repair: bool = False
    restore_withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Deployment:
    """What was done, or with a dry run would be: the change, where to, and the address that readers go to."""

    target: str
    url: str
    change: Change
    nothing: bool
