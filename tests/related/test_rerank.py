from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from press.model.publication import RelatedRules
from press.model.terms import Terms
from press.related.candidate import Candidate
from press.related.codec import decode_ranking, encode_changes, encode_ranking
from press.related.ranking import Ranked, Ranking, rank
from press.related.rerank import rerank, reworded
from tests.related.pieces import RULES, candidate, filler, ranked, section, terms, terms_of

Step = tuple[str, int, int]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["edit", "edit", "edit", "add", "remove", "move", "strike", "strike"]),
        st.integers(0, 10**6),
        st.integers(),
    ),
    min_size=1,
    max_size=4,
)


def made(stem: str, chance: random.Random, words: int, langs: str) -> Candidate:
    """Return a piece of any length, with words of which few pieces have most."""
    said = [f"w{int(chance.paretovariate(0.6)) % words}" for _ in range(chance.randrange(1, 70))]
    return candidate(
        stem,
        " ".join(said),
        title=" ".join(dict.fromkeys(chance.choices(said, k=3))),
        dek=f"w{chance.randrange(words)}",
        topics=tuple({f"topic-{chance.randrange(9)}": 0 for _ in range(chance.randrange(3))}),
        authors=(f"writer-{chance.randrange(20)}",),
        series=chance.choice(["", "", "quay"]),
        day=1000 + chance.randrange(500),
        lang=chance.choice(langs.split()),
        suggestable=chance.random() > 0.03,
    )


def edited(pieces: dict[str, Candidate], steps: list[Step], words: int, langs: str) -> dict[str, Candidate]:
    """Return the pieces after some edits."""
    pieces = dict(pieces)
    for what, which, seed in steps:
        chance = random.Random(seed)
        stem = sorted(pieces)[which % len(pieces)] if pieces else ""
        if what == "add" or not stem:
            stem = f"new-{which}"
            pieces[stem] = made(stem, chance, words, langs)
        elif what == "remove":
            del pieces[stem]
        elif what == "move":
            pieces[stem] = made(stem, chance, words, langs)
        elif what == "strike":
            pieces |= without(f"w{which % 40}", chance, pieces)
        else:
            pieces[stem] = replace(pieces[stem], words=made(stem, chance, words, langs).words)
    return pieces


def without(word: str, chance: random.Random, pieces: dict[str, Candidate]) -> dict[str, Candidate]:
    """Return some of the pieces that say a word, saying it no more."""
    saying = {stem: one for stem, one in pieces.items() if word in said_by(one).split() and chance.random() < 0.4}
    return {
        stem: replace(one, words=terms(" ".join(said for said in said_by(one).split() if said != word)).digest)
        for stem, one in saying.items()
    }


@settings(max_examples=60, deadline=None)
@given(
    size=st.sampled_from([0, 3, 40, 150, 240]),
    words=st.sampled_from([60, 900, 3000]),
    langs=st.sampled_from(["en", "en uk"]),
    builds=st.lists(STEPS, min_size=1, max_size=4),
)
def test_after_any_edits_it_finds_what_a_full_rank_finds(
    size: int, words: int, langs: str, builds: list[list[Step]]
) -> None:
    chance = random.Random(size)
    pieces = {f"p{n:03}": made(f"p{n:03}", chance, words, langs) for n in range(size)}
    ranking = rank(pieces.values(), terms_of, RULES)
    stored = encode_ranking(ranking), b""
    for steps in builds:
        pieces = edited(pieces, steps, words, langs)
        before = decoded(*stored)
        ranking = rerank(before, pieces.values(), terms_of, RULES)
        changes = encode_changes(before, ranking, stored[1])
        stored = (encode_ranking(ranking), b"") if changes is None else (stored[0], changes)
        ranking = decoded(*stored)
        assert dict(Ranked(ranking)) == dict(ranked(pieces.values()))


def kept(ranking: Ranking) -> Ranking:
    """Return a ranking as the store gives it back."""
    return decoded(encode_ranking(ranking))


def decoded(data: bytes, changes: bytes = b"") -> Ranking:
    """Return the ranking that is kept as these bytes."""
    found = decode_ranking(data, changes)
    assert found is not None
    return found


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 199), st.integers(0, 30)), min_size=1, max_size=5), st.booleans())
def test_other_words_alone_are_found_as_any_edit(edits: list[tuple[int, int]], is_told: bool) -> None:
    pieces = {piece.stem: piece for piece in section(200)}
    ranking, said = rank(pieces.values(), terms_of, RULES), {}
    for which, word in edits:
        piece = [*pieces.values()][which]
        said[piece.stem] = terms(f"{said_by(piece)} w{word} w{word + 7}").digest
        pieces[piece.stem] = replace(piece, words=said[piece.stem])
    told = {stem: piece.words for stem, piece in pieces.items()} if is_told else said
    assert dict(Ranked(reworded(ranking, told, terms_of, RULES))) == dict(ranked(pieces.values()))


def test_nothing_changed_is_no_work() -> None:
    pieces = section(200)
    ranking = kept(rank(pieces, terms_of, RULES))
    again = rerank(ranking, reversed(pieces), pytest.fail, RULES)
    assert again.scored == 0
    assert dict(Ranked(again)) == dict(Ranked(ranking))


def test_an_edit_is_work_for_its_neighbours_only() -> None:
    pieces = section(1500)
    before = kept(rank(pieces, terms_of, RULES))
    works = []
    for n in range(10, 1500, 150):
        now = candidate("x", f"{said_by(pieces[n])} w7 w11", title=terms_of(pieces[n].words).title)
        after = rerank(before, [*pieces[:n], replace(pieces[n], words=now.words), *pieces[n + 1 :]], terms_of, RULES)
        works.append(after.scored)
    assert sorted(works)[len(works) // 2] < 150


def test_only_what_is_looked_at_is_asked_for_its_words() -> None:
    pieces = section(1500)
    ranking, asked = kept(rank(pieces, terms_of, RULES)), set()

    def asking(words: str) -> Terms:
        asked.add(words)
        return terms_of(words)

    new = replace(pieces[7], stem="z-new", day=pieces[7].day + 1)
    after = rerank(ranking, [*pieces, new], asking, RULES)
    assert len(asked) <= after.scored + 1 < 1000


def test_words_that_are_not_known_any_more_are_no_harm() -> None:
    pieces = section(60)
    ranking = rank(pieces, terms_of, RULES)
    old, now = pieces[5].words, [*pieces[:5], replace(pieces[5], words=pieces[6].words), *pieces[6:]]
    after = rerank(ranking, now, lambda words: None if words == old else terms_of(words), RULES)
    assert dict(Ranked(after)) == dict(ranked(now))


def test_words_of_a_piece_that_is_there_must_be_known() -> None:
    with pytest.raises(KeyError):
        rank(section(3), lambda words: None, RULES)


def test_another_half_life_ranks_all() -> None:
    pieces, rules = section(60), RelatedRules(half_life_days=90)
    after = rerank(rank(pieces, terms_of, RULES), pieces, terms_of, rules)
    assert after.scored == 60
    assert dict(Ranked(after)) == dict(ranked(pieces, rules))


def test_many_new_pieces_of_one_day_find_room_in_time() -> None:
    pieces = section(40)
    ranking = rank(pieces, terms_of, RULES)
    for n in range(20):
        pieces.append(candidate(f"m{n:02}", "w1 w2 w3", day=1400))
        ranking = rerank(ranking, pieces, terms_of, RULES)
        assert dict(Ranked(ranking)) == dict(ranked(pieces))


def test_bytes_of_another_form_are_not_read() -> None:
    data = encode_ranking(rank(section(3), terms_of, RULES))
    assert decode_ranking(data.replace(b"related 2", b"related 0")) is None


def test_a_word_that_becomes_rare_in_several_builds() -> None:
    """It comes from behind those that a piece watches, an octave at a time."""
    about = [f"v{n}" for n in range(40)]
    speaker = candidate("speaker", " ".join([*about, "rare"]))
    others = [candidate(f"o{n:02}", " ".join(about[n % 5 :: 5]), day=1000 + n) for n in range(25)]
    pieces = {one.stem: one for one in [speaker, *others, *filler(75)]}
    users = [f"o{n:02}" for n in range(20)]
    for stem in users:
        pieces[stem] = with_word(pieces[stem], "rare")
    ranking = rank(pieces.values(), terms_of, RULES)
    for stem in users[:18]:
        pieces[stem] = next(one for one in others if one.stem == stem)
        ranking = kept(rerank(ranking, pieces.values(), terms_of, RULES))
        assert dict(Ranked(ranking)) == dict(ranked(pieces.values()))


def with_word(piece: Candidate, word: str) -> Candidate:
    """Return a piece that says a word more."""
    return replace(piece, words=terms(f"{said_by(piece)} {word}").digest)


def said_by(piece: Candidate) -> str:
    """Return all that a piece says."""
    groups = (line.split() for line in terms_of(piece.words).groups.splitlines())
    return " ".join(" ".join(words * int(count)) for count, *words in groups)
