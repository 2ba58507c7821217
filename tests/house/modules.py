"""Files of press/ -> Module values and their imports, which every rule of the house reads.

A rule is a pure function, Module -> findings (`path:line: what breaks the rule`), so that each rule is tested
itself on a bad module in a string. docs/architecture.md says why the rules are what they are.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One file of the engine: its path from the root of the repository (`press/read/folder.py`) and text."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.path)

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        return tuple(ast.walk(self.tree))

    @property
    def name(self) -> str:
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @property
    def package(self) -> str:
        return self.name if self.path.endswith("/__init__.py") else self.name.rpartition(".")[0]

    @property
    def top(self) -> str:
        """`press.read.folder` -> `read`; "" for `press` itself."""
        return [*self.name.split("."), ""][1]

    def at(self, node: ast.AST, text: str) -> str:
        return f"{self.path}:{getattr(node, 'lineno', 1)}: {text}"


def modules_of(root: Path) -> tuple[Module, ...]:
    """Every module under `root`/press, sorted by path."""
    paths = sorted(file.relative_to(root).as_posix() for file in (root / "press").rglob("*.py"))
    return tuple(Module(path, (root / path).read_text(encoding="utf-8")) for path in paths)


def imports_of(module: Module) -> Iterator[tuple[ast.AST, str, str]]:
    """(node, module, name taken from it or "") for each import in the file, relative ones resolved."""
    for node in module.nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node, alias.name, ""
        elif isinstance(node, ast.ImportFrom):
            parts = module.package.split(".")
            base = ".".join(parts[: len(parts) - node.level + 1]) if node.level else ""
            source = ".".join(part for part in (base, node.module) if part)
            for alias in node.names:
                yield node, source, alias.name
