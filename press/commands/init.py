"""NewSite -> a folder with a whole small section: its config, one file of each sort, and what a desk and CI need."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from string import Template

from press.model.new_site import EngineFile, NewSite
from press.model.problem import ProblemsFound
from press.read.config import read_config
from press.read.json_schema import config_schema, front_matter_schema
from press.write.new_site import door, locked_requirements, starter_files, write_new_files

_CONFIG = "config.yaml"


def start_site(folder: Path, new: NewSite) -> tuple[str, ...]:
    """Write a new section into `folder` and return the paths of its files, relative to it and sorted.

    Raises ProblemsFound (USAGE) for an answer that a config may not hold, and Refusal where a file is there already or
    cannot be written; then nothing is written.
    """
    config = Template(starter_files()[_CONFIG]).substitute(_answers(new))
    publication, problems = read_config(config.encode(), _CONFIG)
    if any(not problem.is_note for problem in problems):
        raise ProblemsFound(problems)
    answers = {**_answers(new), "date": new.now.astimezone(publication.timezone).date().isoformat()}
    files = {
        **{path: Template(text).substitute(answers) for path, text in starter_files().items()},
        "build.py": door(),
        "requirements.txt": _requirements(new.engine),
        ".vscode/config.schema.json": _json(config_schema()),
        ".vscode/front-matter.code-snippets": _json(_snippets(front_matter_schema())),
    }
    data = {path: text.encode() for path, text in files.items()}
    if new.engine and new.engine.data:
        data[f"vendor/{new.engine.source}"] = new.engine.data
    write_new_files(folder, data)
    return tuple(sorted(data))


def _answers(new: NewSite) -> Mapping[str, str]:
    """Return what stands in the place of the starter's placeholders, but for the date."""
    return {
        "title": _quoted(new.title),
        "title_plain": new.title,
        "url": _quoted(new.url),
        "language": _quoted(new.language),
        "timezone": _quoted(new.timezone),
        "corrections": _corrections(new.corrections),
    }


def _quoted(text: str) -> str:
    """Return a text as YAML: JSON's strings are YAML's too, and need no thought about what must be quoted."""
    return json.dumps(text, ensure_ascii=False)


def _corrections(where: str) -> str:
    if not where:
        return "{}   # email: an address that somebody reads"
    return f"{'issues' if '//' in where else 'email'}: {_quoted(where)}"


def _requirements(engine: EngineFile | None) -> str:
    """Return the lock file of a site: the engine's own, and the engine itself by its SHA-256."""
    if engine is None:
        own = (
            "# The engine itself is missing here. Copy its wheel into vendor/ and write below, in one line,\n"
            "#   ./vendor/NAME.whl --hash=sha256:HEX        (pip hash vendor/NAME.whl prints the HEX)\n"
        )
    else:
        place = f"./vendor/{engine.source}" if engine.data else f"press-opinion @ {engine.source}"
        own = f"{place} \\\n    --hash=sha256:{engine.sha256}\n"
    return f"# The engine, then every package that it needs, each by version and hash.\n{own}\n{locked_requirements()}"


def _snippets(schema: Mapping[str, object]) -> Mapping[str, object]:
    """Return VS Code's snippets for the keys of front matter: it completes them in Markdown without an extension."""
    keys = schema["properties"]
    assert isinstance(keys, dict)
    return {
        name: {
            "scope": "markdown",
            "prefix": name,
            "body": f"{name}: $0",
            "description": about.get("description", ""),
        }
        for name, about in keys.items()
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
