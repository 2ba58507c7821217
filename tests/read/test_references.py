"""What pieces say of each other: found, or a problem at its line; what is not out yet is left out with a note."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.model.problem import ProblemsFound
from tests.pages import parse
from tests.sites import article, build_at, write_site

SITE = (
    f"-- content/articles/2026-01-05-rent.md --\n{article('Rent', '2026-01-05', '## Why now', aliases='[old/rent/]')}"
    f"-- content/articles/2026-02-05-rent.md --\n{article('Rent again', '2026-02-05')}"
    f"-- content/articles/2026-01-06-trams.md --\n{article('Trams', '2026-01-06')}"
    f"-- content/articles/draft.md --\n{article('Draft', draft='true')}"
    f"-- content/articles/later.md --\n{article('Later', '2030-01-01')}"
    "-- content/authors/nora.md --\n---\nname: Nora\n---\n\nNora writes.\n"
    "-- content/pages/about.md --\n---\ntitle: About\n---\n\nText.\n"
)


def site_with(root: Path, body: str, **keys: str) -> Path:
    return write_site(root, f"{SITE}-- content/articles/2026-03-02-mine.md --\n{article('Mine', body=body, **keys)}")


def first_problem(root: Path) -> tuple[str, str, str]:
    with pytest.raises(ProblemsFound) as found:
        build_at(root)
    problem = found.value.problems[0]
    return f"{problem.place.line}:{problem.place.column}", problem.message, problem.hint


@pytest.mark.parametrize(
    ("body", "href"),
    [
        ("[x](2026-01-06-trams.md)", "/opinion/2026/01/trams/"),
        ("[x](2026-01-05-rent.md#why-now)", "/opinion/2026/01/rent/#text-why-now"),
        ("[x](../authors/nora.md)", "/opinion/authors/nora/"),
        ("[x](../pages/about.md)", "/opinion/about/"),
        ("[x](/2026/01/06/trams/)", "/opinion/2026/01/trams/"),
        ("[x](/opinion/old/rent/)", "/opinion/old/rent/"),
        ("[x](/opinion/about/)", "/opinion/about/"),
        ("[x](/consulting/)", "/consulting/"),
        ("[x](https://example.net/)", "https://example.net/"),
    ],
)
def test_a_link_leads_where_its_file_is(tmp_path: Path, body: str, href: str) -> None:
    build_at(site_with(tmp_path, body))
    assert href in parse(tmp_path / "site/2026/03/mine/index.html").addresses


@pytest.mark.parametrize(
    ("body", "keys", "expected"),
    [
        (
            "[x](2026-01-06-tram.md)",
            {},
            (
                "6:5",
                'no piece is called "2026-01-06-tram"',
                'did you mean "2026-01-06-trams"? If it was deleted: python build.py unpublish 2026-01-06-tram',
            ),
        ),
        ("[x](../authors/norra.md)", {}, ("6:5", 'no author "norra" has a file', 'did you mean "nora"?')),
        (
            "x",
            {"related": "[rent]"},
            ("4:11", '"rent" could be any of 2026-01-05-rent, 2026-02-05-rent', "write 2026-01-05-rent"),
        ),
        (
            "x",
            {"replies_to": "2026-03-02-mind"},
            (
                "4:13",
                'no piece is called "2026-03-02-mind"',
                "write the name of a file in content/articles, without .md;"
                " if it was deleted: python build.py unpublish 2026-03-02-mind",
            ),
        ),
    ],
)
def test_what_leads_nowhere_is_a_problem(
    tmp_path: Path, body: str, keys: dict[str, str], expected: tuple[str, str, str]
) -> None:
    assert first_problem(site_with(tmp_path, body, **keys)) == expected


def test_an_address_of_ours_that_nothing_answers_is_a_problem(tmp_path: Path) -> None:
    found = first_problem(site_with(tmp_path, "[x](/opinion/2026/01/tram/)"))
    assert found[1:] == ("there is no page at /opinion/2026/01/tram/", 'did you mean "/opinion/2026/01/trams/"?')


def test_an_older_address_at_the_domains_root_is_found(tmp_path: Path) -> None:
    root = site_with(tmp_path, "[x](/2026/01/06/trams/) and [y](/old/rent/)")
    (root / "config.yaml").write_text("title: T\nurl: https://example.org/\n")
    build_at(root)
    addresses = parse(root / "site/2026/03/mine/index.html").addresses
    assert "/2026/01/trams/" in addresses
    assert "/2026/01/rent/" in addresses
    assert "/old/rent/" not in addresses


def test_what_is_not_out_yet_is_noted_and_its_words_stay_without_the_link(tmp_path: Path) -> None:
    built = build_at(site_with(tmp_path, "[these words](later.md)", related="[later]", replies_to="later"))
    page = parse(tmp_path / "site/2026/03/mine/index.html")
    assert {note.message for note in built.notes} == {'"later" is not out yet: it is left out here'}
    assert len(built.notes) == 3
    assert "these words" in " ".join(page.words)
    assert not [address for address in page.addresses if "later" in address]
