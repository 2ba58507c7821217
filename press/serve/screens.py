"""Problems -> the preview's own pages: what is wrong, linked to the editor; drawn by the templates in ui/."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from jinja2 import DictLoader, Environment, StrictUndefined

from press.model.plural import count
from press.model.problem import Place, Problem
from press.model.problem_text import COMMAND, as_typed, visible
from press.serve.state import Failure

UI = Path(__file__).parent / "ui"
OWN = "/.press/"  # the addresses of the preview itself
MOST = 50  # problems shown at once, as in the terminal
STYLE = "text/css; charset=utf-8"
SERVED = {"reload.js": "text/javascript; charset=utf-8", "preview.css": STYLE, "marks.css": STYLE}
EDITORS = {
    "vscode": "vscode://file{path}:{line}:{column}",
    "idea": "idea://open?file={path}&line={line}&column={column}",
    "none": "",
}
# By what an installed editor is known: programs on the path, or where systems put applications.
EDITOR_PROGRAMS = {
    "vscode": ("code", "/Applications/Visual Studio Code.app", "/usr/share/applications/code.desktop"),
    "idea": ("idea", "/Applications/IntelliJ IDEA.app"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A problem as its template sees it; `link` opens the file in the editor, "" = nothing to open."""

    place: str
    message: str
    line: int
    excerpt: str
    hint: str
    link: str


@dataclass(frozen=True, slots=True)
class Screens:
    """Draws the preview's own pages. `editor` is an address with {path}, {line} and {column}, or "".

    `command`: how hints name the program.
    """

    folders: Sequence[Path]
    editor: str = ""
    command: str = COMMAND
    _environment: Environment = field(default_factory=lambda: environment_of(UI))

    def problems(self, failure: Failure, *, has_pages: bool) -> str:
        """Return what is wrong as a part of a page; `has_pages`: the last good build is still shown."""
        return self._environment.get_template("problems.html").render(self._facts(failure, has_pages=has_pages))

    def page(self, failure: Failure | None, key: str) -> str:
        """Return the whole page that stands where nothing has been built yet."""
        facts = self._facts(failure, has_pages=False) if failure else {}
        token = failure.token if failure else ""
        return self._environment.get_template("page.html").render(
            facts, failed=bool(failure), own=OWN, key=key, token=token
        )

    def tag(self, key: str) -> str:
        """Return what is added to a page that was built: the script, with the page's key, and a style."""
        return self._environment.get_template("tag.html").render(own=OWN, key=key, token="")

    def _facts(self, failure: Failure, *, has_pages: bool) -> dict[str, object]:
        shown = [self._shown(problem) for problem in failure.problems[:MOST]]
        return {
            "problems": shown,
            "more": len(failure.problems) - len(shown),
            "message": visible(failure.message),
            "hint": visible(as_typed(failure.hint, self.command)),
            "has_pages": has_pages,
        }

    def _shown(self, problem: Problem) -> Shown:
        return Shown(
            place=visible(str(problem.place)),
            message=visible(problem.message),
            line=problem.place.line,
            excerpt=visible(problem.excerpt),
            hint=visible(as_typed(problem.hint, self.command)),
            link=self._link(problem.place),
        )

    def _link(self, place: Place) -> str:
        file = next((file for file in (folder / place.path for folder in self.folders) if file.is_file()), None)
        if not self.editor or file is None:
            return ""
        values = {"path": quote(str(file)), "line": str(place.line or 1), "column": str(place.column or 1)}
        link = self.editor
        for name, value in values.items():
            link = link.replace(f"{{{name}}}", value)
        return link


def own_files() -> dict[str, bytes]:
    """Return the preview's script and styles by name."""
    return {name: (UI / name).read_bytes() for name in SERVED}


def environment_of(folder: Path) -> Environment:
    """Return the templates of a folder, escaping everything."""
    sources = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.html"))}
    environment = Environment(
        loader=DictLoader(sources), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["count"] = count
    return environment


def news(key: str, styles: object, problems: str) -> str:
    """Return what a tab is told: the key of its page now, where the styles are, the token of what is wrong."""
    return json.dumps({"key": key, "styles": styles, "problems": problems}, separators=(",", ":"))
