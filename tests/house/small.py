"""Module -> nothing, or a finding where it is so small that it could stand in another one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tests.house.modules import Module

FEWEST_LINES = 40
# Each command has a file of its own, however small.
COMMANDS = ("press/cli/", "press/commands/")
_VALUE = "a value that several stages share, and none owns"
_ONE_RULE = "one rule that is looked for by its name"
# Path -> why the module is small.
SMALL: Mapping[str, str] = {
    "press/__main__.py": "the entry of `python -m press`",
    "press/importing/languages.py": _ONE_RULE,
    "press/importing/restructured_text.py": _ONE_RULE,
    "press/importing/settings.py": _VALUE,
    "press/importing/text_addresses.py": _ONE_RULE,
    "press/model/languages.py": _ONE_RULE,
    "press/model/built.py": _VALUE,
    "press/model/digest.py": _VALUE,
    "press/model/file_change.py": _VALUE,
    "press/model/graph.py": _VALUE,
    "press/model/lines.py": _VALUE,
    "press/model/names.py": _ONE_RULE,
    "press/model/new_site.py": _VALUE,
    "press/model/plural.py": _ONE_RULE,
    "press/model/problem_text.py": _ONE_RULE,
    "press/model/related.py": _VALUE,
    "press/model/report.py": _VALUE,
    "press/model/terms.py": _VALUE,
    "press/model/view.py": _VALUE,
    "press/check/secrets.py": _ONE_RULE,
    "press/deploy/workflow.py": "a file that is written once, for one kind of host",
    "press/parallel/batch.py": _VALUE,
    "press/pictures/settings.py": "keeps the picture libraries out of builds that make no picture",
    "press/read/files.py": _VALUE,
    "press/read/hints.py": _ONE_RULE,
    "press/read/markdown/blocks.py": _ONE_RULE,
    "press/read/schema/redirects.py": "the keys of one part of config.yaml, as its siblings",
    "press/render/staleness.py": _ONE_RULE,
    "press/search/text.py": "used where the search index, which starts a program, is not",
    "press/serve/stop_workers.py": _ONE_RULE,
    "press/write/manifest.py": _ONE_RULE,
    "press/write/signals.py": _ONE_RULE,
}


def too_small(module: Module) -> Iterator[str]:
    """Find a module of fewer than 40 lines without a reason; that of a package holds its first line only."""
    lines = len(module.text.splitlines())
    is_meant = module.path.startswith(COMMANDS) or module.path.endswith("/__init__.py") or module.path in SMALL
    if lines < FEWEST_LINES and not is_meant:
        yield module.at(module.tree, f"has {lines} lines: put it where it is used, or name the reason in SMALL")
