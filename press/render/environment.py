"""Jinja's environment, without what every page would pay for and none needs: the same output in half the time.

A page prints some 170 values and calls some 30 macros and words. Here a value that is text is escaped without becoming
a `Markup` on its way, a macro is called without asking four times whether it wants the context, and the names that
every template knows are a plain dict. Where Jinja's own code changes, what is overridden here is not called, or calls
its own again: that costs time, and a test compares the output with stock Jinja's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from types import BuiltinMethodType, FunctionType
from typing import Any

from jinja2 import Environment, Template
from jinja2.nodes import EvalContext
from jinja2.runtime import Context, Macro, Undefined
from jinja2.utils import missing
from markupsafe import escape

from press.render.markup import drawn

try:  # what `escape` does to text
    from markupsafe._speedups import _escape_inner as plain
except ImportError:  # another version, or one without compiled parts
    plain = escape
_SAFE = type(escape(""))


def escaped(value: object) -> str:
    """Return a value as it is printed in HTML: as `markupsafe.escape`, but that text stays text."""
    if type(value) is str:
        return plain(value)
    if type(value) is _SAFE:  # what a macro or `show` made: `escape` would copy it twice
        return value
    if type(value) is int:
        return str(value)
    return "" if type(value) is Undefined else escape(value)  # undefined: an `x if y` whose `y` is false


class QuickMacro(Macro):
    """A macro that is called in fewer steps where it is given no more than it has names for."""

    def printed(self, arguments: tuple[Any, ...], named: dict[str, Any]) -> str | None:
        """Return what the macro prints, as text; None: that is left to Jinja."""
        named.pop("_block_vars", None)
        named.pop("_loop_vars", None)
        count = len(arguments)
        if count > self._argument_count or self.caller or self.catch_kwargs or self.catch_varargs:
            return None
        if count < self._argument_count:
            rest = dict.fromkeys(self.arguments[count:], missing)
            given = {**rest, **named} if named else rest
            if len(given) > len(rest):
                return None
            arguments = (*arguments, *given.values())
        elif named:
            return None
        text: str = self._func(*arguments)
        return text


class QuickContext(Context):
    """A context that is made in fewer steps, and knows what a macro wants."""

    def __init__(
        self,
        environment: Environment,
        parent: dict[str, Any],
        name: str | None,
        blocks: Mapping[str, Any],
        globals: MutableMapping[str, Any] | None = None,
    ) -> None:
        """Take what Jinja's takes."""
        self.parent, self.vars, self.environment, self.name = parent, {}, environment, name
        self.eval_ctx = EvalContext(environment, name)
        self.exported_vars = set()
        # All templates of an environment know the same names, so none is looked for in another's.
        self.globals_keys = set()
        self.blocks = {key: [block] for key, block in blocks.items()} if blocks else {}

    def inner(self, template: Template, given: Mapping[str, Any]) -> QuickContext:
        """Return the context of a template that is included where `given` are known besides."""
        known = self.get_all()
        if given:
            known = {**known, **{name: value for name, value in given.items() if value is not missing}}
        return QuickContext(self.environment, known, template.name, template.blocks)

    def call(self, wanted: Callable[..., Any], /, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - as in Jinja
        """Call a macro or a function that asks for nothing with what it is given; all else as Jinja does."""
        kind = type(wanted)
        if type(wanted) is QuickMacro:
            text = wanted.printed(arguments, named)
            if text is not None:
                return drawn(text) if self.eval_ctx.autoescape else text
        elif kind is BuiltinMethodType or (kind is FunctionType and not wanted.__dict__):
            named.pop("_block_vars", None)
            named.pop("_loop_vars", None)
            return wanted(*arguments, **named)
        return super().call(wanted, *arguments, **named)

    def printed(self, wanted: Callable[..., Any], /, *arguments: Any, **named: Any) -> str:  # noqa: ANN401
        """Return what a call prints where values are escaped; a macro has escaped its own."""
        text = wanted.printed(arguments, named) if type(wanted) is QuickMacro else None
        return escaped(self.call(wanted, *arguments, **named)) if text is None else text


class QuickEnvironment(Environment):
    """An environment whose globals are complete before the first template is loaded.

    `said`: what `t` says for each key as it stands in HTML, in case a layout asks for no more than that.
    """

    context_class = QuickContext

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - as in Jinja
        """Take Jinja's options."""
        super().__init__(**options)
        # Those that also serve asynchronous templates ask at each call whether this is one.
        self.filters = {name: getattr(each, "__wrapped__", each) for name, each in self.filters.items()}
        self.said: Mapping[str, str] = {}
        self._loaded: dict[str | Template, Template] = {}
        self._modules: dict[str, Any] = {}

    def get_template(
        self, name: str | Template, parent: str | None = None, globals: MutableMapping[str, Any] | None = None
    ) -> Template:
        """Return a template by its name; what was loaded once stays."""
        found = self._loaded.get(name)
        if found is None:
            found = super().get_template(name, parent, globals)
            self._loaded[found.name or ""] = found
        return found

    def module(self, name: str) -> Any:  # noqa: ANN401 - its attributes are the template's macros
        """Return what a template has for others to import; it knows the names that all templates know."""
        found = self._modules.get(name)
        if found is None:
            found = self._modules[name] = self.get_template(name).module
        return found

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the names that a template knows: in a dict, which is copied far quicker than a chain of them."""
        return {**self.globals, **(d or {})}
