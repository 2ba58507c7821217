from __future__ import annotations

from pathlib import Path

import pytest

from tests.importing.runs import all_bytes, brought_in, built, piece

HUGO = {
    "hugo.toml": 'title = "Old"\nbaseURL = "https://old.example/"\n[permalinks]\nposts = "/:year/:month/:slug/"\n',
    "content/posts/Bread & Salt.md": "+++\ntitle = 'Bread & Salt'\ndate = 2016-03-02T10:00:00Z\nauthors = ['ana']\n"
    "aliases = ['/old/bread/']\n+++\nSee [b](/2016/04/second/) and {{< ref \"second.md\" >}}.\n\n![A](pic.png)\n",
    "content/posts/second.md": "---\ntitle: Second\ndate: 2016-04-01\ntags: [River, river]\n---\nWords.\n",
    "content/posts/third.md": "---\ntitle: Third\ndate: 2016-05-01\ndraft: true\n---\ndraftmarker\n",
    "content/about.md": "---\ntitle: About us\n---\nWho.\n",
    "data/authors/ana.yaml": "name: Ana Ruiz\nbio: Writes.\nemail: ana@mail.example\n",
}
JEKYLL = {
    "_config.yml": "title: Old\nurl: https://old.example\npermalink: /:year/:month/:day/:title/\n",
    "_posts/2016-03-02-bread.md": "---\ntitle: Bread: and salt\nauthor: Ana Ruiz\nredirect_from: /old/bread/\n---\n"
    "See [b]({% post_url 2016-04-01-second %}).{: .big}\n",
    "_posts/2016-04-01-second.md": "---\ntitle: Second\n---\nWords.\n",
    "_drafts/third.md": "---\ntitle: Third\n---\ndraftmarker\n",
}
PELICAN = {
    "pelicanconf.py": "SITENAME = 'Old'\nSITEURL = 'https://old.example'\n"
    "PATH = 'content'\nARTICLE_URL = '{date:%Y}/{slug}/'\n",
    "content/bread.md": "Title: Bread\nDATE: 2016-03-02 10:00\nAuthor: Ana Ruiz\nTags: River,\n  Sea\n"
    "\nSee [b]({filename}second.rst).\n",
    "content/second.rst": "Second\n######\n\n:date: 2016-04-01\n:slug: second\n\nWords *here*.\n",
    "content/third.md": "Title: Third\nDate: 2016-05-01\nStatus: draft\n\ndraftmarker\n",
}
ELEVENTY = {
    "eleventy.config.js": "export default { dir: { input: 'src' } };\n",
    "src/_data/site.json": '{"title": "Old", "url": "https://old.example"}',
    "src/posts/2016-03-02-bread.md": "---\ntitle: Bread\n---\nSee [b](./second.md) and [home]({{ '/' | url }}).\n",
    "src/posts/second.md": "---\ntitle: Second\ndate: 2016-04-01\n---\nWords.\n",
    "src/posts/third.md": "---\ntitle: Third\ndraft: true\ndate: 2016-05-01\n---\ndraftmarker\n",
}
ZOLA = {
    "config.toml": 'title = "Old"\nbase_url = "https://old.example"\n',
    "content/blog/_index.md": "+++\ntitle = 'Blog'\n+++\n",
    "content/blog/2016-03-02-bread.md": "+++\ntitle = 'Bread'\n[taxonomies]\n"
    "tags = ['River']\n+++\nSee [b](@/blog/second.md).\n",
    "content/blog/second.md": "+++\ntitle = 'Second'\ndate = 2016-04-01\n+++\nWords.\n",
    "content/blog/third.md": "+++\ntitle = 'Third'\ndate = 2016-05-01\ndraft = true\n+++\ndraftmarker\n",
}
NIKOLA = {
    "conf.py": "BLOG_TITLE = 'Old'\nSITE_URL = 'https://old.example/'\n",
    "posts/bread.md": "<!--\n.. title: Bread\n.. date: 2016-03-02 10:00:00 UTC+01:00\n.. tags: River\n"
    "-->\n\nSee [b](second.md).\n",
    "posts/second.md": "<!--\n.. title: Second\n.. date: 2016-04-01\n-->\n\nWords.\n",
    "posts/third.md": "<!--\n.. title: Third\n.. date: 2016-05-01\n.. status: private\n-->\n\ndraftmarker\n",
}


def folder_of(tmp_path: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = tmp_path / "old" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "old"


@pytest.mark.parametrize(
    ("files", "address"),
    [
        pytest.param(HUGO, "2016/03/bread--salt", id="hugo"),
        pytest.param(JEKYLL, "2016/03/02/bread", id="jekyll"),
        pytest.param(PELICAN, "2016/bread", id="pelican"),
        pytest.param(ELEVENTY, "posts/bread", id="eleventy"),
        pytest.param(ZOLA, "blog/bread", id="zola"),
        pytest.param(NIKOLA, "posts/bread", id="nikola"),
    ],
)
def test_a_folder_comes_in_and_builds_at_once(tmp_path: Path, files: dict[str, str], address: str) -> None:
    root = tmp_path / "section"
    assert brought_in(root, "folder", str(folder_of(tmp_path, files))) == 0
    assert built(root) == 0
    assert "[b](2016-04-01-second.md)" in piece(root, "bread")
    assert (root / "site" / address / "index.html").is_file()
    assert b"draftmarker" not in all_bytes(root / "site")
    assert "Words" in piece(root, "second")


def test_writers_are_resolved_and_their_mail_is_not_read(tmp_path: Path) -> None:
    root = tmp_path / "section"
    assert brought_in(root, "folder", str(folder_of(tmp_path, HUGO))) == 0
    assert "authors: [ana-ruiz]" in piece(root, "bread")
    assert "Writes." in (root / "content/authors/ana-ruiz.md").read_text("utf-8")
    assert b"mail.example" not in all_bytes(root)


def test_a_newsrooms_lists_decide(tmp_path: Path) -> None:
    root = tmp_path / "section"
    old = folder_of(tmp_path, HUGO)
    (tmp_path / "map.yaml").write_text("tags:\n  River: {column: The Slow Lane}\n  '*': drop\n", encoding="utf-8")
    (tmp_path / "names.yaml").write_text("ana: Ana M. Ruiz\n", encoding="utf-8")
    options = [
        "--map",
        str(tmp_path / "map.yaml"),
        "--author-map",
        str(tmp_path / "names.yaml"),
        "--since",
        "2016-03-15",
    ]
    assert brought_in(root, "folder", str(old), *options) == 0
    assert "column: The Slow Lane" in piece(root, "second")
    assert not list((root / "content/articles").glob("*bread*"))
    assert built(root) == 0
    (tmp_path / "map.yaml").write_text("tags: {River: {kind: nonsense}}\n", encoding="utf-8")
    assert brought_in(root, "folder", str(old), "--map", str(tmp_path / "map.yaml")) == 2


def test_broken_front_matter_and_foreign_bytes_come_in(tmp_path: Path) -> None:
    root = tmp_path / "section"
    old = folder_of(tmp_path, JEKYLL)
    (old / "_posts/2017-01-02-latin.md").write_bytes(
        "---\ntitle: Caf\u00e9\ntags: [a, [b]\n---\nW\u00f6rter.\n".encode("cp1252")
    )
    (old / "_posts/2017-01-03-bomb.md").write_text(
        "---\ntitle: Bomb\na: &a [x,x,x,x,x,x,x,x,x]\n"
        + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{','.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9))
        + "---\nWords.\n",
        encoding="utf-8",
    )
    assert brought_in(root, "folder", str(old)) == 0
    assert "Wörter." in piece(root, "latin")
    assert built(root) == 0
