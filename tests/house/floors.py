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
    ("__main__",),
    ("cli",),
    ("commands",),
    ("build",),
    (
        "read",
        "plan",
        "related",
        "render",
        "pictures",
        "search",
        "write",
        "check",
        "serve",
        "deploy",
        "importing",
        "mail",
    ),
    ("parallel",),
    ("model",),
)
FLOOR = {name: height for height, names in enumerate(reversed(FLOORS)) for name in names}

# Modules whose names the rule of effects looks for; under another name they would go unseen.
UNDER_THEIR_NAME = frozenset({"os", "os.path", "sys", "io", "pathlib", "threading"})


def without_floor(module: Module) -> Iterator[str]:
    """A module or package that nobody has given a floor."""
    if module.name != "press" and module.top not in FLOOR:
        yield module.at(module.tree, f"press.{module.top} has no floor; see FLOORS in tests/house/floors.py")


def climbing(module: Module) -> Iterator[str]:
    """Imports that go up a floor or across it."""
    if module.name != "press" and module.top not in FLOOR:
        return  # one finding is enough: without_floor names it
    here = FLOOR.get(module.top, -1)
    for node, source, name in imports_of(module):
        if source.partition(".")[0] != "press" or name == "__version__":
            continue
        there = name if source == "press" else source.split(".")[1]
        if module.name == "press":
            yield module.at(node, f"press/__init__.py imports {source}, and every module would pay for it")
        elif there not in FLOOR:
            yield module.at(node, f"imports press.{there}".rstrip(".") + ": name a module that has a floor")
        elif there != module.top and FLOOR[there] >= here:
            way = "a sibling" if FLOOR[there] == here else "a floor above"
            yield module.at(
                node, f"press.{module.top} imports press.{there}, {way}; they meet in press/build and press/commands"
            )


def circles(modules: Sequence[Module]) -> Iterator[str]:
    """Import circles among all modules, imports inside functions among them."""
    names = frozenset(module.name for module in modules)
    graph = {module.name: sorted(_targets(module, names)) for module in modules}
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


def _targets(module: Module, names: frozenset[str]) -> frozenset[str]:
    """The modules among `names` that `module` imports: `from press.model import page` is press.model.page."""
    found = {(f"{source}.{name}", source) for _, source, name in imports_of(module)}
    return frozenset(full if full in names else source for full, source in found) & names


def hidden_imports(module: Module) -> Iterator[str]:
    """Imports that the other rules could not see, or that only a type checker sees."""
    for node, source, name in imports_of(module):
        if name in {"TYPE_CHECKING", "import_module", "*"}:
            yield module.at(node, f"from {source} import {name}: imports are plain and say what they take")
    for node in module.nodes:
        if isinstance(node, ast.alias) and node.asname and node.name in UNDER_THEIR_NAME:
            yield module.at(node, f"{node.name} as {node.asname}: its effects would go unseen")
        if isinstance(node, ast.Name | ast.Attribute):
            named = node.id if isinstance(node, ast.Name) else node.attr
            if named in {"TYPE_CHECKING", "import_module", "__import__"}:
                yield module.at(node, f"{named}: move what is imported down a floor, and import it plainly")


def model_imports(module: Module) -> Iterator[str]:
    """What the model, which is values alone, may not know."""
    if module.top != "model":
        return
    for node, source, name in imports_of(module):
        root = source.partition(".")[0]
        if root != "press" and root not in sys.stdlib_module_names:
            yield module.at(node, f"model imports {source}: values know no third-party package")
        elif root in {"os", "io"} or effect_of_import(source, name):
            yield module.at(node, f"model imports {source}: values do no input or output")
        elif root == "pathlib" and name not in {"PurePosixPath", "PurePath"}:
            yield module.at(node, "model imports pathlib: only PurePosixPath has no way to the disk")
