"""docs/hosting.md: the settings for nginx, Caddy and Apache, each run by that server over a deployed section."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from press.model.redirects import parse_redirects, redirect_for
from tests.deploy.web_servers import HOST, PROGRAMS, WebServer, needed, web_server
from tests.sites import article, write_site
from tests.tracked import ROOT

GUIDE = (ROOT / "docs/hosting.md").read_text(encoding="utf-8")
BLOCKS = [(name, text) for name, text in re.findall(r"^```(\w*)\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)]
NOW = ["--now", "2026-11-23T12:00:00Z"]
# Where the section stands: at a domain's root, or below a path, which is how the guide's redirects are written.
BASES = ("/", "/opinion/")


def block(language: str, beginning: str) -> str:
    [found] = [text for name, text in BLOCKS if name == language and text.startswith(beginning)]
    return str(found)


@dataclass(frozen=True)
class Live:
    """A section as it was deployed: `current` is its folder, `above` that of its domain."""

    base: str
    current: Path
    above: Path
    folder: Path

    def header(self, name: str) -> str:
        found = re.search(rf"^  {name}: (.*)$", (self.current / "_headers").read_text(), re.MULTILINE)
        assert found, name
        return found[1]


def live_at(base: str, folder: Path) -> Live:
    """Build and deploy the section whose redirects the guide shows."""
    rules = block("yaml", "redirects:")
    listed = block("", "old,new").replace("https://example.org/", f"https://{HOST}/")
    if base == "/":
        rules, listed = (text.replace("/opinion/", "/") for text in (rules, listed))
    pieces = {
        "2026-03-02-rent-cap": article("Rent cap"),
        "2015-03-02-trams": article("Trams", "2015-03-02", aliases="[old/place/, /2016/old.html]"),
    }
    config = (
        f"title: T\nurl: https://{HOST}{base}\n{rules}deploy: {{server: {{target: rsync, to: {folder}/opinion}}}}\n"
    )
    texts = "".join(f"-- content/articles/{name}.md --\n{text}" for name, text in pieces.items())
    root = write_site(
        folder / "paper",
        f"-- config.yaml --\n{config}-- redirects.csv --\n{listed}{texts}"
        "-- content/static/.well-known/security.txt --\nContact: mailto:desk@example.org\n",
    )
    press = partial(subprocess.run, check=True, capture_output=True, cwd=root)
    for words in (["build", "--strict"], ["deploy"]):
        press([sys.executable, str(ROOT / "build.py"), *words, "--root", str(root), *NOW])
    (folder / "example.org").mkdir()
    (folder / "example.org/opinion").symlink_to(folder / "opinion/current")
    return Live(base, folder / "opinion/current", folder / "example.org", folder)


@pytest.fixture(scope="module")
def sections() -> Iterator[dict[str, Live]]:
    """The section at both places. Not in pytest's own folder: a server that root starts reads as another user."""
    if not shutil.which("rsync"):
        pytest.skip("NOT CHECKED: rsync is not here")
    made = Path(tempfile.mkdtemp(prefix="press-servers-"))
    made.chmod(0o755)
    try:
        yield {base: live_at(base, made / f"at{number}") for number, base in enumerate(BASES)}
    finally:
        shutil.rmtree(made)


def settings_for(name: str, live: Live) -> str:
    """Return the guide's settings for a server, with this section's folders and policy."""
    text = block(name, {"nginx": "map_hash", "caddy": "opinion.", "apache": "<VirtualHost"}[name])
    text = text.replace('"..."', f'"{live.header("Content-Security-Policy")}"')
    if live.base == "/opinion/":  # as the guide says of a section below a path
        text = re.sub(r"/srv/www/opinion/current(?=[;\n])", str(live.above), text)
        text = text.replace("<Directory /srv/www/opinion>", f"<Directory {live.folder}>")
        text = text.replace(" /404.html", " /opinion/404.html")
        text = re.sub(r"( |\")/(archive|\$1|\{re)", r"\1/opinion/\2", text)
    text = text.replace("/srv/www/opinion", str(live.current.parent))
    return re.sub(r"/etc/\w+/opinion-redirects", str(live.folder / f"{name}-redirects"), text)


def run_conversion(name: str, live: Live) -> None:
    """Run the guide's lines that turn `_redirects` into the file which the settings name."""
    first, _, rest = block("sh", "to=").partition("\n")
    marks = "mark='\"' end=';'" if name == "nginx" else re.findall(r"(mark= end=)$", first)[0]
    assert marks in first
    script = f"to={live.folder}/{name}-redirects {marks}\n" + rest.replace(
        "/srv/www/opinion/current", str(live.current)
    )
    subprocess.run(["sh", "-eu", "-c", script], check=True)


@pytest.fixture(scope="module", params=[f"{name} {base}" for name in PROGRAMS for base in BASES])
def served(request: pytest.FixtureRequest, sections: dict[str, Live]) -> Iterator[tuple[WebServer, Live]]:
    name, _, base = request.param.partition(" ")
    needed(name)
    live = sections[base]
    run_conversion(name, live)
    with web_server(name, settings_for(name, live), live.folder / name) as server:
        yield server, live


Served = tuple[WebServer, Live]


def test_pages_come_with_their_policy(served: Served) -> None:
    server, live = served
    for path, file in (("", "index.html"), ("2026/03/rent-cap/", "2026/03/rent-cap/index.html")):
        status, headers, body = server.ask(live.base + path)
        assert (status, body) == (200, (live.current / file).read_bytes())
        assert headers["content-type"].lower() == "text/html; charset=utf-8"
        for name in ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy"):
            assert headers[name.lower()] == live.header(name)
        assert "immutable" not in headers.get("cache-control", "")


def test_a_folder_without_its_slash_leads_to_its_page(served: Served) -> None:
    server, live = served
    status, headers, _ = server.ask(f"{live.base}2026/03/rent-cap")
    assert status in {301, 308}
    assert urlsplit(headers["location"])[2:4] == (f"{live.base}2026/03/rent-cap/", "")


@pytest.mark.parametrize("path", ["nothing", "nothing/deep/", ".press-deploy.json", "_headers", "_redirects", ".git/x"])
def test_what_is_not_for_readers_is_the_page_for_lost_ones(served: Served, path: str) -> None:
    server, live = served
    status, headers, body = server.ask(live.base + path)
    assert (status, body) == (404, (live.current / "404.html").read_bytes())
    assert headers["content-security-policy"] == live.header("Content-Security-Policy")


def test_files_have_their_types_and_times(served: Served) -> None:
    server, live = served
    for path, kind in (("feed.xml", "application/rss+xml"), ("feed.json", "application/feed+json")):
        assert server.ask(live.base + path)[1]["content-type"].startswith(kind)
    assert server.ask(f"{live.base}.well-known/security.txt")[0] == 200
    for file in sorted(live.current.glob("assets/**/*.*")):
        status, headers, body = server.ask(live.base + file.relative_to(live.current).as_posix())
        assert (status, body) == (200, file.read_bytes())
        assert headers["cache-control"] == "public, max-age=31536000, immutable"
        # A drawing that is opened by itself has the policy too.
        assert headers["content-security-policy"] == live.header("Content-Security-Policy")


def test_older_addresses_lead_where_the_redirects_say(served: Served) -> None:
    server, live = served
    rules = parse_redirects((live.current / "_redirects").read_text()).rules
    asked = [
        "/?p=123",
        f"{live.base}a.php?id=3",
        f"{live.base}2016/rent.html",
        "/shop",
        "/2015/a/b.html?x=1",
        "/blog/rent-cap.html",
        f"{live.base}old/place/",
        "/2016/old.html",
    ]
    assert len(asked) == len(rules)
    for target in asked:
        path, _, query = target.partition("?")
        rule = redirect_for(unquote(path), rules, query)
        assert rule is not None, target
        status, headers, _ = server.ask(target)
        assert (status, _without_own_host(headers["location"])) == (301, rule.new), target
    assert server.ask(f"{live.base}a.php")[0] == 404


def _without_own_host(address: str) -> str:
    """Apache makes addresses whole."""
    return re.sub(rf"^http://{HOST}(:\d+)?(?=/)", "", address)
