"""The command `domain`: what belongs at the root of a domain, for the engineer who keeps that.

Crawlers look for robots.txt and tdmrep.json there alone. A section in a folder of the domain cannot put them there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from press.build.load import read_publication
from press.model.problem import ExitCode, Refusal
from press.model.rights import tdm_statements
from press.model.site import Site
from press.plan.urls import split_url
from press.read.folder import is_file, read_source


def domain_files(site: Site) -> Iterator[tuple[str, str]]:
    """Yield address and text of each file, as the section was built last.

    Raises Refusal (USAGE) where nothing was built; ProblemsFound for mistakes in config.yaml.
    """
    publication, _ = read_publication(site)
    if not is_file(site.output, "robots.txt"):
        message = f"there is no robots.txt in {site.output.name}/"
        raise Refusal(message, code=ExitCode.USAGE, hint="build the site first")
    origin, base = split_url(publication.url)
    robots = read_source(site.output, "robots.txt", shown="", limit=0)
    yield f"{origin}/robots.txt", robots.data.decode()
    if publication.rights:
        statements = json.dumps(tdm_statements(publication.rights, base), indent=2)
        yield f"{origin}/.well-known/tdmrep.json", f"{statements}\n"
