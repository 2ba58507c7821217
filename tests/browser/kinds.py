"""One page of every kind of the demo section, by its path."""

PAGES = (
    "",
    "2026/11/nine-minutes-to-brennmark/",
    "2026/10/slovo-bilia-vikna-7/",
    "2026/04/how-high-is-high/",
    "2026/05/what-is-in-the-pipes/",
    "2026/11/letters-the-tram-is-late/",
    "2024/10/the-toll-that-paid-for-itself/",
    "2026/10/a-roof-that-pays-rent/",
    "topics/",
    "topics/transport/",
    "authors/",
    "authors/nora-weiland/",
    "columns/the-slow-lane/",
    "series/the-wall-and-the-water/",
    "corrections/",
    "archive/",
    "archive/2026/",
    "archive/2026/11/",
    "about/",
    "404.html",
)
