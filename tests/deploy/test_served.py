"""The demo in a bucket, fetched by plain HTTP as readers do: byte for byte what was built, and fit to publish."""

from __future__ import annotations

import shutil
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

from press.commands.check import check_site
from press.model.manifest import MANIFEST, parse_manifest
from press.model.site import BuildOptions, Site
from tests.check.sections import shown
from tests.deploy.website import put_into_bucket, website
from tests.sites import NOW, BuiltEdition
from tests.tracked import ROOT


def test_a_site_that_comes_from_a_bucket_passes_the_check(
    demo: tuple[Path, BuiltEdition], s3_server: str, tmp_path: Path
) -> None:
    put_into_bucket(demo[0], s3_server, "demo")
    served = tmp_path / "served"
    sealed = parse_manifest((demo[0] / MANIFEST).read_bytes())
    assert sealed
    with website(f"{s3_server}/demo") as address:

        def fetch(path: str) -> None:
            shown_at = path.removesuffix("index.html") if f"/{path}".endswith("/index.html") else path
            with urllib.request.urlopen(address + quote(shown_at), timeout=60) as answer:
                assert answer.status == 200
                (served / path).parent.mkdir(parents=True, exist_ok=True)
                (served / path).write_bytes(answer.read())

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(fetch, sealed))
    shutil.copy(demo[0] / MANIFEST, served / MANIFEST)  # never deployed; with it a check compares every byte
    site = Site(ROOT, ROOT / "config.yaml", (ROOT / "layouts",), served, demo[0].parent / ".cache", NOW)
    checked = check_site(site, BuildOptions())
    assert shown(checked) == ""
    assert checked.files == len(sealed)
