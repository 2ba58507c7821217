"""Page + Layouts -> Output: renders one page from the parts that its key is made of, and nothing else."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import lru_cache, partial
from operator import attrgetter
from typing import Any, cast

from jinja2 import BaseLoader, Environment, Template, TemplateError, TemplateNotFound

from press.model.digest import digest, digest_bytes
from press.model.page import Output, Page
from press.model.page_views import Block, Columnist, Feed, Front, Group, Listing
from press.model.problem import Problem, ProblemsFound
from press.model.views import PieceView, Remark, Teaser, Text
from press.render.compiled import SYNTAX, all_filters, compile_layout, is_markup, known_names
from press.render.environment import QuickEnvironment, escaped
from press.render.faults import FAULTS, Missing, sentence_and_hint, syntax_words
from press.render.layouts import PARTS, Layouts, at
from press.render.markup import Bodies, PartMacros, show_remark, show_text, whole_addresses
from press.render.words import translator

_RECENT = 1_000
_NONE, _EMPTY = digest(None), digest(())  # what most pieces' pages show of replies
# Views that hold many others, which stand on many pages, each with what gives the values of its fields.
_MANY = {
    kind: attrgetter(*(each.name for each in fields(kind))) for kind in (Block, Columnist, Feed, Front, Group, Listing)
}
# https://www.w3.org/TR/xml/#charsets: a writer's `&#7;` is such a character by now, and no feed may hold it. The bytes
# of UTF-8 are searched in a third of the time that a pattern takes; halves of pairs have none.
_NOT_IN_XML = bytes({*range(0x20)} - {*b"\t\n\r"})
_NO_CHARACTERS = ("\ufffe", "\uffff")


@dataclass(frozen=True, slots=True)
class PageKey:
    """What a page's output depends on: `whole` names all of it, `parts` each part, for saying why it is stale."""

    whole: str
    parts: tuple[tuple[str, str], ...]


# The names that a layout wants, digests of the collections among them, and what is in the key of each of its pages.
_OfLayout = tuple[Collection[str], Mapping[str, str], Sequence[tuple[str, str]]]


@dataclass(slots=True)
class Keys:
    """Makes the keys of pages. What many pages show is digested once."""

    layouts: Layouts
    engine: str
    shared: Mapping[str, str]
    _layouts: dict[tuple[str, str], _OfLayout] = field(default_factory=dict)
    # A value's identity is its key while the value lives, so the value is kept with it. Teasers all stay in any case;
    # pieces are wanted again in feeds that are made soon after.
    _teasers: dict[int, tuple[object, str]] = field(default_factory=dict)
    _pieces: dict[int, tuple[object, str]] = field(default_factory=dict)

    def of(self, page: Page) -> PageKey:
        """Return a page's key."""
        names, common, always = self._of_layout(page.layout, page.lang)
        own = {name: self._digest(value) for name, value in page.parts.items() if name in names}
        parts = tuple(sorted([*{**common, **own}.items(), *always]))
        said = "".join([f"\n{name} {key}" for name, key in parts])
        return PageKey(digest_bytes(f"{page.path}{said}".encode("utf-8", "surrogatepass")), parts)

    def _of_layout(self, layout: str, lang: str) -> _OfLayout:
        """What all pages of a layout and language have in common."""
        known = self._layouts.get((layout, lang))
        if known is None:
            names = self.layouts.layouts[layout].names
            common = {name: key for name, key in self.shared.items() if name in names}
            always = (("layout", self.layouts.key_of(layout, lang)), ("engine", self.engine))
            known = self._layouts[layout, lang] = names, common, always
        return known

    def _digest(self, value: object) -> str:
        kind = type(value)
        if kind is Teaser:
            return self._kept(value, self._teasers)
        if value is None:
            return _NONE
        if kind is tuple:
            many = cast("tuple[object, ...]", value)
            return digest(tuple([self._digest(each) for each in many])) if many else _EMPTY
        if kind is PieceView:
            if len(self._pieces) >= _RECENT:
                del self._pieces[next(iter(self._pieces))]
            return self._kept(value, self._pieces)
        if kind in _MANY:
            return digest((kind.__name__, *[self._digest(each) for each in _MANY[kind](value)]))
        return digest(value)

    @staticmethod
    def _kept(value: object, views: dict[int, tuple[object, str]]) -> str:
        known = views.get(id(value))
        if known is None:
            known = views[id(value)] = value, digest(value)
        return known[1]


def keys_for(shared: Mapping[str, object], layouts: Layouts, engine: str) -> Keys:
    """Return what makes the keys of pages that may name the collections `shared`."""
    return Keys(layouts, engine, {name: digest(value) for name, value in shared.items()})


class _Loader(BaseLoader):
    """Hands Jinja a layout's code: what `layouts` holds already, else compiled now. Its name is that of its file."""

    def __init__(self, layouts: Layouts, *, markup: bool) -> None:
        self.layouts = layouts
        self.markup = markup

    def load(self, environment: Environment, name: str, globals: Any = None) -> Template:  # noqa: ANN401
        code = self.layouts.codes.get(name) if is_markup(name) is self.markup else None
        if code is None and name not in self.layouts.sources:
            raise TemplateNotFound(name)
        if code is None:
            source = self.layouts.sources[name]
            code = compile_layout(name, source, markup=self.markup).code
        return environment.template_class.from_code(environment, code, globals or {}, None)


@dataclass(slots=True)
class Renderer:
    """Renders pages; compiles each layout once per language."""

    layouts: Layouts
    bodies: Bodies
    origin: str
    _environments: dict[tuple[str, bool], Environment] = field(default_factory=dict)

    def render(self, page: Page, shared: Mapping[str, object]) -> Output:
        """Return the page's file. Raises ProblemsFound with the layout's line and the page's source."""
        names = self.layouts.layouts[page.layout].names
        given = {name: value for name, value in {**shared, **page.parts}.items() if name in names}
        try:
            text = self._template(page.layout, page.lang).render(given)
        except FAULTS as fault:
            raise ProblemsFound([self._problem(fault, page, given.keys())]) from fault
        return Output(page.path, _xml(text) if page.layout.endswith(".xml") else text.encode(), page.order)

    def _template(self, layout: str, lang: str) -> Template:
        return self._environment(lang, markup=is_markup(layout)).get_template(layout)

    def _environment(self, lang: str, *, markup: bool) -> Environment:
        known = self._environments.get((lang, markup))
        if known:
            return known
        environment = QuickEnvironment(
            loader=_Loader(self.layouts, markup=markup),
            autoescape=markup,  # text files have a rule of their own: the filter `line`
            undefined=Missing,
            auto_reload=False,
            cache_size=-1,
            **SYNTAX,
        )
        environment.filters.update(all_filters(lang, markup=markup))
        environment.globals["t"] = translator(self.layouts.words[lang], lang)
        environment.said = {key: escaped(word) for key, word in self.layouts.words[lang].items()}
        environment.globals["show"] = self._show_in(environment)
        environment.globals["feed_text"] = lru_cache(maxsize=_RECENT)(partial(self._feed_text, lang))
        self._environments[lang, markup] = environment
        return environment

    def _show_in(self, environment: Environment) -> Callable[..., str]:
        def show(value: Text | Remark, card: Teaser | None = None) -> str:  # a function: Jinja's way to others is long
            if isinstance(value, Remark):
                return show_remark(value)
            module: Any = environment.get_template(PARTS["show"]).module
            return show_text(value, self.bodies, PartMacros(module), card)

        return show

    def _feed_text(self, lang: str, value: Text, page: str) -> str:
        # Always escaping: the JSON feed is a text layout, its items' texts are HTML all the same.
        environment = self._environment(lang, markup=True)
        module: Any = environment.get_template(PARTS["feed_text"]).module
        return whole_addresses(show_text(value, self.bodies, PartMacros(module, self.origin)), page, self.origin)

    def _problem(self, fault: Exception, page: Page, given: Iterable[str]) -> Problem:
        """Name the layout's line in which rendering stopped, and the page that was being made."""
        name, line = page.layout, 0
        for frame in traceback.extract_tb(fault.__traceback__):
            if frame.filename in self.layouts.sources:
                name, line = frame.filename, frame.lineno or 0
        lines = self.layouts.sources[name].splitlines()
        sentence, hint = sentence_and_hint(fault, given, lines[line - 1] if 0 < line <= len(lines) else "")
        if sentence.startswith("No ") and isinstance(fault, TemplateError):  # a filter or test, looked up while drawing
            sentence, hint = syntax_words(sentence, *known_names())
        message = f"{sentence} (while making {page.path} from {page.source})"
        return at(name, line, message, self.layouts.sources[name], hint=hint)


def _xml(text: str) -> bytes:
    """Text as the bytes of an XML file, without the characters that none may hold."""
    for no_character in _NO_CHARACTERS:
        if no_character in text:  # is known in a twentieth of the time that replacing nothing takes
            text = text.replace(no_character, "")
    return text.encode("utf-8", "ignore").translate(None, _NOT_IN_XML)
