"""Layout source -> Compiled: its code, which serves every language, and the names that it wants to be given.

Jinja would read each layout three times: to find what it names, and for its code once in each process and language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, wraps
from types import CodeType
from typing import Any, NoReturn, cast

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.idtracking import VAR_LOAD_RESOLVE

from press.render.environment import QuickEnvironment
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


def known_names() -> tuple[frozenset[str], frozenset[str]]:
    """Return the names of the filters and of the tests that a layout may use."""
    jinja = Environment(autoescape=True)
    return frozenset({*jinja.filters, *all_filters("en", markup=False)}), frozenset(jinja.tests)


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
    """Jinja's, which notes on its way the names that must be given, and writes code that does the same in fewer steps.

    What is printed is gathered in a list and handed on as one text, not value by value through every template around;
    text is escaped without a call; words that a layout names as they stand are there.
    """

    def __init__(self, *arguments: Any) -> None:  # noqa: ANN401 - as in Jinja
        """Take Jinja's environment, a name and a file's name."""
        super().__init__(*arguments)
        self.wanted: set[str] = set()
        self._printed: list[str] = []
        self._calls: list[nodes.Expr] = []  # whose result is printed at once

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - Jinja calls it so
        """Write a whole layout, and where the names come from that its functions look up when they are called."""
        super().visit_Template(node, frame)
        self.writeline("from press.render.environment import QuickMacro as Macro, escaped as escape, plain", extra=1)
        self.writeline('told, said = environment.globals.get("t"), getattr(environment, "said", {})')

    def enter_frame(self, frame: Frame) -> None:
        """Note what a scope looks up outside."""
        super().enter_frame(frame)
        loads = frame.symbols.loads.values()
        self.wanted.update(
            name for action, name in loads if action == VAR_LOAD_RESOLVE and name not in self.environment.globals
        )

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        """Write what stands in a template or block so that all of it is yielded at once."""
        if frame.buffer is not None:
            super().blockvisit(nodes, frame)
            return
        self.buffer(frame)
        super().blockvisit(nodes, frame)
        self.writeline(f"yield concat({frame.buffer})")

    def visit_Include(self, node: nodes.Include, frame: Frame) -> None:  # noqa: N802
        """Write `{% include "a.html" %}`: what it yields is gathered too."""
        is_literal = _is_literal(node)
        if node.with_context and (node.ignore_missing or not is_literal):
            super().visit_Include(node, frame)
            return
        find = "get_template" if is_literal else "get_or_select_template"
        self.writeline(f"template = environment.{find}(", node)
        self.visit(node.template, frame)
        self.write(f", {self.name!r})")
        given = f"context.inner(template, {self.dump_local_context(frame)})"
        shown = f"root_render_func({given})" if node.with_context else "_get_default_module()._body_stream"
        self.writeline(f"{frame.buffer}.extend(template.{shown})")

    def _import_common(self, node: nodes.Import | nodes.FromImport, frame: Frame) -> None:
        """Write what `{% from "a.html" import b %}` takes from: it is made once for all who import it."""
        if node.with_context or not _is_literal(node):
            super()._import_common(node, frame)
            return
        self.write("environment.module(")
        self.visit(node.template, frame)
        self.write(")")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """Write a call; of one whose result is printed at once what is called and with what: the rest stands around."""
        if not self._calls or self._calls[-1] is not node:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        scopes = [("_loop_vars", frame.loop_frame), ("_block_vars", frame.block_frame)]
        self.signature(node, frame, {name: name for name, is_there in scopes if is_there})

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802
        """Write `{{ x if y }}` as `{{ x if y else "" }}`: nothing is printed where `y` is false."""
        for child in node.nodes:
            if isinstance(child, nodes.CondExpr) and child.expr2 is None:
                child.expr2 = nodes.Const("", lineno=child.lineno, environment=child.environment)
        super().visit_Output(node, frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ANN401
        word = _word(node)
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        elif word:
            self.write(f"((said.get({word!r}) if {frame.symbols.ref('t')} is told else None) or escape(")
        elif isinstance(node, nodes.Call):
            self._calls.append(node)
            self.write("context.printed(")
        else:
            value = self.temporary_identifier()
            self._printed.append(value)
            self.write(f"(plain({value}) if type({value} := (")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ANN401
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_post(node, frame, finalize)
        elif _word(node):
            self.write("))")
        elif isinstance(node, nodes.Call):
            self._calls.pop()
            self.write(")")
        else:
            value = self._printed.pop()
            self.write(f")) is str else escape({value}))")


def _is_literal(node: nodes.Include | nodes.Import | nodes.FromImport) -> bool:
    """Whether a template is named as it stands."""
    return isinstance(node.template, nodes.Const) and isinstance(node.template.value, str)


def _word(node: nodes.Expr) -> str:
    """The key in `t("key")`, else ""."""
    match node:
        case nodes.Call(
            node=nodes.Name(name="t"), args=[nodes.Const(value=str(key))], kwargs=[], dyn_args=None, dyn_kwargs=None
        ):
            return key
    return ""


@cache
def _environment(*, markup: bool) -> Environment:
    environment = QuickEnvironment(autoescape=markup, **SYNTAX)
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
