"""Changes, order and headers as values: what goes where, when and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from press.deploy.change import Change, build_to_restore, is_nothing, plan_change
from press.deploy.headers import Rank, headers_of, is_asset, is_named_by_content, rank_of
from press.deploy.manifest import DeployManifest, Underway, build_id, deploy_manifest_bytes, parse_deploy_manifest

NOW = datetime(2026, 11, 23, tzinfo=UTC)
STYLE = "assets/css/press.0123456789.css"


def change_to(files: dict[str, str], live: DeployManifest | None = None, now: datetime = NOW) -> Change:
    return plan_change(files, live, format="1", now=now)


def live_with(files: dict[str, str], **more: object) -> DeployManifest:
    return DeployManifest(build_id(files), files, "1", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("path", "rank"),
    [
        (STYLE, Rank.ASSET),
        ("images/bridge-400.0123456789.avif", Rank.ASSET),
        ("assets/plain.css", Rank.MEDIA),
        ("report.pdf", Rank.MEDIA),
        ("2026/03/rent/index.html", Rank.PAGE),
        ("about/index.html", Rank.PAGE),
        ("index.html", Rank.INDEX),
        ("topics/housing/index.html", Rank.INDEX),
        ("authors/nora/feed.xml", Rank.INDEX),
        ("feed.json", Rank.INDEX),
        ("sitemap.xml", Rank.INDEX),
        ("_redirects", Rank.INDEX),
    ],
)
def test_the_order_of_appearance(path: str, rank: Rank) -> None:
    assert rank_of(path) == rank


def test_only_names_that_hold_a_digest_are_kept_for_ever() -> None:
    assert is_named_by_content(STYLE)
    assert not is_named_by_content("assets/press.css")
    assert not is_named_by_content("2026/03/0123456789.abcdef0123.html")
    assert "immutable" not in headers_of("index.html").cache
    assert is_asset(STYLE)
    assert not is_asset("images/bridge.0123456789.jpg"), "a picture that is taken down must be gone"


def test_files_go_in_waves() -> None:
    change = change_to(dict.fromkeys(["index.html", "a/index.html", "b.pdf", STYLE, "feed.xml"], "1"))
    assert change.puts == ((STYLE,), ("b.pdf",), ("a/index.html",), ("feed.xml", "index.html"))


def test_the_same_build_is_nothing_to_do() -> None:
    live = live_with({"a": "1"})
    assert is_nothing(change_to({"a": "1"}, live), live)
    assert not is_nothing(change_to({"a": "2"}, live), live)
    assert not is_nothing(change_to({"a": "1"}), None)
    cut_off = replace(live, underway=Underway("x", NOW, "b", "1", frozenset({"a"})))
    change = change_to({"a": "1"}, cut_off)
    assert not is_nothing(change, cut_off)
    assert change.sent == ("a",), "what a deployment that was cut off may have touched is sent again"
    assert change.changed == ()


def test_kept_in_another_form_all_is_sent_again() -> None:
    live = replace(live_with({"a": "1", "b": "2"}), format="0")
    assert change_to({"a": "1", "b": "2"}, live).sent == ("a", "b")


def test_assets_are_kept_and_the_rest_goes() -> None:
    live = live_with({STYLE: "1", "images/x.0123456789.jpg": "2", "a/index.html": "3"})
    change = change_to({"index.html": "4"}, live)
    assert change.kept == {STYLE: NOW}
    assert change.deletes == ("a/index.html", "images/x.0123456789.jpg")
    later = live_with({"index.html": "4"}, kept=change.kept)
    assert change_to({"index.html": "4"}, later, NOW + timedelta(days=29)).deletes == ()
    assert change_to({"index.html": "4"}, later, NOW + timedelta(days=30)).deletes == (STYLE,)


def test_which_build_a_rollback_brings_back() -> None:
    live = DeployManifest("b", {}, "1", earlier=("a",))
    assert build_to_restore(live, ("a",)) == "a"
    assert build_to_restore(live, ()) == ""
    begun = Underway("x", NOW, "c", "1", frozenset())
    assert build_to_restore(replace(live, underway=begun), ("a",)) == "b", "what was whole before"
    assert build_to_restore(replace(live, underway=replace(begun, build="a", back=True)), ("a",)) == "a"
    assert build_to_restore(replace(live, underway=replace(begun, build="b")), ("a",)) == "a", "only deletes were left"


def test_a_marker_comes_back_as_it_was() -> None:
    under = Underway("x", NOW, "b2", "1", frozenset({"a", "ä/b"}), back=True)
    manifest = DeployManifest("b1", {"a": "1", "ä/b": "2"}, "1z", {STYLE: NOW}, ("b0",), under)
    assert parse_deploy_manifest(deploy_manifest_bytes(manifest)) == manifest


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"format": 2}',
        '{"format": 1, "build": "b", "form": "", "earlier": [], "kept": {}, "files": {"../a": "1"}}',
        '{"format": 1, "build": "b", "form": "", "earlier": ["../../x"], "kept": {}, "files": {}}',
        '{"format": 1, "build": "b", "form": "", "earlier": [], "kept": {"a": "soon"}, "files": {}}',
        "[" * 100_000,
    ],
)
def test_a_marker_that_is_none_is_not_believed(text: str) -> None:
    assert parse_deploy_manifest(text.encode()) is None


PATHS = st.sampled_from(
    [
        "index.html",
        "a/index.html",
        "b/index.html",
        "feed.xml",
        "x.pdf",
        STYLE,
        "assets/a.1111111111.js",
        "images/p.2222222222.png",
    ]
)
FILES = st.dictionaries(PATHS, st.sampled_from("123"))


@settings(max_examples=300, deadline=None)
@given(before=FILES, after=FILES, touched=st.frozensets(PATHS))
def test_a_change_leads_from_any_state_to_the_build(
    before: dict[str, str], after: dict[str, str], touched: frozenset[str]
) -> None:
    under = Underway("x", NOW, "b", "1", touched) if touched else None
    live = live_with(before, underway=under)
    change = change_to(after, live)
    # What is in doubt may be anything: gone, or of any content.
    host = {path: digest for path, digest in before.items() if path not in touched} | dict.fromkeys(touched, "?")
    host |= {path: after[path] for path in change.sent}
    host = {path: digest for path, digest in host.items() if path not in change.deletes}
    assert {path: digest for path, digest in host.items() if path in after} == after
    assert host.keys() - after.keys() == change.kept.keys()
    assert not set(change.deletes) & after.keys()
    assert sorted(change.sent) == sorted(set(change.sent))
