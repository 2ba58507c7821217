"""Files of layouts/ -> their texts, and what is wrong between them, the kinds of the configuration and the engine's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from press.model.problem import Place, Problem, ProblemsFound
from press.model.publication import Publication
from press.model.site import Site
from press.read.decoding import plain_text
from press.read.folder import list_files
from press.read.source import Source
from press.render.layouts import Layouts
from press.render.styles import style_faults


def layout_texts(layers: Mapping[str, Source]) -> Mapping[str, str]:
    """Return the layouts among the files of layouts/. Raises ProblemsFound where one, or a style, is no text."""
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for name, source in layers.items():
        if _is_layout(name) or name.endswith(".css"):
            try:
                texts[name] = plain_text(source.path, source.data)
            except ProblemsFound as found:
                problems += found.problems
    if problems:
        raise ProblemsFound(problems)
    return {name: text for name, text in texts.items() if _is_layout(name)}


def style_notes(layers: Mapping[str, Source]) -> Iterator[Problem]:
    """Yield a note for each place of a style sheet at which browsers skip something, or all that follows."""
    for name, source in layers.items():
        if name.endswith(".css"):
            text = source.data.decode("utf-8")  # `layout_texts` has found it to be text
            lines = text.splitlines()
            for fault in style_faults(text):
                excerpt = lines[fault.line - 1] if fault.line <= len(lines) else ""
                yield Problem(Place(source.path, fault.line, fault.column), fault.message, "", excerpt, is_note=True)


def layout_problems(site: Site, publication: Publication, layouts: Layouts) -> Iterator[Problem]:
    """Yield what is wrong with the layouts of a site as a whole, and the notes on single ones."""
    yield from _lost_layouts(publication, layouts)
    yield from _unused_layouts(site, publication, layouts)
    yield from layouts.notes


def _lost_layouts(publication: Publication, layouts: Layouts) -> Iterator[Problem]:
    """Find kinds whose layout is not there."""
    for kind in publication.kinds.values():
        if kind.layout and kind.layout not in layouts.layouts:
            place, excerpt = publication.where.at(f"kinds.{kind.id}.layout")
            near = get_close_matches(kind.layout, sorted(layouts.layouts), n=1)
            hint = f'did you mean "{near[0]}"?' if near else f"make layouts/{kind.layout}, or take the line out"
            yield Problem(place, f'there is no layout "{kind.layout}" for the kind "{kind.id}"', hint, excerpt)


def _unused_layouts(site: Site, publication: Publication, layouts: Layouts) -> Iterator[Problem]:
    """Find files in the site's own layouts/ that no page uses: a misspelt name is never missed otherwise."""
    if len(site.layouts) < 2:
        return
    own, engine = (
        frozenset(list_files(folder, shown="layouts").paths) for folder in (site.layouts[0], site.layouts[-1])
    )
    kinds = {kind.layout for kind in publication.kinds.values()}
    used = {name for layout in layouts.layouts.values() if layout.name in engine | kinds for name in layout.sources}
    for name in sorted(own - engine - used - kinds):
        if _is_layout(name) and not name.endswith((".md", ".txt")):
            file = name.rpartition("/")[2]
            same = [other for other in sorted(engine) if other.rpartition("/")[2] == file]
            near = same or get_close_matches(name, sorted(engine), n=1)
            hint = f"did you mean layouts/{near[0]}?" if near else "name it in a layout or below kinds:, or take it out"
            yield Problem(Place(f"layouts/{name}"), "nothing uses this layout", hint, is_note=True)


def _is_layout(name: str) -> bool:
    return not name.startswith(("assets/", "strings/"))
