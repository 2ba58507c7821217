from __future__ import annotations

import os
import signal
import stat
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from press.model.manifest import MANIFEST, STAGING
from press.model.page import Order, Output, Rendered
from press.model.problem import ExitCode, ProblemsFound, Refusal
from press.write.file_stamps import file_stamps, stat_key
from press.write.ledger import untouched
from press.write.manifest import read_manifest
from press.write.publish import publish
from press.write.stage_output import open_stager
from press.write.store import open_store
from tests.write.trees import build, contents, newspaper, pages, rendered, staged


def test_the_folder_holds_exactly_what_was_published(tmp_path: Path) -> None:
    for version in (1, 2, 1, 4, 3):
        build(tmp_path / "site", tmp_path / "cache", newspaper(version))
        assert pages(tmp_path / "site") == newspaper(version)
        assert {path for path in contents(tmp_path / "site") if path.endswith("/")} == set()
        assert not (tmp_path / "site" / STAGING).exists()


def test_the_same_files_by_another_way_give_the_same_bytes_and_seal(tmp_path: Path) -> None:
    for version in (2, 3, 1):
        build(tmp_path / "site", tmp_path / "cache", newspaper(version))
    build(tmp_path / "clean", tmp_path / "other", newspaper(1))
    assert contents(tmp_path / "site") == contents(tmp_path / "clean")


def test_the_seal_names_every_file_with_its_digest(tmp_path: Path) -> None:
    build(tmp_path / "site", tmp_path / "cache", {"b/ü.html": b"two", "a.css": b"one"})
    assert (tmp_path / "site" / MANIFEST).read_text("utf-8") == (
        f'{{"files": {{"a.css": "{sha256(b"one").hexdigest()}",\n'
        f'"b/ü.html": "{sha256(b"two").hexdigest()}"}},\n"format": 1}}\n'
    )


def test_what_was_done_is_counted(tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    build(site, cache, {"a.html": b"a", "b.html": b"b", "gone/c.html": b"c"})
    (site / "CNAME").write_text("news.example")
    (site / ".git" / "objects").mkdir(parents=True)
    (site / ".git" / "config").write_text("[core]")
    (site / ".gitignore").write_text("*")
    done = build(site, cache, {"a.html": b"a", "b.html": b"B", "d.html": b"d"})
    assert (done.written, done.unchanged) == (2, 1)
    assert done.removed == ("gone/c.html",)
    assert done.foreign == (".git/", "CNAME")
    assert (site / ".git" / "config").read_text() == "[core]"


def test_a_file_with_the_right_bytes_is_not_written_again(tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(site, tmp_path / "cache", newspaper(1))
    before = {path: stat_key((site / path).stat()) for path in newspaper(1)}
    done = build(site, tmp_path / "another cache", newspaper(1))
    assert done.written == 0
    assert {path: stat_key((site / path).stat()) for path in newspaper(1)} == before


def test_a_build_with_nothing_to_do_leaves_the_folder_alone(tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(site, tmp_path / "cache", newspaper(1))
    before = site.stat().st_mtime_ns, stat_key((site / MANIFEST).stat())
    build(site, tmp_path / "cache", newspaper(1))
    assert (site.stat().st_mtime_ns, stat_key((site / MANIFEST).stat())) == before


def test_without_the_cache_the_seal_says_what_is_ours(tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(site, tmp_path / "cache", newspaper(1))
    (site / "CNAME").write_text("news.example")
    done = build(site, tmp_path / "another cache", newspaper(2))
    assert pages(site) == {**newspaper(2), "CNAME": b"news.example"}
    assert done.foreign == ("CNAME",)
    assert "news/5/index.html" in done.removed


def test_an_empty_publication_is_published_too(tmp_path: Path) -> None:
    build(tmp_path / "site", tmp_path / "cache", {"a.html": b"a"})
    build(tmp_path / "site", tmp_path / "cache", {})
    assert set(contents(tmp_path / "site")) == {MANIFEST}


def test_an_article_taken_down_is_gone_even_where_somebody_edited_its_page(tmp_path: Path) -> None:
    build(tmp_path / "site", tmp_path / "cache", {"a/index.html": b"a", "b.html": b"b"})
    (tmp_path / "site" / "a" / "index.html").write_text("edited by hand")
    build(tmp_path / "site", tmp_path / "cache", {"b.html": b"b"})
    assert pages(tmp_path / "site") == {"b.html": b"b"}


def test_folders_that_hold_somebodys_file_stay(tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(site, tmp_path / "cache", {"a/b/index.html": b"a", "c.html": b"c"})
    (site / "a" / "notes.txt").write_text("mine")
    (site / "empty").mkdir()
    build(site, tmp_path / "cache", {"c.html": b"c"})
    assert pages(site) == {"a/notes.txt": b"mine", "c.html": b"c"}
    assert (site / "empty").is_dir()


@pytest.mark.parametrize("error", [ProblemsFound([]), KeyboardInterrupt(), BrokenPipeError()])
def test_a_build_that_fails_changes_nothing(tmp_path: Path, error: BaseException) -> None:
    build(tmp_path / "site", tmp_path / "cache", newspaper(1))
    before = contents(tmp_path / "site")

    def failing() -> Iterator[Rendered]:
        yield from rendered(newspaper(2))
        raise error

    for output in ("site", "new/deep/site"):
        with (
            open_store(tmp_path / "cache", "engine") as store,
            pytest.raises(type(error)),
            open_stager(tmp_path / output) as stager,
        ):
            publish(staged(failing(), stager), stager, fresh=(), store=store)
    assert contents(tmp_path / "site") == before
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("paths", "message"),
    [
        (["a.html", "a.html"], "Two outputs want the address a.html."),
        (["a", "a/b"], "a would be a file, and a/b needs a folder of that name."),
        (["../a"], "'../a' is no path inside the output."),
        (["a/../../b"], "'a/../../b' is no path inside the output."),
        (["/etc/x"], "'/etc/x' is no path inside the output."),
        (["a//b"], "'a//b' is no path inside the output."),
        (["./a"], "'./a' is no path inside the output."),
        ([""], "'' is no path inside the output."),
        (["a\0b"], "'a\\x00b' is no path inside the output."),
        (["\udcff"], "'\\udcff' is no path inside the output."),
        ([".press.json"], "'.press.json' is no path inside the output."),
        ([".Press-Staging/1"], "'.Press-Staging/1' is no path inside the output."),
    ],
)
def test_paths_that_cannot_be(tmp_path: Path, paths: list[str], message: str) -> None:
    outputs = [Rendered(Output(path, b"x", Order.PAGE), "key") for path in paths]
    with (
        open_store(tmp_path / "cache", "engine") as store,
        pytest.raises(Refusal) as caught,
        open_stager(tmp_path / "site") as stager,
    ):
        publish(staged(outputs, stager), stager, fresh=(), store=store)
    assert (caught.value.message, caught.value.code) == (message, ExitCode.CONTENT)
    assert not (tmp_path / "site").exists()


def test_modes_do_not_depend_on_the_umask(tmp_path: Path) -> None:
    modes = []
    for umask in (0o000, 0o077, 0o277):
        before = os.umask(umask)
        try:
            build(tmp_path / str(umask) / "site", tmp_path / "cache", newspaper(1))
        finally:
            os.umask(before)
        site = tmp_path / str(umask) / "site"
        modes.append({stat.S_IMODE(path.stat().st_mode) for path in [site, *site.rglob("*")] if path.is_dir()})
        modes.append({stat.S_IMODE(path.stat().st_mode) for path in site.rglob("*") if path.is_file()})
    assert modes == [{0o755}, {0o644}] * 3


def test_an_output_that_is_a_link_is_followed_and_kept(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "site").symlink_to("real")
    for version in (1, 2):
        build(tmp_path / "site", tmp_path / "cache", newspaper(version))
    assert (tmp_path / "site").is_symlink()
    assert pages(tmp_path / "real") == newspaper(2)


@pytest.mark.parametrize("there", ["", "gone", "changed", "same"])
def test_nothing_is_written_through_a_link_inside_the_output(tmp_path: Path, there: str) -> None:
    site, outside = tmp_path / "site", tmp_path / "outside"
    tree = {"a/page.html": b"one", "b.html": b"b"}
    build(site, tmp_path / "cache", tree)
    (site / "a").rename(outside)
    (site / "a").symlink_to(outside)
    if there == "gone":
        (outside / "page.html").unlink()
    elif there == "changed":
        (outside / "page.html").write_text("somebody's")
    before = contents(site), contents(outside)
    wanted = {"b.html": b"b"} if there == "" else tree
    with pytest.raises(Refusal, match="a is a link; a build does not write through links") as caught:
        build(site, tmp_path / "cache", wanted)
    assert caught.value.code == ExitCode.USAGE
    assert (contents(site), contents(outside)) == before


def test_a_page_that_became_a_link_is_replaced_and_its_target_left(tmp_path: Path) -> None:
    build(tmp_path / "site", tmp_path / "cache", {"a.html": b"one", "b.html": b"two"})
    target = tmp_path / "target"
    target.write_bytes(b"one")
    (tmp_path / "site" / "a.html").unlink()
    (tmp_path / "site" / "a.html").symlink_to(target)
    build(tmp_path / "site", tmp_path / "cache", {"a.html": b"one", "b.html": b"two"})
    assert not (tmp_path / "site" / "a.html").is_symlink()
    assert target.read_bytes() == b"one"


def test_a_name_that_changes_only_its_capitals(tmp_path: Path) -> None:
    build(tmp_path / "site", tmp_path / "cache", {"Tax/index.html": b"one", "b.html": b"b"})
    build(tmp_path / "site", tmp_path / "cache", {"tax/index.html": b"two", "b.html": b"b"})
    assert pages(tmp_path / "site") == {"tax/index.html": b"two", "b.html": b"b"}


@pytest.mark.parametrize(
    ("before", "foreign", "after"),
    [
        ({"x.html": b"x"}, {"CNAME": b"theirs"}, {"CNAME": b"ours"}),
        ({"x.html": b"x"}, {"a": b"theirs"}, {"a/index.html": b"ours"}),
        ({"a/index.html": b"x"}, {"a/notes": b"theirs"}, {"a": b"ours"}),
        ({"x.html": b"x"}, {"a/notes": b"theirs"}, {"a": b"ours"}),
    ],
)
def test_somebodys_file_in_the_way_is_a_refusal(
    tmp_path: Path, before: dict[str, bytes], foreign: dict[str, bytes], after: dict[str, bytes]
) -> None:
    site = tmp_path / "site"
    build(site, tmp_path / "cache", before)
    for path, data in foreign.items():
        (site / path).parent.mkdir(exist_ok=True)
        (site / path).write_bytes(data)
    there = contents(site)
    with pytest.raises(Refusal, match="was not made by a build, and this build needs its place") as caught:
        build(site, tmp_path / "cache", after)
    assert caught.value.code == ExitCode.USAGE
    assert contents(site) == there


def test_order_is_assets_pages_indexes_deletes_seal(tmp_path: Path) -> None:
    build(tmp_path / "site", tmp_path / "cache", {"gone.html": b"old", "a.html": b"1", "s.css": b"1", "f.xml": b"1"})
    seen: list[tuple[str, str]] = []

    def look(step: str) -> None:
        seen.append((step, "".join(f"{k}{v.decode()} " for k, v in sorted(pages(tmp_path / "site").items()))))

    build(tmp_path / "site", tmp_path / "cache", {"a.html": b"2", "f.xml": b"2", "s.css": b"2"}, look)
    assert [each for each in seen if each[0].startswith(("move", "delete"))] == [
        ("move 1", "a.html1 f.xml1 gone.htmlold s.css2 "),
        ("move 2", "a.html2 f.xml1 gone.htmlold s.css2 "),
        ("move 3", "a.html2 f.xml2 gone.htmlold s.css2 "),
        ("delete 1", "a.html2 f.xml2 s.css2 "),
    ]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_in_the_swap_is_held_back_until_the_site_is_whole(tmp_path: Path, number: signal.Signals) -> None:
    def interrupt(step: str) -> None:
        if step == "move 3":
            os.kill(os.getpid(), number)

    build(tmp_path / "site", tmp_path / "cache", newspaper(1))
    done = build(tmp_path / "site", tmp_path / "cache", newspaper(2), interrupt)
    assert done.signal == number
    assert pages(tmp_path / "site") == newspaper(2)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.parametrize("where", ["stage 1", "stage 90", "staged"])
def test_an_interrupt_before_the_swap_leaves_everything_as_it_was(tmp_path: Path, where: str) -> None:
    def interrupt(step: str) -> None:
        if step == where:
            os.kill(os.getpid(), signal.SIGINT)

    build(tmp_path / "site", tmp_path / "cache", newspaper(1))
    before = contents(tmp_path / "site")
    with pytest.raises(KeyboardInterrupt):
        build(tmp_path / "site", tmp_path / "cache", newspaper(2), interrupt)
    assert contents(tmp_path / "site") == before


NAMES = st.sampled_from(["a", "b", "A", "c.html", "index.html", "CNAME"])
PATHS = st.lists(NAMES, min_size=1, max_size=3).map("/".join)
TREES = st.dictionaries(PATHS, st.sampled_from([b"", b"one", b"two"]), max_size=8)


def plausible(tree: dict[str, bytes]) -> dict[str, bytes]:
    """Without the paths that need a folder where another path is a file."""
    return {path: data for path, data in tree.items() if not any(path.startswith(f"{p}/") for p in tree)}


def is_in_the_way(theirs: dict[str, bytes], new: dict[str, bytes]) -> bool:
    return any(
        (path == wanted and data != new[wanted]) or path.startswith(f"{wanted}/") or wanted.startswith(f"{path}/")
        for path, data in theirs.items()
        for wanted in new
    )


def only_ours_change(old: dict[str, bytes], foreign: dict[str, bytes], new: dict[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        site, cache = Path(folder, "site"), Path(folder, "cache")
        build(site, cache, old)
        theirs = {}
        for path, data in foreign.items():
            if path not in old and not any(above.is_file() for above in (site / path).parents):
                if (site / path).is_dir():
                    continue
                (site / path).parent.mkdir(parents=True, exist_ok=True)
                (site / path).write_bytes(data)
                theirs[path] = data
        before = contents(site)
        try:
            build(site, cache, new)
        except Refusal:
            assert contents(site) == before
            assert is_in_the_way(theirs, new)
        else:
            assert pages(site) == {**new, **theirs}
            assert set(read_manifest(site) or ()) == set(new)


@settings(max_examples=80, deadline=None)
@given(TREES.map(plausible), TREES.map(plausible), TREES.map(plausible))
def test_only_our_files_are_ever_changed(
    old: dict[str, bytes], foreign: dict[str, bytes], new: dict[str, bytes]
) -> None:
    only_ours_change(old, foreign, new)


@pytest.mark.soak
@settings(max_examples=2000, deadline=None)
@given(TREES.map(plausible), TREES.map(plausible), TREES.map(plausible))
def test_only_our_files_are_ever_changed_at_length(
    old: dict[str, bytes], foreign: dict[str, bytes], new: dict[str, bytes]
) -> None:
    only_ours_change(old, foreign, new)


def test_what_is_kept_for_the_next_build_is_kept_with_the_stamps_of_all_files(tmp_path: Path) -> None:
    site = tmp_path / "site"
    with open_store(tmp_path / "cache", "engine") as store, open_stager(site) as stager:
        outputs = staged(rendered(newspaper(1)), stager)
        done = publish(outputs, stager, fresh=(), store=store, kept={"plan": b"all pages"})
        assert done.file_stamps == file_stamps(str(site)).stat_keys
        assert untouched(site, store.ledger(site)) == newspaper(1).keys()
    with open_store(tmp_path / "cache", "engine") as store:
        assert store.kept(site, "plan") == b"all pages"
