"""Module -> what touches the world outside the named doors.

A new door is a line in DOORS, with its reason.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from tests.house.modules import Module, imports_of

# Who may touch the world, and how. A path that ends in a slash stands for all that is in the folder.
EVERYTHING = frozenset({"files", "processes", "network", "clock", "terminal", "environment", "chance"})
DOORS: Mapping[str, frozenset[str]] = {
    "press/read/folder.py": EVERYTHING,
    "press/pictures/": EVERYTHING,
    "press/search/index.py": EVERYTHING,
    "press/write/": EVERYTHING,
    "press/check/file_rules.py": frozenset({"files"}),
    "press/check/external.py": EVERYTHING,
    "press/serve/": EVERYTHING,
    "press/deploy/": EVERYTHING,
    # Messages go to an SMTP server; a file says who has one.
    "press/mail/send.py": EVERYTHING,
    "press/mail/progress.py": EVERYTHING,
    "press/mail/files.py": EVERYTHING,
    # Exports and media are read, and the section's files written, by one module of the import.
    "press/importing/export_files.py": frozenset({"files"}),
    # The command line prints, answers signals, honours NO_COLOR, and reads the clock once: `now` goes
    # down as a value. It looks which folder it stands in, and gives a closed pipe somewhere to end.
    "press/__main__.py": frozenset({"terminal"}),
    "press/cli/": frozenset({"terminal", "processes", "clock", "environment", "files"}),
    # A text has so many seconds: its clock, and the timer that ends it.
    "press/read/markdown/budget.py": frozenset({"clock", "processes"}),
    # The preview publishes what is out at the moment of each save.
    "press/commands/preview.py": frozenset({"clock"}),
    # The stat keys of all inputs, among them the packages that the interpreter finds.
    "press/build/inputs.py": EVERYTHING,
    # The stat keys of all outputs, and the version of Python, which decides the output too.
    "press/build/last_build.py": EVERYTHING,
    # Processes send their results through pipes.
    "press/parallel/": frozenset({"processes", "files"}),
    # A check reports how long it took.
    "press/commands/check.py": frozenset({"clock"}),
}


def _by_name(table: Mapping[str, str]) -> Mapping[str, str]:
    return {name: kind for kind, names in table.items() for name in names.split()}


EFFECT_OF_MODULE = _by_name(
    {
        "files": "shutil tempfile glob fcntl mmap sqlite3 dbm shelve fileinput zipfile tarfile linecache"
        " importlib.resources watchdog",
        "processes": "subprocess multiprocessing concurrent signal threading asyncio ctypes runpy",
        "network": "socket ssl select http.client http.server urllib.request ftplib smtplib socketserver"
        " requests httpx boto3 botocore uvicorn starlette webbrowser",
        "clock": "time",
        "terminal": "getpass curses readline",
        "environment": "platform pwd locale",
        "chance": "random secrets uuid",
    }
)
EFFECT_OF_METHOD = _by_name(
    {
        "files": "read_text read_bytes write_text write_bytes unlink mkdir rmdir iterdir rglob glob exists"
        " is_file is_dir is_symlink stat lstat touch symlink_to hardlink_to chmod samefile open",
        "environment": "cwd home expanduser",
        "clock": "now utcnow today",
    }
)
EFFECT_OF_CALL = {"open": "files", "print": "terminal", "input": "terminal", "breakpoint": "terminal"}
EFFECT_OF_SYS = _by_name({"terminal": "exit stdin stdout stderr", "environment": "argv"})
# Nothing ("") is what the pure ones touch; what is not listed here touches files.
EFFECT_OF_OS = _by_name(
    {
        "": "PathLike fspath fsencode fsdecode path sep linesep devnull",
        "environment": "environ environb getenv getcwd get_terminal_size",
        "terminal": "dup2 isatty",
        "processes": "cpu_count process_cpu_count sched_getaffinity getpid fork kill",
    }
)
PURE_OS_PATH = frozenset(
    "basename commonpath commonprefix dirname isabs join normcase normpath sep split splitext".split()
)
# These read files behind Jinja's back: templates come in as values.
LOADERS = frozenset({"FileSystemLoader", "PackageLoader", "ModuleLoader", "FileSystemBytecodeCache"})


def effects(module: Module) -> Iterator[str]:
    """What touches the world outside the doors."""
    allowed = allowed_effects(module.path)
    for node, kind, what in _effects_found(module):
        if kind not in allowed:
            yield module.at(node, f"{what}: {kind} only at the named doors (DOORS in tests/house/effects.py)")


def allowed_effects(path: str) -> frozenset[str]:
    """The kinds of effect that the module at `path` may have."""
    for door, kinds in DOORS.items():
        if path == door or (door.endswith("/") and path.startswith(door)):
            return kinds
    return frozenset()


def effect_of_import(source: str, name: str) -> str:
    """The kind of effect that comes in with `import source` or `from source import name`, or ""."""
    for module in (f"{source}.{name}", source, source.partition(".")[0]):
        if module in EFFECT_OF_MODULE:
            return EFFECT_OF_MODULE[module]
    if name in LOADERS or (source == "io" and name in {"open", "FileIO"}):
        return "files"
    return _effect_of_name(source, name) if name else ""


def _effect_of_name(owner: str, name: str) -> str:
    """The kind of effect of `owner.name`, where `owner` is os, os.path or sys; else ""."""
    if owner == "os":
        return "" if name.isupper() else EFFECT_OF_OS.get(name, "files")  # O_WRONLY: a number
    if owner == "os.path":
        return "" if name in PURE_OS_PATH else "files"
    return EFFECT_OF_SYS.get(name, "") if owner == "sys" else ""


def _effects_found(module: Module) -> Iterator[tuple[ast.AST, str, str]]:
    for node, source, name in imports_of(module):
        kind = effect_of_import(source, name)
        if kind:
            yield node, kind, f"import of {source}" + (f".{name}" if name else "")
    for node in module.nodes:
        if isinstance(node, ast.Call):
            yield from _effects_of_call(node)
        elif isinstance(node, ast.Attribute):
            kind = _effect_of_name(ast.unparse(node.value), node.attr)
            if kind:
                yield node, kind, ast.unparse(node)


def _effects_of_call(node: ast.Call) -> Iterator[tuple[ast.AST, str, str]]:
    called = node.func
    if isinstance(called, ast.Name) and called.id in EFFECT_OF_CALL:
        yield node, EFFECT_OF_CALL[called.id], f"{called.id}()"
    elif isinstance(called, ast.Attribute) and ast.unparse(called.value) not in {"os", "os.path"}:
        if called.attr in EFFECT_OF_METHOD:
            yield node, EFFECT_OF_METHOD[called.attr], f".{called.attr}()"
        elif called.attr == "resolve" and not node.args:  # Path.resolve follows links on the disk
            yield node, "files", ".resolve()"
