"""Site's folder -> a workflow file by which GitHub builds the site and publishes it on Pages."""

from __future__ import annotations

from pathlib import Path, PurePath

from press.model.problem import ExitCode, Refusal

PLACE = ".github/workflows/publish.yml"
TEMPLATE = Path(__file__).with_name("github-pages.yml")


def write_workflow(root: PurePath) -> str:
    """Write the workflow and return its path. Raises Refusal (USAGE) where there is one."""
    file = Path(root) / PLACE
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as opened:
            opened.write(TEMPLATE.read_text(encoding="utf-8"))
    except FileExistsError as fault:
        raise Refusal(
            f"{PLACE} is already there", code=ExitCode.USAGE, hint="delete it to have it made anew"
        ) from fault
    except OSError as fault:
        raise Refusal(f"{PLACE}: {(fault.strerror or str(fault)).lower()}", code=ExitCode.ENVIRONMENT) from fault
    return PLACE
