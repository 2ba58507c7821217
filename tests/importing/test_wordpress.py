from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.importing.exports import HEAD, item, wxr
from tests.importing.runs import all_bytes, brought_in, built, piece

NOTES = (
    "<wp:postmeta><wp:meta_key>footnotes</wp:meta_key>"
    '<wp:meta_value><![CDATA[[{"id":"n1","content":"The note."}]]]></wp:meta_value></wp:postmeta>'
)
OLD_SLUG = "<wp:postmeta><wp:meta_key>_wp_old_slug</wp:meta_key><wp:meta_value>older</wp:meta_value></wp:postmeta>"
PASSWORD = "<wp:post_password>swordfish</wp:post_password>"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "section"


def test_an_archive_comes_in_and_builds_at_once(tmp_path: Path, root: Path) -> None:
    export = wxr(
        tmp_path,
        item(
            1,
            "Plant the square",
            "One line\nsecond line\n\nSee <a href='https://old.example/2019/03/the-tram/'>it</a>.",
        ),
        item(2, "The tram", "Dead <a href='/gone/for/good/'>link words</a>.", more=OLD_SLUG),
        item(3, "About", "Who we are.", kind="page"),
    )
    assert brought_in(root, "wordpress", str(export)) == 0
    assert built(root) == 0
    text = piece(root, "plant-the-square")
    assert "One line  \nsecond line\n\nSee [it](2019-03-02-the-tram.md)." in text
    assert "authors: [ana-ruiz]" in text
    assert "Dead link words." in piece(root, "the-tram")
    assert (root / "site/2019/03/older/index.html").is_file()
    assert (root / "site/2019/03/plant-the-square/index.html").is_file()
    assert (root / "site/category/streets/index.html").is_file()
    assert (root / "site/about/index.html").is_file()


def test_what_readers_must_not_see_is_in_no_published_byte(tmp_path: Path, root: Path) -> None:
    export = wxr(
        tmp_path,
        item(1, "Seen", "seenmarker and words."),
        item(2, "One", "hidden1marker", status="private"),
        item(3, "Two", "hidden2marker", status="draft"),
        item(4, "Three", "hidden3marker", status="pending"),
        item(5, "Four", "hidden4marker", status="trash"),
        item(6, "Five", "hidden5marker", more=PASSWORD),
        item(7, "Six", "hidden6marker", status="future"),
        item(8, "Seven", "hidden7marker", status="private", kind="page"),
    )
    report = tmp_path / "report.json"
    assert brought_in(root, "wordpress", str(export), "--report", str(report)) == 0
    assert built(root) == 0
    published = all_bytes(root / "site")
    assert b"seenmarker" in published
    assert not re.search(rb"hidden\dmarker", published)
    written = all_bytes(root) + report.read_bytes()
    for secret in (
        b"secretlogin",
        b"onlylogin",
        b"@mail.example",
        b"203.0.113",
        b"commentmarker",
        b"Zed",
        b"swordfish",
    ):
        assert secret not in written, secret
    kinds = {group["kind"] for group in json.loads(report.read_text("utf-8"))["remarks"]}
    assert {"draft: private", "draft: password", "not brought in: in the bin"} <= kinds


def test_captions_galleries_films_and_notes_are_written_as_here(tmp_path: Path, root: Path) -> None:
    body = (
        '[caption id="x" width="300"]<img src="https://cdn.example/a.jpg" alt="A tram" /> The last tram[/caption]\n\n'
        "https://www.youtube.com/watch?v=abcdefghijk\n\n"
        'Noted<sup data-fn="n1" class="fn"><a href="#n1" id="n1-link">1</a></sup>.\n\n<!--nextpage-->\n\nPage two.'
    )
    assert brought_in(root, "wordpress", str(wxr(tmp_path, item(1, "Forms", body, more=NOTES)))) == 0
    assert built(root) == 0
    text = piece(root, "forms")
    assert '![A tram](https://cdn.example/a.jpg "The last tram")' in text
    assert "[Watch: youtube.com](https://www.youtube.com/watch?v=abcdefghijk){.embed}" in text
    assert "Noted[^1]." in text
    assert "[^1]: The note." in text
    assert "Page two." in text


def test_two_languages_in_one_post_are_two_pieces(tmp_path: Path, root: Path) -> None:
    post = item(1, "[:en]Bread[:uk]Хліб[:]", "[:en]<p>English words.</p>[:uk]<p>Українські слова.</p>[:]")
    assert brought_in(root, "wordpress", str(wxr(tmp_path, post))) == 0
    assert built(root) == 0
    ukrainian = next(
        p.read_text("utf-8") for p in (root / "content/articles").glob("*.md") if "lang: uk" in p.read_text("utf-8")
    )
    assert "Українські слова." in ukrainian
    assert "English" not in ukrainian
    assert "translation_of:" in ukrainian


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda text: text.replace("&amp;", "&"), id="bare ampersand"),
        pytest.param(lambda text: text.replace("words", "wo\x0brds\x08"), id="control characters"),
        pytest.param(
            lambda text: text.replace(' xmlns:wp="http://wordpress.org/export/1.2/"', ""), id="undeclared prefix"
        ),
        pytest.param(lambda text: text[:-20], id="cut at the end"),
        pytest.param(lambda text: text.replace("<item>", "<item><foo:bar>x</foo:bar>", 1), id="unknown prefix"),
        pytest.param(lambda text: text.replace("words", "words &nbsp; &eacute; &unknown;"), id="entities of HTML"),
        pytest.param(lambda text: text.replace("words", "w" * 10_000_000), id="a line of ten megabytes"),
    ],
)
def test_damaged_files_are_repaired(tmp_path: Path, root: Path, damage: object) -> None:
    export = wxr(
        tmp_path, item(1, "Standing", "Standing words.", day="2020-01-02 03:04:05"), item(2, "Second", "More words.")
    )
    assert callable(damage)
    export.write_text(damage(export.read_text("utf-8")), encoding="utf-8")
    assert brought_in(root, "wordpress", str(export)) == 0
    assert built(root) == 0
    assert "Standing" in piece(root, "standing")


def test_bytes_of_another_encoding_are_read(tmp_path: Path, root: Path) -> None:
    export = wxr(tmp_path, item(1, "Standing", "Caf\u00e9 words."))
    export.write_bytes(export.read_text("utf-8").encode("cp1252"))
    assert brought_in(root, "wordpress", str(export)) == 0
    assert "Café words." in piece(root, "standing")


@pytest.mark.parametrize(
    "start",
    [
        '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_documents_with_entities_of_their_own_are_refused(tmp_path: Path, root: Path, start: str) -> None:
    export = wxr(tmp_path, item(1, "Bomb", "&b; &x;"))
    export.write_text(export.read_text("utf-8").replace("<rss", start + "<rss", 1), encoding="utf-8")
    assert brought_in(root, "wordpress", str(export)) == 1
    assert not (root / "content").exists()


@pytest.mark.parametrize("text", ["", "not xml at all", "<html><body>no</body></html>", "\x00\x01\x02"])
def test_what_is_no_export_is_refused(tmp_path: Path, root: Path, text: str) -> None:
    export = tmp_path / "x.xml"
    export.write_text(text, encoding="utf-8")
    assert brought_in(root, "wordpress", str(export)) == 1


@pytest.mark.parametrize(
    "slug", ["../../../escape", "/etc/passwd", "..\\..\\escape", "con", "a" * 400, "%2e%2e%2fescape"]
)
def test_nothing_is_written_outside_the_folder(tmp_path: Path, root: Path, slug: str) -> None:
    hostile = item(1, "Hostile", "Words.").replace("<wp:post_name>hostile<", f"<wp:post_name>{slug}<")
    hostile = hostile.replace("https://old.example/2019/03/hostile/", f"https://old.example/{slug}")
    export = wxr(tmp_path, hostile)
    before = {path for path in tmp_path.rglob("*") if root not in path.parents}
    assert brought_in(root, "wordpress", str(export)) == 0
    assert {path for path in tmp_path.rglob("*") if root not in path.parents} - {root} == before
    assert built(root) == 0


def test_links_on_the_way_are_refused(tmp_path: Path, root: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    root.mkdir()
    (root / "config.yaml").write_text("title: X\nurl: https://old.example/\n", encoding="utf-8")
    (root / "content").mkdir()
    (root / "content/articles").symlink_to(outside)
    assert brought_in(root, "wordpress", str(wxr(tmp_path, item(1, "Words", "Words.")))) == 3
    assert not list(outside.iterdir())


def test_memory_stays_small_for_a_large_export(tmp_path: Path) -> None:
    import tracemalloc

    from press.importing.wordpress import WordPressFiles

    path = tmp_path / "large.xml"
    with path.open("w", encoding="utf-8") as file:
        file.write(HEAD)
        for number in range(400):
            file.write(item(number + 1, f"Post {number}", "words " * 20_000))
        file.write("</channel></rss>")
    export = WordPressFiles((str(path),))
    tracemalloc.start()
    assert sum(len(post.body) > 1000 for post in export.posts(export.overview())) == 400
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert path.stat().st_size > 45_000_000
    assert peak < 12_000_000
