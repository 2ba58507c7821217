"""Each rule of the house, broken on purpose: a check that finds nothing may not pass for a tidy house."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

import pytest

from tests.house import callables, effects, floors, shape
from tests.house.modules import Module

Rule = Callable[[Module], Iterable[str]]


def tags(module: Module) -> Iterator[str]:
    return shape.tags(module, {})


BROKEN: tuple[tuple[Rule, str, str, str], ...] = (
    (
        callables.callables,
        "press/plan/odd.py",
        "def f(x: Callable[[], int]) -> int:\n    return x()",
        "takes the function x",
    ),
    # rule, where the text stands, the text, and what the finding must say
    (floors.without_floor, "press/importers/wordpress.py", "", "no floor"),
    (floors.without_floor, "press/odd.py", "", "no floor"),
    (floors.climbing, "press/read/article.py", "from press.plan import urls", "a sibling"),
    (floors.climbing, "press/read/article.py", "from press.plan.urls import url_of", "a sibling"),
    (floors.climbing, "press/read/article.py", "import press.render.html", "a sibling"),
    (floors.climbing, "press/read/article.py", "from ..plan import urls", "a sibling"),
    (floors.climbing, "press/read/article.py", "from .. import plan", "a sibling"),
    (floors.climbing, "press/model/page.py", "from press.read import folder", "a floor above"),
    (
        floors.climbing,
        "press/plan/menus.py",
        "def f():\n    from press.commands.build import build",
        "a floor above",
    ),
    (floors.climbing, "press/commands/build.py", "import press.cli", "a floor above"),
    (floors.climbing, "press/plan/menus.py", "import press", "name a module"),
    (floors.climbing, "press/plan/menus.py", "from press.odd import x", "name a module"),
    (floors.climbing, "press/__init__.py", "from press.model import page", "every module would pay"),
    (floors.hidden_imports, "press/plan/menus.py", "if TYPE_CHECKING:\n    import os", "TYPE_CHECKING"),
    (floors.hidden_imports, "press/plan/menus.py", "from typing import TYPE_CHECKING", "TYPE_CHECKING"),
    (floors.hidden_imports, "press/plan/menus.py", "if typing.TYPE_CHECKING:\n    pass", "TYPE_CHECKING"),
    (floors.hidden_imports, "press/plan/menus.py", "importlib.import_module('press.cli')", "import_module"),
    (floors.hidden_imports, "press/plan/menus.py", "__import__('os')", "__import__"),
    (floors.hidden_imports, "press/plan/menus.py", "import os as o", "unseen"),
    (floors.hidden_imports, "press/plan/menus.py", "from press.model import *", "import *"),
    (floors.model_imports, "press/model/page.py", "import yaml", "third-party"),
    (floors.model_imports, "press/model/page.py", "from jinja2 import nodes", "third-party"),
    (floors.model_imports, "press/model/page.py", "def f():\n    import pydantic", "third-party"),
    (floors.model_imports, "press/model/page.py", "import sqlite3", "no input or output"),
    (floors.model_imports, "press/model/page.py", "import os", "no input or output"),
    (floors.model_imports, "press/model/page.py", "import subprocess, socket", "no input or output"),
    (floors.model_imports, "press/model/page.py", "from pathlib import Path", "PurePosixPath"),
    (floors.model_imports, "press/model/page.py", "import pathlib", "PurePosixPath"),
    (effects.effects, "press/model/page.py", "open('a')", "files"),
    (effects.effects, "press/plan/urls.py", "path.read_text()", "files"),
    (effects.effects, "press/plan/urls.py", "path.parent.mkdir(parents=True)", "files"),
    (effects.effects, "press/plan/urls.py", "path.resolve()", "files"),
    (effects.effects, "press/plan/urls.py", "import os\nos.remove('a')", "os.remove"),
    (effects.effects, "press/plan/urls.py", "import os\nos.path.exists('a')", "os.path.exists"),
    (effects.effects, "press/plan/urls.py", "from os import walk", "os.walk"),
    (effects.effects, "press/plan/urls.py", "os.environ['HOME']", "environment"),
    (effects.effects, "press/plan/urls.py", "import shutil", "files"),
    (
        effects.effects,
        "press/plan/urls.py",
        "from concurrent.futures import ProcessPoolExecutor",
        "processes",
    ),
    (effects.effects, "press/plan/urls.py", "from urllib import request", "network"),
    (effects.effects, "press/plan/urls.py", "from time import time", "clock"),
    (effects.effects, "press/plan/urls.py", "datetime.datetime.now(tz)", "clock"),
    (effects.effects, "press/plan/urls.py", "date.today()", "clock"),
    (effects.effects, "press/plan/urls.py", "print('x')", "terminal"),
    (effects.effects, "press/plan/urls.py", "sys.stderr.write('x')", "terminal"),
    (effects.effects, "press/plan/urls.py", "import random", "chance"),
    (effects.effects, "press/render/html.py", "from jinja2 import FileSystemLoader", "files"),
    (effects.effects, "press/read/article.py", "path.read_bytes()", "files"),
    (effects.effects, "press/check/links.py", "import socket", "network"),
    (effects.effects, "press/commands/build.py", "path.write_text('x')", "files"),
    (effects.effects, "press/cli/main.py", "import socket", "network"),
    (shape.markup_makers, "press/read/markdown.py", "from markupsafe import Markup", "imports Markup"),
    (shape.markup_makers, "press/read/markdown.py", "import markupsafe", "imports Markup"),
    (tags, "press/plan/urls.py", "x = '<b>bold</b>'", "markup"),
    (tags, "press/plan/urls.py", "x = f'<a href={x}>'", "markup"),
    (tags, "press/plan/urls.py", "x = f'<{name} class=big'", "markup"),
    (tags, "press/plan/urls.py", "x = f'</{name}>'", "markup"),
    (tags, "press/plan/urls.py", "x = '</p>'", "markup"),
    (tags, "press/plan/urls.py", "x = '<br'", "markup"),
    (tags, "press/plan/urls.py", "x = '<!DOCTYPE html>'", "markup"),
    (tags, "press/plan/urls.py", "x = '<?xml version'", "markup"),
    (shape.global_state, "press/plan/urls.py", "cache = {}", "cache"),
    (shape.global_state, "press/plan/urls.py", "seen: set[str] = set()", "seen"),
    (shape.global_state, "press/plan/urls.py", "_found = collections.defaultdict(list)", "_found"),
    (shape.hidden_state, "press/plan/urls.py", "def f():\n    global x\n    x = 1", "global"),
    (shape.hidden_state, "press/plan/urls.py", "x = threading.local()", "threading.local"),
    (shape.hidden_state, "press/plan/urls.py", "from contextvars import ContextVar", "contextvars"),
    (shape.changed_constants, "press/plan/urls.py", "X = {}\ndef f():\n    X['a'] = 1", "f() changes X"),
    (shape.changed_constants, "press/plan/urls.py", "X = []\ndef f():\n    X.append(1)", "f() changes X"),
    (shape.long_files, "press/plan/urls.py", "#\n" * 301, "301 lines"),
    (shape.long_functions, "press/plan/urls.py", "def f():\n" + "    1\n" * 40, "41 lines"),
    (shape.missing_first_lines, "press/plan/urls.py", "x = 1", "first line"),
    (shape.missing_first_lines, "press/plan/urls.py", '"""\n"""', "first line"),
    (shape.vague_names, "press/plan/utils.py", "", "'utils'"),
    (shape.vague_names, "press/helpers/urls.py", "", "'helpers'"),
)

KEPT: tuple[tuple[Rule, str, str], ...] = (
    # rule, where the text stands, and a text that the rule must let pass
    (floors.without_floor, "press/read/folder.py", ""),
    (floors.without_floor, "press/__init__.py", ""),
    (
        floors.climbing,
        "press/read/article.py",
        "from press.read import folder\nfrom . import yaml\nimport re",
    ),
    (floors.climbing, "press/read/article.py", "from press.model.page import Page\nfrom ..model import page"),
    (floors.climbing, "press/commands/build.py", "from press.read import folder\nfrom press import plan"),
    (floors.climbing, "press/plan/menus.py", "import pressure"),
    (
        floors.model_imports,
        "press/model/page.py",
        "import re\nfrom pathlib import PurePosixPath",
    ),
    (floors.model_imports, "press/model/page.py", "from press.model.body import Body\nimport datetime"),
    (effects.effects, "press/read/folder.py", "import os\nos.remove('a')\nopen('a').read()"),
    (effects.effects, "press/write/ledger.py", "import sqlite3"),
    (
        effects.effects,
        "press/parallel/pool.py",
        "from concurrent import futures\nimport os\nos.cpu_count()",
    ),
    (
        effects.effects,
        "press/cli/terminal.py",
        "print('x')\nimport sys\nsys.stderr.write('y')\ndatetime.now(UTC)",
    ),
    (effects.effects, "press/plan/urls.py", "import os\nos.path.join('a', 'b')\nos.fspath(x)\nx.resolve(y)"),
    (effects.effects, "press/plan/urls.py", "from urllib.parse import quote\nfrom datetime import datetime"),
    (shape.markup_makers, "press/read/markdown.py", "from markupsafe import escape"),
    (tags, "press/plan/urls.py", '"""A docstring with <b>."""\nx = "a < b, 3 <4"\ny = f"{x} < {x}"'),
    (tags, "press/plan/urls.py", r"""x = re.compile(r"(?P<year>\d+)"); y = r"\g<year>" """),
    (
        shape.global_state,
        "press/plan/urls.py",
        "WORDS = {}\n__all__ = ['x']\nwords = ('a',)\ndef f():\n    x = []",
    ),
    (shape.changed_constants, "press/plan/urls.py", "X = {}\ndef f():\n    y = {}\n    y['a'] = X['a']"),
    (shape.long_files, "press/plan/urls.py", "#\n" * 300),
    (shape.long_functions, "press/plan/urls.py", "def f():\n" + "    1\n" * 39),
    (shape.vague_names, "press/plan/urls.py", ""),
)


@pytest.mark.parametrize(("rule", "path", "text", "expected"), BROKEN)
def test_a_broken_rule_is_found(rule: Rule, path: str, text: str, expected: str) -> None:
    findings = list(rule(Module(path, text)))
    assert findings, f"{rule.__name__} lets this pass:\n{text}"
    assert all(re.match(rf"{re.escape(path)}:\d+: ", line) for line in findings)
    assert any(expected in line for line in findings), findings


@pytest.mark.parametrize(("rule", "path", "text"), KEPT)
def test_what_keeps_the_rule_passes(rule: Rule, path: str, text: str) -> None:
    assert list(rule(Module(path, text))) == []


def test_a_circle_is_found_through_a_function() -> None:
    one = Module("press/plan/a.py", "from press.plan import b")
    two = Module("press/plan/b.py", "def f():\n    from press.plan.c import x")
    three = Module("press/plan/c.py", "from .a import y")
    assert list(floors.circles((one, two))) == []
    assert list(floors.circles((one, two, three))) == [
        "a circle of imports: press.plan.a -> press.plan.b -> press.plan.c -> press.plan.a"
    ]


def test_markup_passes_where_it_is_allowed_and_nowhere_else() -> None:
    allowed = {("press/read/a.py", "<b>"): "a test"}
    assert list(shape.tags(Module("press/read/a.py", "x = '<b>'"), allowed)) == []
    assert list(shape.tags(Module("press/read/a.py", "x = '<i>'"), allowed))
    assert list(shape.tags(Module("press/read/b.py", "x = '<b>'"), allowed))
