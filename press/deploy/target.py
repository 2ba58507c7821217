"""Target: what every host does for a deployment, whatever it is; and the words in which it fails."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from press.deploy.change import Change
from press.deploy.manifest import DeployManifest
from press.model.problem import ExitCode, Refusal

AGAIN = "run the same command again: it goes on where it stopped"
# Called with the number of files sent so far and the number of all that are to be sent.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Build:
    """The build in `folder`: `files` maps each path to its SHA-256, `redirects` a file to the address it leads to."""

    folder: str
    files: Mapping[str, str]
    redirects: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Drift:
    """Files of ours that do not stand at the host as they were put there: `gone`, or `edited` by somebody else."""

    gone: frozenset[str] = frozenset()
    edited: tuple[str, ...] = ()


class Target(Protocol):
    """A host. Every method may raise Refusal: INCOMPLETE when the host fails, REFUSED when it holds another's."""

    @property
    def format(self) -> str:
        """How files are kept there; when it differs from the marker's, all are sent again."""

    def fetch_state(self) -> DeployManifest | None:
        """Return what is live; None: nothing of ours. Asked first, once."""

    def foreign(self, change: Change) -> tuple[str, ...]:
        """Return what is there, is not ours, and would be lost."""

    def drift(self, change: Change, *, whole: bool) -> Drift:
        """Return what somebody else did to files that the change replaces or removes; with `whole`, to any file."""

    def publish(self, change: Change, build: Build, progress: Progress, *, forget: bool) -> None:
        """Carry out a change; with `forget` no earlier build is kept."""

    def builds(self) -> tuple[str, ...]:
        """Return the ids of earlier builds that can be brought back, newest first."""

    def files_of(self, build: str) -> Mapping[str, str]:
        """Return path -> SHA-256 of an earlier build."""

    def restore(self, change: Change, progress: Progress) -> None:
        """Carry out a change whose files are those of the earlier build that it names."""


def incomplete(what: str, hint: str = AGAIN) -> Refusal:
    """Return the refusal for a host that failed on the way."""
    return Refusal(what, code=ExitCode.INCOMPLETE, hint=hint)


def changed_meanwhile(what: str) -> Refusal:
    """Return the refusal for a host that somebody else has changed since we looked."""
    hint = "see who else deploys here, then run the same command again"
    return Refusal(f"{what} was changed by somebody else meanwhile", code=ExitCode.REFUSED, hint=hint)
