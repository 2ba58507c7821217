"""Numbers of pieces -> seconds of one processor and memory that related pieces take, on made-up sections.

usage, from the project's root: python -m bench.related [pieces …]     (default: 1000 10000 50000)

Words are drawn as in prose (Zipf's law) with a vocabulary of its own for each of 60 topics; each size runs in a
process of its own, so that memory is that of one section.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import time
from itertools import accumulate

from press.model.publication import RelatedRules
from press.model.terms import Terms
from press.plan.related.candidate import Candidate
from press.plan.related.score import rank
from press.read.terms import count_terms

TOPICS = 60
WORDS = 900
COMMON = 30_000
OWN = 1_500
SIZES = ("1000", "10000", "50000")
# Two pieces a day, as a newspaper's opinion section prints.
A_DAY = 2


def section(size: int) -> list[Candidate]:
    """Make `size` pieces; the same ones each time."""
    chance = random.Random(size)
    common = list(accumulate(1 / rank for rank in range(20, COMMON + 20)))
    own = list(accumulate(1 / rank for rank in range(5, OWN + 5)))
    return [piece(number, chance, common, own) for number in range(size)]


def piece(number: int, chance: random.Random, common: list[float], own: list[float]) -> Candidate:
    """Make one piece: three of its words in ten belong to its first topic, one in ten to its second."""
    first, second = chance.randrange(TOPICS), chance.randrange(TOPICS)
    words = [f"w{n}x" for n in chance.choices(range(COMMON), cum_weights=common, k=WORDS * 6 // 10)]
    words += [f"t{first}x{n}x" for n in chance.choices(range(OWN), cum_weights=own, k=WORDS * 3 // 10)]
    words += [f"t{second}x{n}x" for n in chance.choices(range(OWN), cum_weights=own, k=WORDS // 10)]
    chance.shuffle(words)
    return Candidate(
        stem=f"piece-{number:06}",
        terms=terms(words, chance),
        topics=tuple(sorted({f"topic-{first}", f"topic-{second}"})),
        authors=(f"author-{chance.randrange(300)}",),
        day=700_000 + number // A_DAY,
    )


def terms(words: list[str], chance: random.Random) -> Terms:
    """Count the words of a piece whose title and dek are drawn from it."""
    title, dek = " ".join(chance.sample(words, 7)), " ".join(chance.sample(words, 18))
    return count_terms(title=title, dek=dek, text=" ".join(words), lang="")


def measure(size: int) -> None:
    """Print what a section of `size` pieces takes."""
    start = time.process_time()
    candidates = section(size)
    made = time.process_time() - start
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    rank(candidates, RelatedRules())
    took = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(
        f"{size:>7,} pieces: {took:7.2f} s, {took / size * 1e3:.2f} ms a piece, "
        f"{(peak - before) / 1024:6.0f} MB over the {before / 1024:.0f} MB of the pieces "
        f"(made and counted in {made:.1f} s)",
        flush=True,
    )


def main(sizes: list[str]) -> None:
    """Measure each size in a fresh process."""
    if len(sizes) == 1:
        measure(int(sizes[0]))
        return
    for size in sizes or SIZES:
        subprocess.run([sys.executable, "-m", "bench.related", size], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
