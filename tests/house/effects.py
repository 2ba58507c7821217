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
    "press/write/": EVERYTHING,
    "press/check/external.py": EVERYTHING,
    "press/serve/": EVERYTHING,
    "press/deploy/": EVERYTHING,
    # The command line prints, reads the clock once (`now` goes down as a value) and honours NO_COLOR.
    "press/cli.py": frozenset({"terminal", "clock", "environment"}),
    # The pipeline measures its stages and spreads rendering over processes.
    "press/pipeline.py": frozenset({"clock", "processes"}),
}

MODULE_EFFECTS = {
    "files": "shutil tempfile glob fcntl mmap sqlite3 dbm shelve fileinput zipfile tarfile linecache"
    " importlib.resources watchdog",
    "processes": "subprocess multiprocessing concurrent signal threading asyncio ctypes runpy",
    "network": "socket ssl select http.client http.server urllib.request ftplib smtplib socketserver"
    " requests httpx boto3 botocore uvicorn starlette webbrowser",
    "clock": "time",
    "terminal": "getpass curses readline",
    "environment": "platform pwd getopt locale",
    "chance": "random secrets uuid",
}
EFFECT_OF_MODULE = {module: kind for kind, names in MODULE_EFFECTS.items() for module in names.split()}
# What of `os` is pure, or says how many workers pay (a process's business); all else is files and processes.
OS_PURE = frozenset({"PathLike", "fspath", "fsencode", "fsdecode", "path"})
OS_PATH_PURE = frozenset(
    "basename commonpath commonprefix dirname isabs join normcase normpath split splitext sep".split()
)
METHOD_EFFECTS = {
    "files": "read_text read_bytes write_text write_bytes unlink mkdir rmdir iterdir rglob glob exists is_file"
    " is_dir is_symlink stat lstat touch symlink_to hardlink_to chmod samefile open",
    "environment": "cwd home expanduser getenv",
    "clock": "now utcnow today",
}
EFFECT_OF_METHOD = {method: kind for kind, names in METHOD_EFFECTS.items() for method in names.split()}
EFFECT_OF_CALL = {"open": "files", "print": "terminal", "input": "terminal", "breakpoint": "terminal"}
SYS_EFFECTS = {
    "exit": "terminal",
    "stdout": "terminal",
    "stderr": "terminal",
    "stdin": "terminal",
    "argv": "environment",
}
# A loader reads files behind Jinja's back: templates come in as values.
LOADERS = frozenset({"FileSystemLoader", "PackageLoader", "ModuleLoader", "FileSystemBytecodeCache"})


def effects(module: Module) -> Iterator[str]:
    """What touches the world outside the doors."""
    allowed = allowed_effects(module.path)
    for node, kind, what in _effects_found(module):
        if kind not in allowed:
            yield module.at(
                node, f"{what}: {kind} are touched at the named doors only (DOORS in tests/house/effects.py)"
            )


def allowed_effects(path: str) -> frozenset[str]:
    for door, kinds in DOORS.items():
        if path == door or (door.endswith("/") and path.startswith(door)):
            return kinds
    return frozenset()


def _effects_found(module: Module) -> Iterator[tuple[ast.AST, str, str]]:
    for node, source, name in imports_of(module):
        kind = effect_of_import(source, name)
        if kind:
            yield node, kind, f"import of {source}" + (f".{name}" if name else "")
        if name in LOADERS:
            yield node, "files", name
    for node in module.nodes:
        if isinstance(node, ast.Call):
            yield from _effects_of_call(node)
        elif isinstance(node, ast.Attribute):
            yield from _effects_of_attribute(node)


def effect_of_import(source: str, name: str) -> str:
    """The kind of effect that comes in with `import source` or `from source import name`, or ""."""
    for module in (f"{source}.{name}", source, source.partition(".")[0]):
        if module in EFFECT_OF_MODULE:
            return EFFECT_OF_MODULE[module]
    if source == "os" and name:
        return _effect_of_os(name)
    if source == "os.path" and name not in OS_PATH_PURE:
        return "files"
    if source == "sys":
        return SYS_EFFECTS.get(name, "")
    return "files" if source == "io" and name in {"open", "FileIO"} else ""


def _effect_of_os(name: str) -> str:
    if name in {"environ", "getenv", "getcwd", "get_terminal_size", "environb"}:
        return "environment"
    if name in {"cpu_count", "process_cpu_count", "sched_getaffinity", "getpid", "fork", "kill"}:
        return "processes"
    return "" if name in OS_PURE else "files"


def _effects_of_call(node: ast.Call) -> Iterator[tuple[ast.AST, str, str]]:
    function = node.func
    if isinstance(function, ast.Name) and function.id in EFFECT_OF_CALL:
        yield node, EFFECT_OF_CALL[function.id], f"{function.id}()"
    if isinstance(function, ast.Attribute):
        method = function.attr
        base = function.value.id if isinstance(function.value, ast.Name) else ""
        if base != "os" and method in EFFECT_OF_METHOD:
            yield node, EFFECT_OF_METHOD[method], f".{method}()"
        elif method == "resolve" and not node.args:  # Path.resolve follows links on the disk
            yield node, "files", ".resolve()"


def _effects_of_attribute(node: ast.Attribute) -> Iterator[tuple[ast.AST, str, str]]:
    owner = ast.unparse(node.value)
    if owner == "os" and _effect_of_os(node.attr):
        yield node, _effect_of_os(node.attr), f"os.{node.attr}"
    elif owner == "os.path" and node.attr not in OS_PATH_PURE:
        yield node, "files", f"os.path.{node.attr}"
    elif owner == "sys" and node.attr in SYS_EFFECTS:
        yield node, SYS_EFFECTS[node.attr], f"sys.{node.attr}"
