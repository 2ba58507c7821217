"""A small section that has one of everything -> a folder, built; and what breaks a built one and seals it again."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from PIL import Image

from press.commands.check import check_site
from press.commands.results import Checked
from press.model.digest import seal_of
from press.model.manifest import MANIFEST, manifest_bytes, parse_manifest
from press.model.problem_text import format_problem
from press.model.site import BuildOptions
from tests.sites import NOW, build_at, site_at, write_site

ARROW = " ==> "
_BUILT_LINE = re.compile(r"^(site/\S+\.html):\d+:", re.MULTILINE)
SITE = """-- config.yaml --
title: The Harbour Post
url: https://example.org/opinion/
logo: images/logo.png
-- content/articles/2026-03-02-rent.md --
---
title: Rent in the harbour
date: 2026-03-02
authors: [nora-weiland]
topics: [Housing]
aliases: [old/rent]
image: {src: images/bridge.png, alt: The bridge at dusk}
---

## Who pays

The [trams](2026-03-03-trams.md#the-cost) cost less[^1], says [a study](https://study.example/2026).

[^1]: By half.
-- content/articles/2026-03-03-trams.md --
---
title: Trams for the east bank
date: 2026-03-03
topics: [Housing]
---

## The cost

Less than rent.
-- content/articles/2026-03-04-tramvai.md --
---
title: Трамваї
date: 2026-03-04
lang: uk
translation_of: 2026-03-03-trams
---

Дешевше.
-- content/articles/2026-03-05-ferry.md --
---
title: A ferry that nobody asked for
date: 2026-03-05
draft: true
---

Nothing yet.
-- content/articles/2030-01-01-locks.md --
---
title: The locks will close for good
date: 2030-01-01
---

Not yet.
-- content/authors/nora-weiland.md --
---
name: Nora Weiland
---

Writes about harbours.
"""


def build_section(root: Path, extra: str = "") -> Path:
    """Write the section, with `extra` files in place of its own, and build it; return its folder."""
    for name, size in (("bridge", (1600, 900)), ("logo", (96, 96))):
        path = root / f"content/images/{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", size, "teal").save(path)
    write_site(root, SITE)
    if extra:
        write_site(root, extra if "-- config.yaml --" in extra else f"-- config.yaml --\n{_config()}{extra}")
    build_at(root)
    return root


def copy_of(section: Path, root: Path) -> Path:
    """Copy a built section, its cache too."""
    shutil.copytree(section, root)
    return root


def edit(output: Path, path: str, text: str) -> None:
    """Change a built file by lines `before ==> after`; without an arrow `text` is the whole file. Then seal again."""
    file = output / path
    if ARROW in text:
        content = file.read_text(encoding="utf-8")
        for line in text.splitlines():
            before, after = line.split(ARROW)
            assert before in content, f"{path} does not hold {before}"
            content = content.replace(before, after.replace("(nothing)", ""))
        file.write_text(content, encoding="utf-8")
    elif text.strip() == "(gone)":
        file.unlink()
    else:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    seal(output)


def seal(output: Path) -> None:
    """Seal the folder as it is now, as if a build had left it so."""
    paths = (path for path in output.rglob("*") if path.is_file() and path.name not in {MANIFEST, ".gitignore"})
    (output / MANIFEST).write_bytes(
        manifest_bytes({path.relative_to(output).as_posix(): seal_of(path.read_bytes()) for path in paths})
    )


def sealed_paths(output: Path) -> frozenset[str]:
    """Return the paths that the seal names."""
    return frozenset(parse_manifest((output / MANIFEST).read_bytes()) or {})


def check(root: Path, *, jobs: int = 1, now: datetime = NOW, strict: bool = False) -> Checked:
    """Check the section at `root`."""
    return check_site(site_at(root, now=now), BuildOptions(jobs=jobs, strict=strict))


def shown(checked: Checked) -> str:
    """Return what an editor reads, problems first; N for lines of built pages, which any change of a layout moves."""
    return _BUILT_LINE.sub(r"\1:N:", "".join(_lines(checked)))


def _lines(checked: Checked) -> Iterator[str]:
    for problem in (*checked.problems, *checked.notes):
        yield format_problem(problem) + "\n"


def _config() -> str:
    return SITE.split("-- content/", maxsplit=1)[0].split("--\n", 1)[1]
