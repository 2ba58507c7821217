"""Site -> nothing, or a Refusal: whether the output folder is one that a build may write and clear."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

from press.model.manifest import KEPT, STAGING
from press.model.problem import ExitCode, Refusal
from press.model.site import Site
from press.write.faults import refusal, refused
from press.write.journal import has_journal
from press.write.manifest import read_manifest

ANOTHER = "Name an empty folder of its own for the output, such as site."


def check_output(site: Site, *, whole: bool = True) -> None:
    """Refuse an output folder that holds, or may hold, what no build of ours wrote. Nothing is changed.

    Not `whole`: `check_contents` is called later, where the folder is not known to be as a build of ours left it.
    Errors: Refusal, code USAGE where another folder must be named, ENVIRONMENT where it cannot be written.
    """
    output = Path(os.path.realpath(site.output))
    with refused(output):
        why = next(_reasons(output, site), "")
        if why:
            raise Refusal(f"The output folder {site.output} {why}.", code=ExitCode.USAGE, hint=ANOTHER)
    if whole:
        check_contents(site)
    _check_writable(output)


def check_contents(site: Site) -> None:
    """Refuse an output folder that holds what no build of ours wrote. Errors as `check_output`."""
    output = Path(os.path.realpath(site.output))
    with refused(output):
        if output.is_dir():
            _check_contents(output, site)


def _reasons(output: Path, site: Site) -> Iterator[str]:
    """Why a folder may not be an output, whatever is in it."""
    root, cache, config = (Path(os.path.realpath(path)) for path in (site.root, site.cache, site.config))
    home = Path(os.path.realpath(os.path.expanduser("~")))  # noqa: PTH111 - Path raises without a home
    for place, name in (
        (Path(output.anchor), "the root of the disk"),
        (home, "your home folder"),
        (root, "the site's own folder"),
        (cache, "the cache"),
        (config, "the configuration"),
    ):
        if output == place or output in place.parents:
            yield f"is {name}, or holds it"
    for source in (root / "content", *site.layouts):
        folder = Path(os.path.realpath(source))
        if output == folder or output in folder.parents or folder in output.parents:
            yield f"and the sources in {folder} stand one in the other"
    if output.is_symlink() or (Path(site.output).is_symlink() and not output.exists()):
        yield "is a link that leads nowhere"
    if output.exists() and not output.is_dir():
        yield "is a file"


def _check_contents(output: Path, site: Site) -> None:
    if read_manifest(output) is not None or has_journal(output):
        return
    if (output / ".git").exists():
        why = "is a git repository that no build made"
    else:
        first = next(_files(output), None)
        if first is None:
            return
        shown = str(first.relative_to(output)).encode("utf-8", "backslashreplace").decode("utf-8")
        why = f"holds files that no build made ({shown})"
    raise Refusal(f"The output folder {site.output} {why}.", code=ExitCode.USAGE, hint=ANOTHER)


def _files(output: Path) -> Iterator[Path]:
    """Yield what is in a folder and neither a folder nor left by a build that was cut off early."""
    pending = [output]
    while pending:
        folder = pending.pop()
        for entry in sorted(folder.iterdir()):
            if folder == output and entry.name in {KEPT, STAGING} and not entry.is_symlink():
                continue
            if entry.is_dir() and not entry.is_symlink():
                pending.append(entry)
            else:
                yield entry


def _check_writable(output: Path) -> None:
    folder = next(each for each in (output, *output.parents) if each.exists())
    if not folder.is_dir():
        raise Refusal(
            f"The output folder {output} cannot be made: {folder} is a file.",
            code=ExitCode.USAGE,
            hint=ANOTHER,
        )
    if os.access(folder, os.W_OK | os.X_OK):
        return
    is_read_only = os.statvfs(folder).f_flag & os.ST_RDONLY
    raise refusal(OSError(errno.EROFS if is_read_only else errno.EACCES, "", str(folder)), folder)
