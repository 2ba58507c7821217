"""Layout sources -> Layouts: for each layout what it is made of, what it names, and its key. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from types import CodeType

from jinja2 import TemplateSyntaxError, nodes

from press.model.catalogue import Words
from press.model.digest import digest
from press.model.problem import Place, Problem, ProblemsFound
from press.render.compiled import compile_layout, is_markup, known_names
from press.render.faults import syntax_words

# Layouts whose partials draw the parts of bodies; a layout that calls the function depends on them.
PARTS = {"show": "_partials/parts.html", "feed_text": "_partials/feed_parts.html"}
_FUNCTIONS = frozenset({"t", "range", "dict", "lipsum", "cycler", "joiner", "namespace", *PARTS})


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout: `sources` are the names of all templates that it reaches, `names` what it wants to be given."""

    name: str
    sources: tuple[str, ...]
    names: frozenset[str]
    key: str


@dataclass(frozen=True, slots=True)
class Layouts:
    """All layouts of a site with the words of the interface; `notes` are remarks on risky markup.

    `codes` are the compiled sources, as far as there was a reason to compile them.
    """

    sources: Mapping[str, str]
    words: Mapping[str, Words]
    layouts: Mapping[str, Layout]
    notes: tuple[Problem, ...]
    codes: Mapping[str, CodeType] = field(default_factory=dict, compare=False)

    def key_of(self, layout: str, lang: str) -> str:
        """Return the digest of all that a layout's output in a language depends on, beside the page's parts."""
        return digest((self.layouts[layout].key, self.words[lang]))


def load_layouts(sources: Mapping[str, str], words: Mapping[str, Words]) -> Layouts:
    """Examine every layout.

    Raises ProblemsFound for syntax errors, missing or circular templates and names that are not literal.
    """
    compiled, problems = {}, []
    for name, source in sources.items():
        try:
            compiled[name] = compile_layout(name, source, markup=is_markup(name))
        except TemplateSyntaxError as fault:
            sentence, hint = syntax_words(fault.message or "cannot be read", *known_names())
            problems.append(at(name, fault.lineno, sentence, source, hint=hint))
    if problems:
        raise ProblemsFound(problems)
    trees = {name: each.tree for name, each in compiled.items()}
    named = {name: each.wants for name, each in compiled.items()}
    uses = {name: dict(_uses(tree)) for name, tree in trees.items()}
    problems = [*_missing(uses, sources), *_circles(uses, sources)]
    problems += _dynamic(trees, sources)
    if problems:
        raise ProblemsFound(problems)
    layouts = {name: _layout(name, uses, named, sources) for name in trees if not name.startswith("_partials/")}
    codes = {name: each.code for name, each in compiled.items()}
    return Layouts(sources, words, layouts, tuple(_risks(sources)), codes)


def reloaded(before: Layouts | None, sources: Mapping[str, str], words: Mapping[str, Words]) -> Layouts:
    """Return the layouts as `load_layouts` does, examined only where `sources` are not those of `before`."""
    if before and before.sources == sources:
        return replace(before, words=words)
    return load_layouts(sources, words)


def at(name: str, line: int, message: str, source: str, *, hint: str = "", is_note: bool = False) -> Problem:
    """Return a problem in a layout."""
    lines = source.splitlines()
    excerpt = lines[line - 1] if 0 < line <= len(lines) else ""
    return Problem(Place(f"layouts/{name}", line), message, hint, excerpt, is_note=is_note)


def _uses(tree: nodes.Template) -> Iterator[tuple[str, int]]:
    for node in _references(tree):
        if isinstance(node.template, nodes.Const) and isinstance(node.template.value, str):
            yield node.template.value, node.lineno
    for call in tree.find_all(nodes.Name):
        if call.name in PARTS:
            yield PARTS[call.name], call.lineno


_Reference = nodes.Extends | nodes.Include | nodes.Import | nodes.FromImport


def _references(tree: nodes.Template) -> Iterator[_Reference]:
    for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
        if isinstance(node, _Reference):
            yield node


def _dynamic(trees: Mapping[str, nodes.Template], sources: Mapping[str, str]) -> Iterator[Problem]:
    for name, tree in trees.items():
        for node in _references(tree):
            if not (isinstance(node.template, nodes.Const) and isinstance(node.template.value, str)):
                message, hint = "the name of a template must be written out", '{% include "_partials/name.html" %}'
                yield at(name, node.lineno, message, sources[name], hint=hint)


def _missing(uses: Mapping[str, Mapping[str, int]], sources: Mapping[str, str]) -> Iterator[Problem]:
    for name, used in uses.items():
        for other, line in used.items():
            if other not in sources:
                near = get_close_matches(other, sorted(sources), n=1)
                hint = f'did you mean "{near[0]}"?' if near else f"make layouts/{other}"
                yield at(name, line, f'there is no layout "{other}"', sources[name], hint=hint)


def _circles(uses: Mapping[str, Mapping[str, int]], sources: Mapping[str, str]) -> Iterator[Problem]:
    for name in uses:
        for first, line in uses[name].items():
            # A part's macros may show texts themselves; that is recursion over data, not of templates.
            if name in _reach(first, uses) and first not in PARTS.values():
                yield at(
                    name,
                    line,
                    f'"{first}" leads back to "{name}"',
                    sources[name],
                    hint="take one of them out",
                )


def _reach(name: str, uses: Mapping[str, Mapping[str, int]]) -> tuple[str, ...]:
    found, waiting = {name}, [name]
    while waiting:
        for other in uses.get(waiting.pop(), ()):
            if other not in found:
                found.add(other)
                waiting.append(other)
    return tuple(sorted(found))


def _layout(
    name: str,
    uses: Mapping[str, Mapping[str, int]],
    named: Mapping[str, frozenset[str]],
    sources: Mapping[str, str],
) -> Layout:
    reached = _reach(name, uses)
    names = frozenset().union(*(named[other] for other in reached)) - _FUNCTIONS
    return Layout(name, reached, names, digest([(other, sources[other]) for other in reached]))


def _risks(sources: Mapping[str, str]) -> Iterator[Problem]:
    for name, source in sources.items():
        for number, line in enumerate(source.splitlines(), 1):
            if re.search(r"\|\s*safe\b", line):
                message = "|safe prints without escaping: nothing that a writer wrote may go through it"
                yield at(name, number, message, source, hint="take |safe out", is_note=True)
