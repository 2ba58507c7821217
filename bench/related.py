"""Numbers of pieces -> seconds and memory that related pieces take, on made-up sections.

usage, from the project's root: python -m bench.related [pieces …]     (default: 1000 10000 100000)

For each size: all pieces ranked, in seconds of one processor and by the clock with a process for each core; the
ranking put into bytes and taken from them; what one edit, one new piece and one that goes cost then (the middle of
some). Memory is that of the one process that ranks alone.

Words are drawn as in prose (Zipf's law) with a vocabulary of its own for each of 60 topics; each size runs in a
process of its own, so that memory is that of one section.
"""

from __future__ import annotations

import gc
import os
import random
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import accumulate
from typing import TypeVar

from press.model.publication import RelatedRules
from press.model.terms import Terms
from press.parallel.pool import map_in_processes
from press.read.terms import count_terms
from press.related.candidate import Candidate
from press.related.codec import decode_ranking, encode_ranking
from press.related.ranking import rank
from press.related.rerank import rerank

TOPICS = 60
WORDS = 900
COMMON = 30_000
OWN = 1_500
SIZES = ("1000", "10000", "100000")
EDITS = 9
COMMON_CHANCES = list(accumulate(1 / rank for rank in range(20, COMMON + 20)))
OWN_CHANCES = list(accumulate(1 / rank for rank in range(5, OWN + 5)))
V = TypeVar("V")
# Two pieces a day, as a newspaper's opinion section prints.
A_DAY = 2


def section(size: int, terms_of: dict[str, Terms]) -> list[Candidate]:
    """Make `size` pieces, the same ones each time; their terms go into `terms_of`."""
    chance = random.Random(size)
    return [piece(number, chance, terms_of) for number in range(size)]


def piece(number: int, chance: random.Random, terms_of: dict[str, Terms]) -> Candidate:
    """Make one piece: three of its words in ten belong to its first topic, one in ten to its second."""
    first, second = chance.randrange(TOPICS), chance.randrange(TOPICS)
    words = [f"w{n}x" for n in chance.choices(range(COMMON), cum_weights=COMMON_CHANCES, k=WORDS * 6 // 10)]
    words += [f"t{first}x{n}x" for n in chance.choices(range(OWN), cum_weights=OWN_CHANCES, k=WORDS * 3 // 10)]
    words += [f"t{second}x{n}x" for n in chance.choices(range(OWN), cum_weights=OWN_CHANCES, k=WORDS // 10)]
    chance.shuffle(words)
    return Candidate(
        stem=f"piece-{number:06}",
        words=counted(words, chance, terms_of),
        topics=tuple(sorted({f"topic-{first}", f"topic-{second}"})),
        authors=(f"author-{chance.randrange(300)}",),
        day=700_000 + number // A_DAY,
    )


def counted(words: list[str], chance: random.Random, terms_of: dict[str, Terms]) -> str:
    """Count the words of a piece whose title and dek are drawn from it; return the digest of its terms."""
    title, dek = " ".join(chance.sample(words, 7)), " ".join(chance.sample(words, 18))
    terms = count_terms(title=title, dek=dek, text=" ".join(words), lang="")
    terms_of[terms.digest] = terms
    return terms.digest


def measure(size: int) -> None:
    """Print what a section of `size` pieces takes."""
    terms_of: dict[str, Terms] = {}
    made, pieces = timed(lambda: section(size, terms_of))
    before = peak()
    # The collector is to look at what is made now, not at what was made for the measurement.
    gc.freeze()
    took, ranking = timed(lambda: rank(pieces, terms_of.get, RelatedRules()))
    over = peak() - before
    put, data = timed(lambda: encode_ranking(ranking))
    print(f"{size:>7,} pieces: {took:7.2f} s, {took / size * 1e3:.2f} ms a piece, {over:6.0f} MB more than the pieces")
    cores = os.cpu_count() or 1
    share = partial(map_in_processes, jobs=cores, pays_from=1, chunk=250)
    gc.freeze()
    start = time.perf_counter()
    rank(pieces, terms_of.get, RelatedRules(), share)
    print(f"        by the clock {time.perf_counter() - start:.2f} s with {cores} processes")
    gc.unfreeze()
    taken, _ = timed(lambda: decode_ranking(data))
    print(f"        put into {len(data) / 1e6:.1f} MB in {put * 1e3:.0f} ms, taken from them in {taken * 1e3:.0f} ms")
    chance, costs = random.Random(1), defaultdict[str, list[float]](list)
    for _ in range(EDITS):
        at = chance.randrange(size)
        for what, now in edits(pieces, at, chance, terms_of).items():
            kept = decode_ranking(data)
            assert kept is not None
            took, _ = timed(partial(rerank, kept, now, terms_of.get, RelatedRules()))
            costs[what].append(took)
    shown = (
        f"{what} {sorted(some)[EDITS // 2] * 1e3:.0f} (at most {max(some) * 1e3:.0f})" for what, some in costs.items()
    )
    print(f"        ms: {', '.join(shown)}; made and counted in {made:.1f} s", flush=True)


def edits(
    pieces: list[Candidate], at: int, chance: random.Random, terms_of: dict[str, Terms]
) -> dict[str, list[Candidate]]:
    """Return the section with some sentences of one piece written anew, with one more and with one less."""
    old = terms_of[pieces[at].words]
    groups = (line.split() for line in old.groups.splitlines())
    words = [word for count, *group in groups for word in group * int(count)]
    words += chance.sample(words, 20) + [f"w{chance.randrange(COMMON)}x" for _ in range(3)]
    text = " ".join(words)
    terms = count_terms(title=old.title, dek=old.dek, text=text, lang="")
    terms_of[terms.digest] = terms
    edited = replace(pieces[at], words=terms.digest)
    new = replace(piece(at, chance, terms_of), stem="new", day=pieces[-1].day)
    return {
        "an edit": [*pieces[:at], edited, *pieces[at + 1 :]],
        "a new piece": [*pieces, new],
        "one less": [*pieces[:at], *pieces[at + 1 :]],
    }


def timed(work: Callable[[], V]) -> tuple[float, V]:
    """Return the seconds of one processor that some work takes in this process, and what it gives."""
    start = time.process_time()
    found = work()
    return time.process_time() - start, found


def peak() -> float:
    """Return the most memory that was in use, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(sizes: list[str]) -> None:
    """Measure each size in a fresh process."""
    if len(sizes) == 1:
        measure(int(sizes[0]))
        return
    for size in sizes or SIZES:
        subprocess.run([sys.executable, "-m", "bench.related", size], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
