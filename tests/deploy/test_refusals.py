"""What may not be deployed is refused with exit 4, and not a byte at the host changes."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from press.commands.deploy import deploy
from press.commands.results import DeployOptions
from press.model.manifest import MANIFEST, manifest_bytes, parse_manifest
from press.model.problem import ExitCode, Refusal
from press.model.site import BuildOptions, Site
from press.write.lock import output_lock
from tests.sites import NOW, article, build_at, digests, site_at, write_site

HEADER = "-----BEGIN RSA PRIVATE " + "KEY-----\n"  # in two parts: programs that look for keys look here too
KEY = f"{HEADER}MIIEpAIBAAKCAQEA0123456789abcdefghij\n"
CONFIG = "title: T\nurl: https://example.org/opinion/\ndeploy:\n  live: {target: folder, path: ../host}\n"
PIECES = "".join(
    f"-- content/articles/2026-0{n}-02-piece-{n}.md --\n" + article(f"Piece {n}", f"2026-0{n}-02") for n in range(1, 4)
)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A section that has been built and deployed, and has a new piece that has been built and not deployed."""
    root = write_site(tmp_path_factory.mktemp("template") / "root", f"-- config.yaml --\n{CONFIG}{PIECES}")
    build_at(root)
    ship(site_at(root))
    write(root, "2026-04-02-new", article("New", "2026-04-02"))
    build_at(root)
    return root.parent


@pytest.fixture
def root(template: Path, tmp_path: Path) -> Path:
    """A copy of it for each test."""
    shutil.copytree(template, tmp_path, dirs_exist_ok=True)
    return tmp_path / "root"


def write(root: Path, stem: str, text: str) -> None:
    (root / f"content/articles/{stem}.md").write_text(text)


def ship(site: Site, **options: object) -> None:
    deploy(site, BuildOptions(), DeployOptions(**options), lambda _done, _total: None)  # type: ignore[arg-type]


def reseal(site: Path) -> None:
    """Make the seal say what is there, as no build would."""
    files = {path: digest for path, digest in digests(site).items() if path not in {MANIFEST, ".gitignore"}}
    (site / MANIFEST).write_bytes(manifest_bytes(files))


def put(path: str, text: str, *, sealed: bool = False) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
        if sealed:
            reseal(root / "site")

    return change


def edit(path: str, old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        text = (root / path).read_text()
        assert old in text
        (root / path).write_text(text.replace(old, new))

    return change


def remove(path: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / path).unlink()

    return change


def built_static(name: str, text: str = "x") -> Callable[[Path], None]:
    def change(root: Path) -> None:
        put(f"content/static/{name}", text)(root)
        build_at(root)

    return change


def build_from(config: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / "config.yaml").write_text(config)
        build_at(root)

    return change


def empty_build(root: Path) -> None:
    for path in (root / "content/articles").iterdir():
        path.unlink()
    build_at(root, allow_shrink=True)


def no_pages(root: Path) -> None:
    shutil.rmtree(root / "site")
    (root / "site").mkdir()
    (root / "site/a.txt").write_text("a")
    reseal(root / "site")


def link_in_place(root: Path) -> None:
    page = root / "site/index.html"
    page.rename(root / "elsewhere.html")
    page.symlink_to(root / "elsewhere.html")


def foreign_host(root: Path) -> None:
    shutil.rmtree(root.parent / "host")
    put("../host/theirs.html", "theirs")(root)


def foreign_in_the_way(root: Path) -> None:
    put("../host/2026/04/new/index.html", "theirs")(root)


def other_note(root: Path) -> None:
    put("../host/.press-deploy.json", '{"format": 99}')(root)


def under_way(root: Path) -> None:
    note = root.parent / "host/.press-deploy.json"
    told = json.loads(note.read_text())
    since = datetime.now(UTC).isoformat()
    told["underway"] = {"holder": "x", "since": since, "build": "b", "back": False, "form": "1", "paths": []}
    note.write_text(json.dumps(told))


def many_gone(root: Path) -> None:
    for n in range(30):
        write(root, f"2025-01-02-old-{n}", article(f"Old {n}", "2025-01-02"))
    build_at(root)
    ship(site_at(root))
    for path in (root / "content/articles").glob("2025-*"):
        path.unlink()
    build_at(root, allow_shrink=True)


def cut_off_build(root: Path) -> None:
    staging = root / "site/.press-staging"
    staging.mkdir()
    (staging / "intents.json").write_text('{"format": 1, "moves": [], "deletes": [], "seal": "seal"}')


def no_host_path(root: Path) -> None:
    (root / "config.yaml").write_text(CONFIG.replace("../host", "site/inside"))
    build_at(root)


Case = tuple[str, Callable[[Path], None], str]
CASES: tuple[Case, ...] = (
    ("no output", lambda root: shutil.rmtree(root / "site"), "there is no "),
    ("no seal", remove(f"site/{MANIFEST}"), "holds no build of ours"),
    ("a seal that is none", put(f"site/{MANIFEST}", "{}"), "holds no build of ours"),
    ("a build that was cut off", cut_off_build, "was cut off"),
    ("a page missing", remove("site/index.html"), "index.html is missing"),
    ("a page edited", put("site/index.html", "mine"), "index.html is not as it was built"),
    ("a link in place of a page", link_in_place, "index.html is not as it was built"),
    ("a file of somebody's", put("site/CNAME", "mine"), "CNAME was made by no build"),
    ("a page edited and sealed", put("site/index.html", "mine", sealed=True), "have changed since"),
    ("a page added and sealed", put("site/x/index.html", "mine", sealed=True), "have changed since it was built: x/"),
    ("a piece edited since", edit("content/articles/2026-04-02-new.md", "Text.", "Other."), "have changed since"),
    ("a piece removed since", remove("content/articles/2026-04-02-new.md"), "have changed since"),
    ("a piece set back to draft", edit("content/articles/2026-04-02-new.md", "---\n\n", "draft: true\n---\n\n"),
     "pieces that are not out: 2026/04/new/index.html"),
    ("a piece that has expired", edit("content/articles/2026-04-02-new.md", "---\n\n", "expires: 2026-05-01\n---\n\n"),
     "pieces that are not out: 2026/04/new/index.html"),
    ("config changed since", edit("config.yaml", "title: T", "title: Another"), "have changed since"),
    ("a layout changed since", put("layouts/404.html", "<p>no</p>"), "have changed since"),
    ("a mistake in content since", edit("content/articles/2026-04-02-new.md", "date: 2026-04-02", "date: soon"),
     "content/articles/2026-04-02-new.md:3:7"),
    ("no pages", no_pages, "holds no page"),
    ("no pieces", empty_build, "no published piece"),
    ("localhost", build_from(CONFIG.replace("https://example.org", "http://localhost:8000")), "nobody else can reach"),
    ("a private address", build_from(CONFIG.replace("example.org", "192.168.1.7")), "nobody else can reach"),
    ("a .env file", built_static(".env"), "not for the public: .env"),
    ("a key by its name", built_static("server.pem"), "not for the public: server.pem"),
    ("a key in a text", built_static("notes.txt", KEY), "not for the public: notes.txt"),
    ("a source", built_static("draft.md"), "not for the public: draft.md"),
    ("somebody else's place", foreign_host, "1 file there is not ours: theirs.html"),
    ("somebody else's file in the way", foreign_in_the_way, "not ours: 2026/04/new/index.html"),
    ("a page that somebody changed there", put("../host/index.html", "theirs"),
     "1 file there was changed by somebody else: index.html"),
    ("a note of another version", other_note, "cannot be read"),
    ("another deployment under way", under_way, "has begun and not ended"),
    ("too many deletes", many_gone, "would be taken away, more than the 20"),
    ("a host inside the site", no_host_path, "holds the site itself"),
)  # fmt: skip


@pytest.mark.parametrize(("change", "words"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_it_is_refused_and_the_host_stays_as_it_is(root: Path, change: Callable[[Path], None], words: str) -> None:
    change(root)
    before = digests(root.parent / "host")
    with pytest.raises(Refusal) as refused:
        ship(site_at(root))
    assert refused.value.code == ExitCode.REFUSED
    assert words in refused.value.message
    assert refused.value.hint
    assert digests(root.parent / "host") == before


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 25


def test_the_same_section_without_a_fault_is_deployed(root: Path) -> None:
    ship(site_at(root))
    host = digests(root.parent / "host")
    sealed = parse_manifest((root / "site" / MANIFEST).read_bytes())
    assert sealed is not None
    assert {path: digest for path, digest in host.items() if not path.startswith(".press-")} == sealed


def test_many_deletes_pass_when_they_are_meant(root: Path) -> None:
    many_gone(root)
    ship(site_at(root), allow_shrink=True)
    assert not list((root.parent / "host").glob("2025/*"))


def test_a_build_is_known_to_be_current_without_the_cache(root: Path) -> None:
    shutil.rmtree(root / ".cache")
    ship(site_at(root))
    assert (root.parent / "host/2026/04/new/index.html").is_file()


def test_what_systems_leave_about_is_no_reason_and_is_not_sent(root: Path) -> None:
    (root / "site/.DS_Store").write_text("x")
    ship(site_at(root))
    assert not (root.parent / "host/.DS_Store").exists()


def test_a_draft_build_is_refused(root: Path) -> None:
    write(root, "secret", article("Secret", draft="true"))
    preview = root.parent / "preview"
    build_at(root, output=preview, drafts=True)
    with pytest.raises(Refusal) as refused:
        ship(site_at(root, output=preview))
    assert refused.value.code == ExitCode.REFUSED
    assert "pieces that are not out: 2026/03/secret/index.html" in refused.value.message


def test_an_embargo_that_has_passed_since_makes_a_build_stale(root: Path) -> None:
    write(root, "later", article("Later", "2026-11-24"))
    build_at(root)
    ship(site_at(root))
    with pytest.raises(Refusal) as refused:
        ship(site_at(root, now=NOW + timedelta(days=1)))
    assert "have changed since" in refused.value.message


def test_a_build_under_way_is_waited_for(root: Path) -> None:
    with ThreadPoolExecutor(1) as pool:
        with output_lock(root / "site", root / ".cache"):
            shipped = pool.submit(ship, site_at(root))
            with pytest.raises(TimeoutError):
                shipped.result(0.5)
            assert not (root.parent / "host/2026/04").exists()
        shipped.result(60)
    assert (root.parent / "host/2026/04/new/index.html").is_file()


def test_a_dry_run_changes_nothing_and_refuses_alike(root: Path) -> None:
    before = digests(root.parent / "host")
    ship(site_at(root), dry_run=True)
    assert digests(root.parent / "host") == before
    many_gone(root)
    with pytest.raises(Refusal):
        ship(site_at(root), dry_run=True)


def test_a_target_is_named_unless_there_is_one(root: Path) -> None:
    with pytest.raises(Refusal) as refused:
        ship(site_at(root), target="nobody")
    assert (refused.value.code, refused.value.hint) == (ExitCode.USAGE, "name one of live")
    (root / "config.yaml").write_text(CONFIG + "  too: {target: folder, path: ../too}\n")
    with pytest.raises(Refusal) as refused:
        ship(site_at(root))
    assert (refused.value.code, refused.value.hint) == (ExitCode.USAGE, "name one of live, too")
    (root / "config.yaml").write_text("title: T\nurl: https://example.org/\n")
    with pytest.raises(Refusal) as refused:
        ship(site_at(root))
    assert refused.value.code == ExitCode.USAGE
