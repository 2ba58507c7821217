"""Target: what every host does for a deployment, whatever it is; and the words in which it fails."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from press.deploy.change import Change
from press.deploy.manifest import DeployManifest
from press.model.problem import ExitCode, Refusal

AGAIN = "run the same command again: it goes on where it stopped"
# Reads a file of the build, by its path; what it gives is what the seal says.
Read = Callable[[str], bytes]
# Is told how many of how many files have been sent.
Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Build:
    """The build that is being sent: `folder` holds it, `read` gives a file's bytes, `redirects` file -> address."""

    folder: str
    read: Read
    redirects: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Altered:
    """Files of ours that do not stand at the host as they were put there: `gone`, or `edited` by somebody else."""

    gone: frozenset[str] = frozenset()
    edited: tuple[str, ...] = ()


class Target(Protocol):
    """A host. Every method may raise Refusal: INCOMPLETE when the host fails, REFUSED when it holds another's."""

    @property
    def form(self) -> str:
        """How files are kept there; when it differs from the marker's, all are sent again."""

    def look(self) -> DeployManifest | None:
        """Return what is live; None: nothing of ours. Asked first, once."""

    def foreign(self, change: Change) -> tuple[str, ...]:
        """Return what is there, is not ours, and would be lost."""

    def altered(self, change: Change, *, whole: bool) -> Altered:
        """Return what somebody else did to files that the change replaces or removes; with `whole`, to any file."""

    def publish(self, change: Change, build: Build, tell: Tell, *, forget: bool) -> None:
        """Carry out a change; with `forget` no earlier build is kept."""

    def builds(self) -> tuple[str, ...]:
        """Return the ids of earlier builds that can be brought back, newest first."""

    def files_of(self, build: str) -> Mapping[str, str]:
        """Return path -> SHA-256 of an earlier build."""

    def restore(self, change: Change, tell: Tell) -> None:
        """Carry out a change whose files are those of the earlier build that it names."""


def incomplete(what: str, hint: str = AGAIN) -> Refusal:
    """Return the refusal for a host that failed on the way."""
    return Refusal(what, code=ExitCode.INCOMPLETE, hint=hint)


def changed_meanwhile(what: str) -> Refusal:
    """Return the refusal for a host that somebody else has changed since we looked."""
    hint = "see who else deploys here, then run the same command again"
    return Refusal(f"{what} was changed by somebody else meanwhile", code=ExitCode.REFUSED, hint=hint)


def count(number: int, noun: str = "file") -> str:
    """Return a number with its noun."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
