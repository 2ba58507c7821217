"""Module -> markup in its strings, state of the process, and sizes and names that are out of bounds."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping

from tests.house.modules import Function, Module, imports_of

# A named group of a regular expression, (?P<year>...) or \g<year>, is no tag.
TAG = re.compile(r"(?<!\(\?P)(?<!\\g)</?[a-z][a-z0-9-]*(?:[\s>/]|$)|<!--|<!(?i:doctype)|<\?xml")
HALF_TAG = re.compile(r"</?$")
VAGUE_NAMES = frozenset("util utils helper helpers manager managers common misc".split())
DISPLAYS = ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp | ast.SetComp
CONTAINERS = frozenset("list dict set bytearray defaultdict Counter deque OrderedDict ChainMap".split())
MUTATORS = frozenset(
    "add append appendleft clear discard extend insert pop popitem remove setdefault sort update".split()
)
MAX_FILE_LINES = 300
MAX_FUNCTION_LINES = 40


def markup_makers(module: Module) -> Iterator[str]:
    """Where `Markup` can be made: an import of the name, or of the whole package that holds it."""
    for node, source, name in imports_of(module):
        if (source.partition(".")[0], name) in {
            ("markupsafe", ""),
            ("markupsafe", "Markup"),
            ("jinja2", "Markup"),
        }:
            yield module.at(node, "imports Markup")


def tags(module: Module, allowed: Mapping[tuple[str, str], str]) -> Iterator[str]:
    """Tags in strings that are not docstrings; `allowed` holds (path, part of the string) -> reason."""
    unused = {id(node.value) for node in module.nodes if isinstance(node, ast.Expr)}
    formatted = (node.values for node in module.nodes if isinstance(node, ast.JoinedStr))
    before_a_value = {id(text) for values in formatted for text in values[:-1]}
    for node in module.nodes:
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in unused:
            continue
        found = TAG.search(node.value) or (id(node) in before_a_value and HALF_TAG.search(node.value))
        if found and not any(path == module.path and part in node.value for path, part in allowed):
            yield module.at(node, f"markup in a string ({node.value.strip()[:40]!r}); it belongs in layouts/")


def global_state(module: Module) -> Iterator[str]:
    """Containers of the module under names that say they change."""
    for statement in module.tree.body:
        for name in _container_names(statement):
            if not name.isupper() and not (name.startswith("__") and name.endswith("__")):
                yield module.at(statement, f"{name} is state of the process; make it a value, or a CONSTANT")


def hidden_state(module: Module) -> Iterator[str]:
    """`global`, thread-locals and context variables."""
    for node in module.nodes:
        if isinstance(node, ast.Global):
            yield module.at(node, "global: pass a value instead")
        elif isinstance(node, ast.Attribute) and ast.unparse(node) == "threading.local":
            yield module.at(node, "threading.local: pass a value instead")
    for node, source, name in imports_of(module):
        if source == "contextvars" or (source, name) == ("threading", "local"):
            yield module.at(node, f"{source}: pass a value instead")


def changed_constants(module: Module) -> Iterator[str]:
    """Functions that write into a container of the module."""
    constants = {name for statement in module.tree.body for name in _container_names(statement)}
    for function in (node for node in module.nodes if isinstance(node, Function)):
        for node in ast.walk(function):
            name = _changed_name(node)
            if name in constants:
                yield module.at(node, f"{function.name}() changes {name}, which belongs to the whole module")


def _container_names(statement: ast.stmt) -> Iterator[str]:
    """The names that `statement` binds to a container that can be changed."""
    if not isinstance(statement, ast.Assign | ast.AnnAssign):
        return
    value = statement.value
    if isinstance(value, DISPLAYS) or (isinstance(value, ast.Call) and _last_name(value.func) in CONTAINERS):
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        yield from (target.id for target in targets if isinstance(target, ast.Name))


def _changed_name(node: ast.AST) -> str:
    """`X[...] = 1`, `del X[...]` or `X.append(...)` -> X; else ""."""
    changed: ast.expr | None = None
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del):
        changed = node.value
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in MUTATORS:
        changed = node.func.value
    return changed.id if isinstance(changed, ast.Name) else ""


def _last_name(node: ast.expr) -> str:
    return ast.unparse(node).rpartition(".")[2]


def long_files(module: Module) -> Iterator[str]:
    """A file of more than MAX_FILE_LINES."""
    lines = len(module.text.splitlines())
    if lines > MAX_FILE_LINES:
        yield f"{module.path}:{MAX_FILE_LINES + 1}: {lines} lines; a file has at most {MAX_FILE_LINES}"


def long_functions(module: Module) -> Iterator[str]:
    """Functions of more than MAX_FUNCTION_LINES, from `def` to the last line, docstring and all."""
    for node in module.nodes:
        if isinstance(node, Function) and node.end_lineno is not None:
            lines = node.end_lineno - node.lineno + 1
            if lines > MAX_FUNCTION_LINES:
                yield module.at(node, f"{node.name}() has {lines} lines; at most {MAX_FUNCTION_LINES} are allowed")


def missing_first_lines(module: Module) -> Iterator[str]:
    """A module whose first line does not say what it is."""
    if not (ast.get_docstring(module.tree) or "").partition("\n")[0].strip():
        yield module.at(module.tree, "the first line says what the module takes and gives")


def vague_names(module: Module) -> Iterator[str]:
    """A module or package named after nothing in particular."""
    for part in module.name.split("."):
        if part.strip("_") in VAGUE_NAMES:
            yield module.at(module.tree, f"'{part}' says nothing; name the noun that the module holds")
