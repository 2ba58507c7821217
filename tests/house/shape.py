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
CONTAINERS = frozenset("list dict set bytearray defaultdict Counter deque OrderedDict ChainMap".split())
MUTATORS = frozenset(
    "append add update extend insert remove discard pop popitem clear setdefault sort reverse appendleft".split()
)
MAX_FILE_LINES = 250
MAX_FUNCTION_LINES = 40


def markup_makers(module: Module) -> Iterator[str]:
    """Where `Markup` can be made: an import of the name, or of the whole package that holds it."""
    for node, source, name in imports_of(module):
        if source.partition(".")[0] == "markupsafe" and name in {"", "Markup"}:
            yield module.at(node, "imports Markup")
        elif source.partition(".")[0] == "jinja2" and name == "Markup":
            yield module.at(node, "imports Markup")


def tags(module: Module, allowed: Mapping[tuple[str, str], str]) -> Iterator[str]:
    """Tags in strings that are not docstrings; `allowed` holds (path, part of the string) -> reason."""
    unused = {id(node.value) for node in module.nodes if isinstance(node, ast.Expr)}
    halves = {
        id(text) for node in module.nodes if isinstance(node, ast.JoinedStr) for text in node.values[:-1]
    }
    for node in module.nodes:
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in unused:
            continue
        found = TAG.search(node.value) or (HALF_TAG.search(node.value) if id(node) in halves else None)
        if found and not any(path == module.path and part in node.value for path, part in allowed):
            yield module.at(node, f"markup in a string ({node.value.strip()[:40]!r}); it belongs in layouts/")


def global_state(module: Module) -> Iterator[str]:
    """Containers under names that say they change, `global`, thread-locals, and changes to a module's constants."""
    for node in module.tree.body:
        for name in _container_names(node):
            if not name.isupper() and not (name.startswith("__") and name.endswith("__")):
                yield module.at(node, f"{name} is state of the whole process; make it a value, or a CONSTANT")
    for node in module.nodes:
        if isinstance(node, ast.Global):
            yield module.at(node, "global: pass a value instead")
        if isinstance(node, ast.Attribute) and ast.unparse(node) == "threading.local":
            yield module.at(node, "threading.local: pass a value instead")
    for node, source, name in imports_of(module):
        if source == "contextvars" or (source, name) == ("threading", "local"):
            yield module.at(node, f"{source}: pass a value instead")
    yield from _changed_constants(module)


def _container_names(node: ast.stmt) -> Iterator[str]:
    value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
    displays = ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp | ast.SetComp
    if isinstance(value, displays) or (isinstance(value, ast.Call) and _last_name(value.func) in CONTAINERS):
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        yield from (target.id for target in targets if isinstance(target, ast.Name))


def _changed_constants(module: Module) -> Iterator[str]:
    constants = {name for node in module.tree.body for name in _container_names(node)}
    for function in (node for node in module.nodes if isinstance(node, Function)):
        for node in ast.walk(function):
            name = _changed_name(node)
            if name in constants:
                yield module.at(
                    node, f"{name} is changed in {function.name}(): a module's constants stay as they are"
                )


def _changed_name(node: ast.AST) -> str:
    """`X[...] = 1`, `del X[...]` or `X.append(...)` -> X; else ""."""
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del):
        return _plain_name(node.value)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in MUTATORS:
        return _plain_name(node.func.value)
    return ""


def _plain_name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def _last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else _plain_name(node)


def long_files(module: Module) -> Iterator[str]:
    lines = len(module.text.splitlines())
    if lines > MAX_FILE_LINES:
        yield f"{module.path}:{MAX_FILE_LINES + 1}: {lines} lines; a file has at most {MAX_FILE_LINES}"


def long_functions(module: Module) -> Iterator[str]:
    for node in module.nodes:
        if isinstance(node, Function) and node.end_lineno is not None:
            lines = node.end_lineno - node.lineno + 1
            if lines > MAX_FUNCTION_LINES:
                yield module.at(
                    node, f"{node.name}() has {lines} lines; a function has at most {MAX_FUNCTION_LINES}"
                )


def missing_first_lines(module: Module) -> Iterator[str]:
    first = (ast.get_docstring(module.tree) or "").partition("\n")[0].strip()
    if not first:
        yield module.at(module.tree, "the first line says what the module takes and gives")


def vague_names(module: Module) -> Iterator[str]:
    for part in module.name.split("."):
        if part.strip("_") in VAGUE_NAMES:
            yield module.at(module.tree, f"'{part}' says nothing; name the noun that the module holds")
