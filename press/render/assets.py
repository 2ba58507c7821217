"""Files of layouts/assets/ -> files named by their content, so that browsers may keep them for ever. Pure."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass

from press.model.digest import digest_bytes
from press.model.page import Order, Output
from press.render.styles import minified

MAIN_STYLE = "css/press.css"
_URL = re.compile(r"""url\(\s*+(['"]?)([^'")]++)\1\s*+\)""")


@dataclass(frozen=True, slots=True)
class Assets:
    """Where each file of layouts/assets/ stands in the site, and the files themselves."""

    paths: Mapping[str, str]
    outputs: tuple[Output, ...]


def make_assets(files: Mapping[str, bytes], accent: str) -> Assets:
    """Return the assets: styles made small, names with a digest, addresses in styles changed with them.

    `files` maps a name (`css/press.css`) to its bytes. `accent` (a colour, or "") is written below the main style: one
    file less to wait for, and outside its layers, so that it wins.
    """
    wanted = dict(files)
    if accent and MAIN_STYLE in wanted:
        wanted[MAIN_STYLE] += f"\n:root {{ --accent: {accent}; }}\n".encode()
    paths: dict[str, str] = {}
    outputs = []
    for name in sorted(wanted, key=lambda n: (n.endswith(".css"), n)):
        data = _style(name, wanted[name], paths) if name.endswith(".css") else wanted[name]
        stem, suffix = posixpath.splitext(name)
        paths[name] = f"assets/{stem}.{digest_bytes(data)[:10]}{suffix}"
        outputs.append(Output(paths[name], data, Order.ASSET))
    return Assets(dict(sorted(paths.items())), tuple(outputs))


def _style(name: str, data: bytes, paths: Mapping[str, str]) -> bytes:
    """Minify a style and let its addresses point to the named files."""
    folder = posixpath.dirname(name)

    def named(match: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(folder, match[2]))
        if target not in paths:
            return match[0]
        here = posixpath.dirname("assets/" + name)
        return f"url({posixpath.relpath(paths[target], here)})"

    return minified(_URL.sub(named, data.decode("utf-8"))).encode()
