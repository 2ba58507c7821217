"""What an import decided -> a report by kind, with counts and examples, as lines, as data and as a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from press.importing.records import Remark

EXAMPLES = 3
MOST_SHOWN = 50  # pieces with before and after


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The outcome of an import: counts of files by what became of them, remarks, and the oddest pieces.

    `left_alone`: files that changed at the source and that an editor has changed. `permalink`: the pattern of the old
    site's addresses, "" where it is the section's or there is none. `odd`: path, text at the source, text written.
    """

    site: str
    counts: dict[str, int]
    remarks: tuple[Remark, ...]
    left_alone: tuple[str, ...] = ()
    permalink: str = ""
    odd: tuple[tuple[str, str, str], ...] = ()

    def data(self) -> dict[str, object]:
        """Return the report as plain values, for JSON."""
        return {
            "from": self.site,
            "files": self.counts,
            "left_alone": list(self.left_alone),
            "permalink": self.permalink,
            "remarks": [
                {
                    "kind": kind,
                    "count": len(found),
                    "all": [{"place": r.place, "before": r.before, "after": r.after} for r in found],
                }
                for kind, found in grouped(self.remarks)
            ],
            "odd": [{"path": path, "before": before, "after": after} for path, before, after in self.odd],
        }

    def lines(self) -> list[str]:
        """Return the report as lines for the terminal."""
        said = [f"{count} {word}" for word, count in self.counts.items() if count]
        lines = [f"From {self.site}: {', '.join(said) or 'nothing'}."]
        if self.permalink:
            lines.append(
                f'The old addresses follow "{self.permalink}": permalink in config.yaml keeps them without redirects.'
            )
        for kind, found in grouped(self.remarks):
            lines.append(f"{len(found):6} {kind}")
            for remark in found[:EXAMPLES]:
                words = " -> ".join(filter(None, [remark.before[:70], remark.after[:70]]))
                lines.append("         " + ": ".join(filter(None, [remark.place, words])))
        lines += [f"left alone, changed here and at the source: {path}" for path in self.left_alone]
        return lines


def grouped(remarks: Iterable[Remark]) -> list[tuple[str, list[Remark]]]:
    """Return the remarks by kind, the most frequent first."""
    found: dict[str, list[Remark]] = {}
    for remark in remarks:
        found.setdefault(remark.kind, []).append(remark)
    return sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))


def oddest(candidates: Sequence[tuple[int, str, str, str]]) -> tuple[tuple[str, str, str], ...]:
    """Return the pieces with the most remarks: of each its count of remarks, path, text before and after."""
    ranked = sorted(candidates, key=lambda each: (-each[0], each[1]))[:MOST_SHOWN]
    return tuple((path, before, after) for _, path, before, after in ranked)


def counts_of(outcomes: Iterable[str]) -> dict[str, int]:
    """Return how many files each outcome has, in the order in which a desk asks for them."""
    found = Counter(outcomes)
    order = ("new", "changed", "same", "edited", "removed")
    words = {
        "new": "new files",
        "changed": "brought up to date",
        "same": "as they were",
        "edited": "left alone because an editor changed them",
        "removed": "left out because an editor took them away",
    }
    return {words[name]: found[name] for name in order if found[name]}
