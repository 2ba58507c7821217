"""The picture that config names -> the site's icons: links for heads, and the files to be made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from press.model.catalogue import PictureFile
from press.model.digest import digest
from press.model.page_views import IconLink
from press.model.picture import TYPES, DerivedFile, Format, Icon
from press.plan.responsive_images import SVG, ResponsiveImages, logo_of
from press.plan.urls import derived_path

FAVICON = "favicon.ico"  # browsers and feed readers ask for it by this name, whatever a page says


class _Wanted(NamedTuple):
    side: int
    format: Format
    rel: str
    opaque: bool = False


# 48 pixels and multiples of it are what search results show; 180 is what a telephone's home screen takes.
_SET = (
    _Wanted(32, "ico", "icon"),
    _Wanted(48, "png", "icon"),
    _Wanted(192, "png", "icon"),
    _Wanted(512, "png", "icon"),
    _Wanted(180, "png", "apple-touch-icon", opaque=True),
)


def icon_links(image_set: ResponsiveImages) -> tuple[IconLink, ...]:
    """Return the links to the icons. An icon that is an SVG is named first."""
    drawn = [picture for picture in _candidates(image_set)[:1] if picture.type == SVG]
    title = image_set.catalogue.publication.title
    urls = [image_set.picture(logo_of(picture.path, title), "original").url for picture in drawn]
    links = [IconLink("icon", url, SVG, "any") for url in urls]
    for wanted, file in _made(image_set):
        kind = TYPES[wanted.format] if wanted.rel == "icon" else ""
        links.append(IconLink(wanted.rel, image_set.addresses.at(file.path), kind, f"{wanted.side}x{wanted.side}"))
    return tuple(links)


def icon_files(image_set: ResponsiveImages) -> tuple[DerivedFile, ...]:
    """Return the icons to be made, of the first picture that has pixels; none larger than that allows.

    A site that has a favicon.ico of its own in content/static/ keeps it.
    """
    return tuple(file for _, file in _made(image_set))


def _candidates(image_set: ResponsiveImages) -> list[PictureFile]:
    publication, pictures = image_set.catalogue.publication, image_set.catalogue.pictures
    return [pictures[src] for src in (publication.icon, publication.logo) if src in pictures]


def _made(image_set: ResponsiveImages) -> Iterator[tuple[_Wanted, DerivedFile]]:
    picture = next((picture for picture in _candidates(image_set) if not picture.as_it_is), None)
    if picture is None or image_set.picture_settings.originals:
        return
    own = any(file.path == FAVICON for file in image_set.catalogue.files)
    largest = max(picture.width, picture.height)
    for wanted in _SET:
        if wanted.side > max(largest, 48) or (own and wanted.format == "ico"):
            continue
        icon = Icon(picture.source, picture.digest, wanted.side, wanted.format, wanted.opaque)
        key = digest((picture.digest, wanted, image_set.picture_settings.maker))
        path = FAVICON if wanted.format == "ico" else derived_path("icon", key, wanted.side, wanted.format)
        yield wanted, DerivedFile(path, f"{key}-icon", icon)
