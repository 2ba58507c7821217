"""Layout source -> Compiled: its code, which serves every language, and the names that it wants to be given.

Jinja would read each layout three times: to find what it names, and for its code once in each process and language.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, wraps
from types import CodeType
from typing import Any, NoReturn, cast

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.idtracking import VAR_LOAD_RESOLVE

from press.render.filters import filters_for, json_text
from press.render.markup import json_ld

_MARKUP = (".html", ".xml")
# How all layouts are read; those that are no markup are text, where nothing is escaped.
SYNTAX: Mapping[str, Any] = {"trim_blocks": True, "lstrip_blocks": True, "keep_trailing_newline": True}


@dataclass(frozen=True, slots=True)
class Compiled:
    """A layout as Jinja's `tree` and as `code`; `wants` are the names that it does not define itself."""

    tree: nodes.Template
    code: CodeType
    wants: frozenset[str]


def is_markup(layout: str) -> bool:
    """Whether what a layout prints is escaped as HTML and XML ask for it."""
    return layout.endswith(_MARKUP)


def all_filters(lang: str, *, markup: bool) -> Mapping[str, Callable[..., Any]]:
    """Return the filters of layouts beside Jinja's own."""
    text = {} if markup else {"tojson": json_text}
    return {**filters_for(lang), "json_ld": json_ld, **text}


def compile_layout(name: str, source: str, *, markup: bool) -> Compiled:
    """Compile a layout, to be used where values are escaped (`markup`) or not. Raises TemplateSyntaxError."""
    environment = _environment(markup=markup)
    tree = environment.parse(source, name, name)
    generator = Generator(environment, name, name)
    generator.visit(tree)
    text = cast("Any", generator.stream).getvalue()
    return Compiled(tree, compile(text, name, "exec"), frozenset(generator.wanted))


class Generator(CodeGenerator):
    """Jinja's, which notes on its way the names that must be given, and has attributes looked up without a call."""

    def __init__(self, *arguments: Any) -> None:  # noqa: ANN401 - as in Jinja
        """Take Jinja's environment, a name and a file's name."""
        super().__init__(*arguments)
        self.wanted: set[str] = set()

    def enter_frame(self, frame: Frame) -> None:
        """Note what a scope looks up outside."""
        super().enter_frame(frame)
        loads = frame.symbols.loads.values()
        self.wanted.update(
            name for action, name in loads if action == VAR_LOAD_RESOLVE and name not in self.environment.globals
        )

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja calls it so
        """Write `x.y`: as Python finds it; what has no such attribute is left to Jinja."""
        value, found = self.temporary_identifier(), self.temporary_identifier()
        self.write(f"({found} if ({found} := getattr(({value} := ")
        self.visit(node.node, frame)
        self.write(f"), {node.attr!r}, missing)) is not missing else environment.getattr({value}, {node.attr!r}))")


@cache
def _environment(*, markup: bool) -> Environment:
    environment = Environment(autoescape=markup, **SYNTAX)  # noqa: S701 - text is not escaped
    environment.filters.update(
        {name: _at_run_time(function) for name, function in all_filters("en", markup=markup).items()}
    )
    return environment


def _at_run_time(function: Callable[..., Any]) -> Callable[..., Any]:
    """Stand in for a filter that is another one in another language: the compiler may not work anything out by it."""

    @wraps(function)
    def late(*_: Any) -> NoReturn:  # noqa: ANN401
        raise nodes.Impossible

    return late
