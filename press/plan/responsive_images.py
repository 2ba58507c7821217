"""Edition -> Album: the pictures of the site as pages show them, and the files that have to be made for that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from press.model.body import Body
from press.model.catalogue import Catalogue, PictureFile
from press.model.content import ImageRef
from press.model.digest import digest
from press.model.page import CopiedOutput
from press.model.picture import TYPES, Box, Cut, DerivedFile, Format, PictureSettings, Whole
from press.model.publication import ImageRules
from press.model.views import Picture, PictureSource
from press.plan.crops import ELSEWHERE, RATIOS, SHARE, SLOTS, SMALLEST_SHARE, Ratio, box_of, size_of, widths_of
from press.plan.urls import Addresses, derived_path, picture_path, whole_path

_MAIN = 1200  # pixels: how wide the file is, at most, that stands for the picture where only one can be named
SVG = "image/svg+xml"


@dataclass(frozen=True, slots=True)
class ResponsiveImages:
    """Pictures ready to show, each made out when it is first asked for.

    `derived` and `copied_files` are the files that these pictures need, by path: those to be made, and those that are
    published as they are. What several pages show stands there once.
    """

    catalogue: Catalogue
    addresses: Addresses
    picture_settings: PictureSettings
    shown: dict[tuple[ImageRef, str], Picture] = field(default_factory=dict)
    derived: dict[str, DerivedFile] = field(default_factory=dict)
    copied_files: dict[str, CopiedOutput] = field(default_factory=dict)

    def picture(self, ref: ImageRef, slot: str) -> Picture:
        """Return a picture for a slot (`framing.SLOTS`), or "original" for the file itself."""
        if (ref, slot) not in self.shown:
            self.shown[ref, slot] = self._original(ref) if slot == "original" else self._in_slot(ref, slot)
        return self.shown[ref, slot]

    def share(self, ref: ImageRef) -> Picture | None:
        """Return a picture as the preview of a link shows it, None where it cannot be cut for that."""
        file = self.catalogue.pictures[ref.src]
        if self.picture_settings.originals or file.type == SVG or file.width < SMALLEST_SHARE:
            return None
        if (ref, "share") not in self.shown:
            self.shown[ref, "share"] = self._in_ratio(ref, SHARE)
        return self.shown[ref, "share"]

    def cuts(self, ref: ImageRef) -> tuple[Picture, ...]:
        """Return a picture in the ratios that search engines choose from; itself where it cannot be cut."""
        if not self.share(ref):
            return (self.picture(ref, "lead"),)
        return tuple(self._in_ratio(ref, ratio) for ratio in RATIOS)

    @property
    def _rules(self) -> ImageRules:
        return self.catalogue.publication.images

    def _original(self, ref: ImageRef, slot: str = "") -> Picture:
        """The picture uncut: the file itself in a preview, else its file without what it says besides."""
        file = self.catalogue.pictures[ref.src]
        if self.picture_settings.originals:
            path = picture_path(file)
            self.copied_files.setdefault(path, CopiedOutput(path, file.source, file.digest))
        else:
            path = self._whole(ref, file)
        return self._picture(ref, path, (file.width, file.height), slot)

    def _in_slot(self, ref: ImageRef, name: str) -> Picture:
        """The picture in the sizes and formats of a slot."""
        file, slot = self.catalogue.pictures[ref.src], SLOTS[name]
        if self.picture_settings.originals or file.as_it_is:
            return self._original(ref, name)
        box = box_of((file.width, file.height), slot.ratio, ref.focus)
        widths = widths_of(box, slot.widths or self._rules.widths, slot.most)
        formats = [format_ for name in self._rules.formats for format_ in ("avif", "webp") if format_ == name]
        sets = {format_: self._srcset(ref, file, box, widths, format_) for format_ in (*formats, file.fallback)}
        main = max((width for width in widths if width <= _MAIN), default=widths[0])
        return self._picture(
            ref,
            self._cut(ref, file, box, main, file.fallback),
            size_of(box, main),
            name,
            sources=tuple(PictureSource(TYPES[format_], sets[format_]) for format_ in formats),
            srcset=sets[file.fallback] if len(widths) > 1 else "",
            widest=widths[-1],
        )

    def _in_ratio(self, ref: ImageRef, ratio: Ratio) -> Picture:
        """The picture cut to a ratio, as one JPEG for readers of other houses."""
        file = self.catalogue.pictures[ref.src]
        box = box_of((file.width, file.height), ratio, ref.focus)
        width = widths_of(box, (ELSEWHERE,))[-1]
        return self._picture(ref, self._cut(ref, file, box, width, "jpeg"), size_of(box, width), "")

    def _srcset(self, ref: ImageRef, file: PictureFile, box: Box, widths: Sequence[int], format_: Format) -> str:
        files = ((self._cut(ref, file, box, width, format_), width) for width in widths)
        return ", ".join(f"{self.addresses.at(path)} {width}w" for path, width in files)

    def _cut(self, ref: ImageRef, file: PictureFile, box: Box, width: int, format_: Format) -> str:
        """Note a file to be made and return its path.

        What all sizes and formats have in common names them: lists of them repeat, and so weigh little in a page.
        """
        full, quality = (file.width, file.height), self._rules.quality
        common = digest((file.digest, full, box, quality, ref.credit, ref.license, self.picture_settings.maker))
        path = derived_path(file.path, common, width, format_)
        if path not in self.derived:
            source = file.source
            cut = Cut(source, file.digest, full, box, size_of(box, width), format_, quality, ref.credit, ref.license)
            self.derived[path] = DerivedFile(path, f"{common}-{width}-{format_}", cut)
        return path

    def _whole(self, ref: ImageRef, file: PictureFile) -> str:
        """Note the file of a picture that is not cut, and return its path."""
        key = digest((file.digest, ref.credit, ref.license, self.picture_settings.maker))
        path = whole_path(file, key)
        recipe = Whole(file.source, file.digest, file.type, ref.credit, ref.license)
        self.derived.setdefault(path, DerivedFile(path, f"{key}-whole", recipe))
        return path

    def _picture(  # noqa: PLR0913 - a picture has that many sides
        self,
        ref: ImageRef,
        path: str,
        size: tuple[int, int],
        slot: str,
        *,
        sources: tuple[PictureSource, ...] = (),
        srcset: str = "",
        widest: int = 0,
    ) -> Picture:
        return Picture(
            url=self.addresses.at(path),
            canonical=self.addresses.whole(path),
            width=size[0],
            height=size[1],
            alt=ref.alt,
            caption=ref.caption,
            credit=ref.credit,
            license=ref.license,
            sources=sources,
            srcset=srcset,
            widest=widest or size[0],
            slot=slot,
        )


def fill(image_set: ResponsiveImages) -> ResponsiveImages:
    """Return an album of the same edition in which every picture that is shown somewhere has been asked for.

    It is a new one: pages may have asked the other for pictures that a retraction keeps from them.
    """
    full = ResponsiveImages(image_set.catalogue, image_set.addresses, image_set.picture_settings)
    for ref, slot in _uses(full.catalogue):
        if slot == "share":
            full.cuts(ref)
        else:
            full.picture(ref, slot)
    return full


def figures_of(body: Body) -> Mapping[str, ImageRef]:
    """Return the pictures of a text by their path, each with the first credit that the text gives it."""
    credits: dict[str, str] = {}
    for use in body.pictures:
        credits[use.src] = credits.get(use.src) or use.credit
    return {src: ImageRef(src, credit=credits[src]) for src in sorted(credits)}


def logo_of(src: str, title: str) -> ImageRef:
    """Return what a logo is looked up by."""
    return ImageRef(src, title)


def _uses(catalogue: Catalogue) -> Iterator[tuple[ImageRef, str]]:
    """Give every picture that is shown, with its slot; a retraction takes a piece's own pictures away."""
    for piece in catalogue.pieces.values():
        article = piece.article
        slots = ("teaser",) if article.is_withdrawn else ("teaser", "lead", "share")
        yield from ((article.image, slot) for slot in slots if article.image)
        if not article.is_withdrawn:
            yield from ((ref, "figure") for ref in figures_of(article.body).values())
    yield from ((author.portrait, "portrait") for author in catalogue.authors.values() if author.portrait)
    yield from ((t.image, slot) for t in catalogue.topics.values() if t.image for slot in ("lead", "share"))
    others = (catalogue.authors, catalogue.topics, catalogue.pages)
    for body in (entry.body for group in others for entry in group.values()):
        yield from ((ref, "figure") for ref in figures_of(body).values())
    publication = catalogue.publication
    for src in (publication.logo, publication.organization.logo, publication.icon):
        if src in catalogue.pictures and (src != publication.icon or catalogue.pictures[src].type == SVG):
            yield logo_of(src, publication.title), "original"
