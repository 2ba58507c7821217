"""An export and settings -> the files of content/: first all names and addresses, then a text at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from press.importing.front_matter import Value, one_line
from press.importing.html_to_markdown import html_to_markdown, text_of_html
from press.importing.identities import Identity, fit_alias, identities_of
from press.importing.media import Media
from press.importing.old_addresses import OldAddresses, PieceAddresses, Target, merged_paths, plain_path
from press.importing.people import Names, letters_of, merged_names
from press.importing.piece_file import ImportedFile, Surroundings, imported_file, writer_names
from press.importing.records import Export, Overview, Remark, SourcePerson, SourcePost, SourceTerm
from press.importing.settings import ImportSettings


@dataclass(frozen=True, slots=True)
class MovePlan:
    """What comes in: an identity for each post, and all that their texts need to know of one another."""

    overview: Overview
    identities: tuple[Identity, ...]
    around: Surroundings
    remarks: tuple[Remark, ...]
    uses: Mapping[str, int]  # id of a writer or topic (`author:x`, `topic:y`) -> published pieces


def plan_move(
    export: Export,
    overview: Overview,
    heads: Sequence[SourcePost],
    settings: ImportSettings,
    known: Mapping[str, str],
    media: Media,
) -> MovePlan:
    """Return the plan; `heads` are the export's posts without their texts, `known`: id -> file of an earlier import."""
    identities, remarks = identities_of(heads, settings, known)
    people = {person.key: person for person in overview.people}
    writers = {each.post.id: writer_names(each.post, people, settings.authors) for each in identities}
    topics = {each.post.id: settings.rules.sort(each.post.terms).topics for each in identities if not each.post.is_page}
    names, merged = merged_names(
        [one_line(name, 200) for each in writers.values() for name in each],
        ascii_only=settings.ascii_only,
        word="writer",
    )
    themes, merged_topics = merged_names(
        [one_line(term.name, 200) for each in topics.values() for term in each],
        ascii_only=settings.ascii_only,
        word="topic",
    )
    uses = Counter(
        id_
        for each in identities
        if not each.draft
        for id_ in {
            *(f"author:{names.id_of(name)}" for name in writers[each.post.id]),
            *(f"topic:{themes.id_of(term.name)}" for term in topics.get(each.post.id, ())),
        }
    )
    old = _old_addresses(overview, identities, names, themes, uses)
    stems = {each.post.id: each.stem for each in identities if not each.draft and not each.post.is_page}
    around = Surroundings(settings, old, media, names, themes, people, stems, overview.site.kind)
    identities = _with_attachments(identities, overview, settings)
    nameless = [Remark("writer without a public name: left out", "") for each in overview.people if not each.name]
    return MovePlan(
        overview, identities, around, (*overview.remarks, *remarks, *merged, *merged_topics, *nameless), uses
    )


def _old_addresses(
    overview: Overview, identities: Sequence[Identity], names: Names, themes: Names, uses: Mapping[str, int]
) -> OldAddresses:
    old = OldAddresses(overview.site)
    paths: dict[str, Target] = {}
    for each in identities:
        _name_piece(each, old, paths)
    for path, target in _lists(overview, names, themes, uses):
        paths.setdefault(path, target)
    old.paths.update(merged_paths(paths))
    old.slugs.update(_telling_slugs(identities))
    for attachment in overview.attachments.values():
        parent = old.numbers.get(attachment.parent)
        if parent and attachment.path:
            old.paths.setdefault(plain_path(attachment.path), parent)
    return old


def _name_piece(identity: Identity, old: OldAddresses, paths: dict[str, Target]) -> None:
    """Enter a piece under its old addresses, its number, its day and slug, and the file that it came from."""
    post = identity.post
    target = Target("page" if post.is_page else "article", identity.stem, not identity.draft)
    for path in (post.path, *post.older):
        if path and "?" not in path:
            paths.setdefault(path, target)
    old.numbers[post.id] = target
    if not post.is_page:
        paths.setdefault(f"/{identity.date[:10].replace('-', '/')}/{identity.slug}/", target)
    if post.folder or post.markup == "markdown":
        _name_files(old.files, identity, target)


def _lists(overview: Overview, names: Names, themes: Names, uses: Mapping[str, int]) -> Iterator[tuple[str, Target]]:
    """Yield the addresses of lists of posts by a topic or a writer of published pieces."""
    for term in overview.terms:
        id_ = themes.id_of(one_line(term.name, 200))
        if term.path and id_ and uses.get(f"topic:{id_}"):
            yield term.path, Target("topic", id_)
    for person in overview.people:
        id_ = names.id_of(one_line(person.name, 200)) if person.name else ""
        if person.path and id_ and uses.get(f"author:{id_}"):
            yield person.path, Target("author", id_)


def _telling_slugs(identities: Sequence[Identity]) -> dict[str, Target]:
    """Return the slugs of several words that one piece alone has: they name it wherever its address began."""
    found: dict[str, Target | None] = {}
    for each in identities:
        slug = plain_path(each.slug)
        if slug.count("-") > 1 and not each.post.is_page:
            found[slug] = None if slug in found else Target("article", each.stem, not each.draft)
    return {slug: target for slug, target in found.items() if target is not None}


def _name_files(files: dict[str, Target], identity: Identity, target: Target) -> None:
    """A source file is named by its path, by its tail, and by its name alone."""
    steps = plain_path(identity.post.place.partition(":")[0]).split("/")
    for start in range(len(steps)):
        files.setdefault("/".join(steps[start:]), target)


def _with_attachments(
    identities: tuple[Identity, ...], overview: Overview, settings: ImportSettings
) -> tuple[Identity, ...]:
    """Let the page that each attachment had lead to its piece."""
    taken = {plain_path(settings.base + each.address) for each in identities if not each.draft}
    taken |= {
        plain_path(alias if alias.startswith("/") else settings.base + alias)
        for each in identities
        for alias in each.aliases
    }
    more: dict[str, list[str]] = {}
    for attachment in overview.attachments.values():
        alias = fit_alias(attachment.path, settings.base)
        form = plain_path(alias if alias.startswith("/") else settings.base + alias)
        if alias and attachment.parent and form not in taken and len(more.get(attachment.parent, ())) < 100:
            taken.add(form)
            more.setdefault(attachment.parent, []).append(alias)
    return tuple(
        replace(each, aliases=(*each.aliases, *more.get(each.post.id, ())))
        if not each.draft and each.post.id in more
        else each
        for each in identities
    )


def piece_files(export: Export, plan: MovePlan) -> Iterator[ImportedFile]:
    """Yield the file of each post that comes in, in the source's order."""
    identities = {each.post.id: each for each in plan.identities}
    for post in export.posts(plan.overview):
        identity = identities.pop(post.id, None)
        if identity is not None:
            yield imported_file(identity, post, plan.around)


def people_files(plan: MovePlan) -> Iterator[ImportedFile]:
    """Yield a file for each writer of a piece, with biography and portrait."""
    settings = plan.around.settings
    by_id: dict[str, list[SourcePerson]] = {}
    for person in plan.overview.people:
        name = settings.authors.get(person.key, person.name)
        id_ = plan.around.writers.id_of(one_line(name, 200)) if name else ""
        by_id.setdefault(id_, []).append(person)
    taken: set[str] = set()
    for id_, name in plan.around.writers.shown.items():
        persons = by_id.get(id_, [])
        path = f"content/authors/{id_}.md"
        to = PieceAddresses(plan.around.old, plan.around.media, path, "author")
        portrait = next((to.picture(each.portrait) for each in persons if each.portrait), "")
        website = next(
            (
                each.website
                for each in persons
                if each.website.startswith(("https://", "http://")) and " " not in each.website
            ),
            "",
        )
        biography = next((each.biography for each in persons if each.biography), "")
        keys: dict[str, Value] = {
            "name": name,
            "portrait": {"src": portrait.removeprefix("../")} if portrait.startswith("../images/") else "",
            "links": {"website": website},
            "aliases": _list_aliases([each.path for each in persons], f"authors/{id_}/", taken, settings),
        }
        yield ImportedFile(f"author:{id_}", path, keys, html_to_markdown(biography, to), tuple(to.remarks))


def topic_files(plan: MovePlan) -> Iterator[ImportedFile]:
    """Yield a file for each topic of a piece."""
    settings = plan.around.settings
    by_letters: dict[str, list[SourceTerm]] = {}
    for term in plan.overview.terms:
        by_letters.setdefault(letters_of(one_line(term.name, 200)), []).append(term)
    letters = {id_: key for key, id_ in plan.around.topics.ids.items()}
    taken: set[str] = set()
    for id_, name in plan.around.topics.shown.items():
        terms = by_letters.get(letters[id_], [])
        about = next((each.description for each in terms if each.description), "")
        keys: dict[str, Value] = {
            "name": name,
            "dek": one_line(text_of_html(about), 1_900),
            "aliases": _list_aliases([each.path for each in terms], f"topics/{id_}/", taken, settings),
        }
        yield ImportedFile(f"topic:{id_}", f"content/topics/{id_}.md", keys, "")


def _list_aliases(paths: Sequence[str], own: str, taken: set[str], settings: ImportSettings) -> list[str]:
    """The addresses that a list had; without a slash in front where they are below the section."""
    found: list[str] = []
    for path in paths:
        alias = fit_alias(path, settings.base)
        form = plain_path(alias if alias.startswith("/") else settings.base + alias)
        if alias and "/" in alias.strip("/") and form not in taken and form != plain_path(settings.base + own):
            taken.add(form)
            found.append(alias)
    return found
