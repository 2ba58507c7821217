"""The report of an import -> a page that stands by itself, made without any layout: it is never published."""

from __future__ import annotations

from html import escape
from string import Template

from press.importing.records import Remark
from press.importing.report import ImportReport, grouped

_PAGE = Template(
    """<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="robots" content="noindex">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>What came in</title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 75rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; } td, th { text-align: left; vertical-align: top; padding: .3rem; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #f4f4f4; padding: .5rem; max-height: 30rem;
  overflow: auto; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; }
</style>
<h1>What came in from $site</h1>
<p>$counts</p>
$permalink
<h2>Decisions, by kind</h2>
$kinds
<h2>The oddest pieces</h2>
$odd
</html>"""
)


def report_page(report: ImportReport) -> str:
    """Return the report as a page: every kind with all its places, and the oddest pieces before and after."""
    counts = ", ".join(f"{count} {word}" for word, count in report.counts.items() if count)
    permalink = f"<p>The old addresses follow <code>{escape(report.permalink)}</code>.</p>" if report.permalink else ""
    return _PAGE.substitute(
        site=escape(report.site),
        counts=escape(counts or "nothing"),
        permalink=permalink,
        kinds="\n".join(_kind(kind, found) for kind, found in grouped(report.remarks)) or "<p>None.</p>",
        odd="\n".join(_pair(*each) for each in report.odd) or "<p>None.</p>",
    )


def _kind(kind: str, found: list[Remark]) -> str:
    rows = "\n".join(
        f"<tr><td>{escape(each.place)}</td><td>{escape(each.before)}</td><td>{escape(each.after)}</td></tr>"
        for each in found
    )
    return f"<details><summary>{len(found)} × {escape(kind)}</summary><table>{rows}</table></details>"


def _pair(path: str, before: str, after: str) -> str:
    return (
        f'<details><summary>{escape(path)}</summary><div class="pair"><pre>{escape(before)}</pre>'
        f"<pre>{escape(after)}</pre></div></details>"
    )
