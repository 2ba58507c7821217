"""The command `ids`: the addresses of published pieces become their ids in feeds, in content/ids.yaml.

Earlier versions gave each piece its address as its id. A section that was published by one keeps these ids so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from press.build.engine import engine_digest
from press.build.load import read_all
from press.model.problem import ExitCode, Refusal
from press.model.site import BuildOptions, Site
from press.plan.piece import corrections_by_id
from press.plan.urls import Addresses, piece_path, split_url
from press.read.catalogue import Material
from press.read.ids import IDS_LIST, id_line
from press.write.feed_ids import append_lines, published_ids
from press.write.store import open_store


def write_ids(site: Site, options: BuildOptions, *, even_if_named: bool) -> int:
    """Add a line for each piece and correction that is out and has none; return how many.

    Raises Refusal (USAGE) where the feed in the output knows a piece by the name of its file already, unless
    `even_if_named`; ProblemsFound for mistakes in files.
    """
    site = replace(site, base_url="")
    with open_store(Path(site.cache), engine := engine_digest()) as store:
        material = read_all(site, options, store, engine)
    new = dict(_addresses(material, site))
    published = published_ids(site.output)
    named = [name for name, address in new.items() if published.get(address) == name]
    if named and not even_if_named:
        raise Refusal(
            f"the feed in {site.output.name}/ knows {named[0]} by this name: an address would be another id",
            code=ExitCode.USAGE,
            hint="--addresses, if readers have the feeds of an earlier version still",
        )
    if new:
        append_lines(site.root / IDS_LIST, [id_line(name, new[name]) for name in sorted(new)])
    return len(new)


def _addresses(material: Material, site: Site) -> Iterator[tuple[str, str]]:
    """Give name and address of each piece and correction that readers of feeds may know and the list does not."""
    publication, ids = material.publication, material.ids
    addresses = Addresses(*split_url(publication.url), _NO_PATHS)
    for article in material.articles:
        if article.draft or article.date > site.now:
            continue
        if article.stem not in ids:
            yield article.stem, addresses.whole(piece_path(article, publication))
        for id_, _ in corrections_by_id(article, publication.timezone):
            name = f"{article.stem}#{id_}"
            if name not in ids:
                yield name, addresses.whole("corrections/") + f"#of-{article.stem}-{id_}"


_NO_PATHS: Mapping[str, str] = {}
