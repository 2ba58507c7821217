"""Style sheets: their syntax checked, and what browsers do not need taken out. Pure; CSS Syntax Level 3 by tinycss2."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import tinycss2
from tinycss2.ast import Node, ParseError

# Next to these signs white space means nothing in any place of a style sheet: not in selectors (where it means
# "descendant" next to `:`, `[`, `*` and names), not in values.
_NEEDS_NONE_AFTER = frozenset("{};,>~:")
_NEEDS_NONE_BEFORE = frozenset("{};,>~!")
_END = "the-end"
_NO_RULE = "browsers skip this: it is neither a declaration (name: value;) nor a rule (selector { ... })"
_MESSAGES = {
    "bad-string": "a string is not closed in its line",
    "eof-in-string": "a string is never closed",
    "bad-url": "an address in url(...) holds a sign that has to be quoted",
    "eof-in-url": "url(...) is never closed",
    **{sign: f"a {sign} closes nothing" for sign in "})]"},
}


@dataclass(frozen=True, slots=True)
class StyleFault:
    """A place at which a browser would drop part of a style sheet: line and column from 1, and what is wrong there."""

    line: int
    column: int
    message: str


def style_faults(css: str) -> tuple[StyleFault, ...]:
    """Return the syntax faults of a style sheet, in order: what browsers skip without a word, and blocks left open."""
    # CSS closes at the end whatever is open. A rule put behind the text stands inside a block that was left open.
    rules = tinycss2.parse_stylesheet(f"{css}\n{_END}{{}}", skip_comments=True, skip_whitespace=True)
    found = [*_faults(rules)] or [*_left_open(rules)]
    return tuple(sorted(found, key=lambda fault: (fault.line, fault.column)))


def _faults(nodes: Sequence[Node]) -> Iterator[StyleFault]:
    for node in nodes:
        if isinstance(node, ParseError):
            yield StyleFault(node.source_line, node.source_column, _MESSAGES.get(node.kind, _NO_RULE))
        for inner in _inner(node):
            yield from _faults(inner)


def _inner(node: Node) -> Iterator[Sequence[Node]]:
    """Yield the parts of a node that hold other nodes, the block of a rule as rules and declarations."""
    if node.type in {"qualified-rule", "at-rule"}:
        yield node.prelude
        yield tinycss2.parse_blocks_contents(node.content or (), skip_comments=True, skip_whitespace=True)
    elif node.type == "declaration":
        yield node.value
    elif node.type in {"() block", "[] block", "{} block"}:
        yield node.content
    elif node.type == "function":
        yield node.arguments


def _left_open(rules: Sequence[Node]) -> Iterator[StyleFault]:
    """Yield the fault of the rule in which everything after it stands, if there is one."""
    last = rules[-1] if rules else None
    if last is None or last.type != "qualified-rule" or not _is_end(last):
        line, column = (last.source_line, last.source_column) if last else (1, 1)
        yield StyleFault(line, column, "a block, a string or a comment that begins here is never closed")


def _is_end(rule: Node) -> bool:
    return bool(tinycss2.serialize(rule.prelude).strip() == _END)


def minified(css: str) -> str:
    """Return a style sheet without comments and without white space that means nothing. Its rules stay as they are."""
    return "".join(_tokens(tinycss2.parse_component_value_list(css))).strip()


def _tokens(nodes: Sequence[Node]) -> list[str]:
    """Return what the tokens look like, each once; what keeps two of them apart stays."""
    made: list[str] = []
    between = ""
    for node in nodes:
        if node.type in {"whitespace", "comment"}:
            between = " " if node.type == "whitespace" or between == " " else "/**/"
            continue
        token = _token(node)
        if between and made and made[-1][-1] not in _NEEDS_NONE_AFTER and token[0] not in _NEEDS_NONE_BEFORE:
            made.append(between)
        made.append(token)
        between = ""
    return made


def _token(node: Node) -> str:
    if node.type == "{} block":
        return f"{{{''.join(_tokens(node.content)).strip().rstrip(';')}}}"
    if node.type == "() block":
        return f"({''.join(_tokens(node.content)).strip()})"
    if node.type == "[] block":
        return f"[{''.join(_tokens(node.content)).strip()}]"
    if node.type == "function":
        return f"{node.name}({''.join(_tokens(node.arguments)).strip()})"
    return str(node.serialize())
