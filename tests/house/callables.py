"""Module -> parameters that are functions: a value is easier to read, to compare and to send to a process.

A function is right where it stands for an effect (progress, a clock, the network), or is the work of a general tool.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.house.modules import Module

# The number only falls: a new one needs another one gone.
MOST = 44


def callables(module: Module) -> Iterator[str]:
    """Find parameters whose annotation says Callable."""
    for node in module.nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            arguments = node.args
            for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs):
                if argument.annotation and "Callable" in ast.unparse(argument.annotation):
                    yield module.at(argument, f"{node.name}() takes the function {argument.arg}")
