from __future__ import annotations

from press.model.content import Topic
from press.model.problem import Where
from press.read.names import TOPICS, Register, Use, register


def resolve(*names: str, declared: tuple[Topic, ...] = ()) -> tuple[Register[Topic], list[tuple[str, str]]]:
    uses = [Use(name, Where(f"content/articles/{n}.md"), "topics.0") for n, name in enumerate(names)]
    found, problems = register(TOPICS, declared, uses, ascii_only=False)
    return found, [(problem.message, problem.hint) for problem in problems]


def test_a_topic_without_a_file_is_made_from_its_name() -> None:
    found, problems = resolve("City hall")
    assert (found.id_of("city hall"), found.entries["city-hall"].name, problems) == ("city-hall", "City hall", [])


def test_spellings_that_differ_by_accident_are_one_topic_and_noted() -> None:
    found, problems = resolve("Tax", "tax", "Tax")
    assert list(found.entries) == ["tax"]
    assert problems == [('one topic is spelled in 2 ways: "Tax", "tax"', 'write "Tax"')]


def test_composed_and_decomposed_letters_are_one_name() -> None:
    found, _ = resolve("Caf\u00e9", "Cafe\u0301")
    assert len(found.entries) == 1


def test_a_declared_topic_is_found_by_id_name_and_alias() -> None:
    topic = Topic(id="streets", name="The street", declared=True, aliases=("Roads",))
    found, problems = resolve("streets", "The Street", "roads", declared=(topic,))
    assert {found.id_of(name) for name in ("streets", "The Street", "roads")} == {"streets"}
    assert problems == []


def test_a_near_miss_of_a_declared_topic_is_a_problem() -> None:
    _, problems = resolve("housng", declared=(Topic(id="housing", name="Housing", declared=True),))
    assert problems == [
        (
            'no topic "housng" has a file in content/topics',
            'did you mean "Housing"? if not, make content/topics/housng.md',
        )
    ]


def test_two_topics_with_one_address_are_a_problem_naming_both_files() -> None:
    _, problems = resolve("C", "C++")
    assert [message for message, _ in problems] == [
        'the topics "C++" and "C" would share the address c/ (content/articles/0.md, content/articles/1.md)'
    ]


def test_a_name_without_letters_is_a_problem() -> None:
    _, problems = resolve("…")
    assert problems[0][0] == 'the topic "…" has no letters to make an address of'
