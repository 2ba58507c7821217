"""Pages to be found -> search index: made by Pagefind (https://pagefind.app), which comes with `make extras`.

Pagefind names its files by their content and writes the same bytes for the same pages, but for the order of keys
in one file, which is put right here.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from press.model.page import Order, Output
from press.model.problem import ExitCode, Refusal

# Where the files stand in the site, and those that our page does without: Pagefind's own interfaces.
FOLDER = "search/"
_ENTRY = "pagefind-entry.json"
_UNUSED = ("pagefind-component-ui", "pagefind-highlight", "pagefind-modular-ui", "pagefind-ui")
# Named by content, so that an older page finds its own files until the entry points to the new ones.
_NAMED_BY_CONTENT = (".pf_fragment", ".pf_index", ".pf_meta", ".pf_filter")
_PATIENCE = 600  # seconds; 10,000 pieces take some ten


def make_index(pages: Iterable[Output], lang: str, cache: Path) -> Iterator[Output]:
    """Yield the files of one index of `pages`, which are HTML; words are stemmed as `lang` does it.

    Raises Refusal where Pagefind is not installed. `cache`: a folder for its files while it works.
    """
    if find_spec("pagefind") is None:
        raise _refused("config asks for search, and pagefind is not installed", "make extras")
    cache.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="search-", dir=cache) as folder:
        _write(pages, Path(folder, "pages"))
        # One index for all languages: a reader who looks for a name wants every piece that has it.
        _run("--site", f"{folder}/pages", "--output-path", f"{folder}/index", "--force-language", lang, "--quiet")
        for path in sorted(Path(folder, "index").rglob("*")):
            if path.is_file() and not path.name.startswith(_UNUSED):
                yield _output(path.relative_to(f"{folder}/index").as_posix(), path.read_bytes())


def _write(pages: Iterable[Output], folder: Path) -> None:
    folder.mkdir()
    for page in pages:
        file = folder / page.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(page.data)


def _run(*arguments: str) -> None:
    command = [sys.executable, "-m", "pagefind", *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_PATIENCE)
    except subprocess.TimeoutExpired as late:
        raise _refused(f"pagefind took longer than {_PATIENCE} s", "search: false does without it") from late
    if done.returncode:
        said = " ".join((done.stderr or done.stdout).split())[-300:]
        raise _refused(f"pagefind could not make the search index: {said}", "make extras installs it anew")


def _output(name: str, data: bytes) -> Output:
    if name == _ENTRY:
        data = json.dumps(json.loads(data), ensure_ascii=False, sort_keys=True).encode()
    return Output(FOLDER + name, data, Order.ASSET if name.endswith(_NAMED_BY_CONTENT) else Order.INDEX)


def _refused(message: str, hint: str) -> Refusal:
    return Refusal(message, code=ExitCode.ENVIRONMENT, hint=hint)
