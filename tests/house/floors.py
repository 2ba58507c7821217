"""Module -> imports that leave their floor, run in a circle or hide.

A new top-level module or package of press/ is given its floor in FLOORS.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Sequence

from tests.house.effects import effect_of_import
from tests.house.modules import Module, imports_of

# Floors, from the top. Names on one floor are siblings: none imports another.
FLOORS = (
    ("cli",),
    ("pipeline",),
    ("read", "plan", "render", "pictures", "write", "check", "serve", "deploy"),
    ("model",),
)
FLOOR = {name: height for height, names in enumerate(reversed(FLOORS)) for name in names}


def house_imports(module: Module, names: frozenset[str]) -> Iterator[tuple[ast.AST, str]]:
    """The modules of press/ that `module` imports; `names` are all there are."""
    for node, source, name in imports_of(module):
        if source.partition(".")[0] == "press":
            full = f"{source}.{name}"
            yield node, full if full in names else source


def without_floor(module: Module) -> Iterator[str]:
    if module.name != "press" and module.top not in FLOOR:
        yield module.at(
            module.tree, f"press.{module.top} has no floor; give it one in FLOORS (tests/house/floors.py)"
        )


def climbing(module: Module) -> Iterator[str]:
    """Imports that go up a floor or across it."""
    here = FLOOR.get(module.top, -1)
    for node, source, name in imports_of(module):
        if source.partition(".")[0] != "press":
            continue
        there = name if source == "press" else source.split(".")[1]
        if module.name == "press":
            yield module.at(
                node, f"press/__init__.py imports {source}; every module pays for what stands there"
            )
        elif there not in FLOOR:
            yield module.at(node, f"imports {source} {name}: name a module that has a floor")
        elif there != module.top and FLOOR[there] >= here:
            way = "a sibling" if FLOOR[there] == here else "a floor above"
            yield module.at(
                node, f"press.{module.top} imports press.{there}, {way}; they meet in press/pipeline.py"
            )


def circles(modules: Sequence[Module]) -> Iterator[str]:
    """Import circles among all modules, imports inside functions among them."""
    names = frozenset(module.name for module in modules)
    graph = {m.name: sorted({to for _, to in house_imports(m, names)} & names) for m in modules}
    done: set[str] = set()

    def walk(name: str, path: tuple[str, ...]) -> Iterator[str]:
        if name in path:
            yield "a circle of imports: " + " -> ".join((*path[path.index(name) :], name))
        elif name not in done:
            for target in graph[name]:
                yield from walk(target, (*path, name))
            done.add(name)

    for name in sorted(graph):
        yield from walk(name, ())


def hidden_imports(module: Module) -> Iterator[str]:
    """Imports that the other rules could not see, or that only a type checker sees."""
    for alias in (alias for node in module.nodes if isinstance(node, ast.Import) for alias in node.names):
        if alias.asname and alias.name in {"os", "os.path", "sys", "io", "pathlib", "threading"}:
            yield module.at(alias, f"import {alias.name} as {alias.asname}: its effects would go unseen")
    for node in module.nodes:
        named = (
            node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
        )
        if named == "TYPE_CHECKING":
            yield module.at(node, "TYPE_CHECKING: a circle of types is a circle; move the type down a floor")
        if named in {"import_module", "__import__"}:
            yield module.at(node, f"{named}: an import that cannot be read from the source; write `import`")
    for node, source, name in imports_of(module):
        if name in {"TYPE_CHECKING", "import_module", "*"}:
            yield module.at(node, f"from {source} import {name}: imports are plain and say what they take")


def model_imports(module: Module) -> Iterator[str]:
    if module.top != "model":
        return
    for node, source, name in imports_of(module):
        root = source.partition(".")[0]
        if root != "press" and root not in sys.stdlib_module_names:
            yield module.at(node, f"model imports {source}: values know no third-party package")
        elif root in {"os", "io"} or effect_of_import(source, name):
            yield module.at(node, f"model imports {source}: values do no input or output")
        elif root == "pathlib" and name not in {"PurePosixPath", "PurePath"}:
            yield module.at(
                node, "model imports pathlib as a whole; only PurePosixPath has no way to the disk"
            )
