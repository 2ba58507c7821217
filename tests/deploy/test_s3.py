"""Buckets by S3's protocol: requests counted, headers, caches, what the service refuses, a site served from one."""

from __future__ import annotations

import base64
import gzip
import hashlib
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from press.commands.deploy import deploy
from press.commands.results import DeployOptions
from press.deploy.change import is_nothing, plan_change
from press.deploy.manifest import DEPLOY_MANIFEST, HISTORY, DeployManifest, build_id, deploy_manifest_bytes
from press.deploy.objects import ObjectTarget
from press.deploy.s3 import S3Store
from press.model.problem import ExitCode, Refusal
from press.model.publication import DeployTarget
from press.model.site import BuildOptions
from tests.deploy.conftest import MakePlace
from tests.deploy.places import HERE, NOW, Place, catalogue, client_of, roll_back, send, send_to
from tests.deploy.proxy import Proxy, proxy_of
from tests.pages import Parsed
from tests.sites import NOW as SITE_NOW
from tests.sites import article, build_at, site_at, write_site


@pytest.fixture
def bucket(make_place: MakePlace) -> Place:
    return make_place("s3")


@pytest.fixture
def proxy(bucket: Place) -> Iterator[Proxy]:
    with proxy_of(bucket.endpoint) as running:
        yield running


def through(place: Place, proxy: Proxy) -> Place:
    proxy.seen.clear()
    return replace(place, endpoint=proxy.url)


def test_requests_are_few(bucket: Place, proxy: Proxy, tmp_path: Path) -> None:
    files = {**catalogue(1), **{f"2026/03/p{n}/index.html": b"page" for n in range(60)}}
    place = through(bucket, proxy)
    send(place, tmp_path / "site", files)
    # One look, one list, the marker twice (each asked for first), a request for each file.
    assert len(proxy.seen) == 1 + 1 + 4 + len(files)
    proxy.seen.clear()
    assert send(place, tmp_path / "site", files) is None
    assert len(proxy.seen) == 1, "nothing has changed: one look"
    proxy.seen.clear()
    send(place, tmp_path / "site", {**files, "2026/03/p7/index.html": b"page, corrected"})
    # As before, with a question whether the old page is ours still, its copy, and the list of its build.
    assert len(proxy.seen) == 1 + 1 + 4 + 1 + 3
    proxy.seen.clear()
    gone = {path: data for path, data in files.items() if "/p7/" not in path}
    send(place, tmp_path / "site", gone)
    assert len(proxy.writes) == 3 + 2 + 1, "three notes, a copy and a list, one request for all deletes"
    proxy.seen.clear()
    roll_back(place)
    assert len(proxy.seen) < 20


@pytest.mark.parametrize("sent", [False, pytest.param(True, marks=pytest.mark.soak)], ids=["told", "sent"])
def test_ten_thousand_files_that_have_not_changed_are_one_request(
    bucket: Place, proxy: Proxy, tmp_path: Path, sent: bool
) -> None:
    """The host holds them, or (quicker) its note says so."""
    files = {f"2026/03/p{n}/index.html": b"page %d" % n for n in range(10_000)}
    digests = {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}
    if sent:
        send(bucket, tmp_path / "site", files)
    else:
        form = bucket.open().format
        bucket.store().write(
            DEPLOY_MANIFEST, deploy_manifest_bytes(DeployManifest(build_id(digests), digests, form)), ""
        )
    target = through(bucket, proxy).open()
    live = target.fetch_state()
    assert is_nothing(plan_change(digests, live, format=target.format, now=NOW), live)
    assert [method for method, _ in proxy.seen] == ["GET"]


def test_headers_are_those_of_the_kind_of_file(bucket: Place, tmp_path: Path) -> None:
    files = {
        **catalogue(1),
        "feed.json": b"{}",
        "sitemap.xml": b"<x/>",
        "robots.txt": b"x",
        "assets/js/a.0123456789.js": b"x",
        "fonts/a.woff2": b"x",
        "images/a.webp": b"x",
        "CNAME": b"x",
        ".well-known/security.txt": b"x",
        "_underscore/a.html": b"x",
    }
    send(bucket, tmp_path / "site", files)
    head = {p: client_of(bucket.endpoint).head_object(Bucket=bucket.bucket, Key=f"opinion/{p}") for p in files}
    assert {path: told["ContentType"] for path, told in head.items()} == {
        "assets/css/press.0000000001.css": "text/css; charset=utf-8",
        "images/bridge.0000000000.jpg": "image/jpeg",
        "static.pdf": "application/pdf",
        "2026/03/rent/index.html": "text/html; charset=utf-8",
        "2026/03/piece-1/index.html": "text/html; charset=utf-8",
        "index.html": "text/html; charset=utf-8",
        "feed.xml": "application/rss+xml; charset=utf-8",
        "feed.json": "application/feed+json; charset=utf-8",
        "sitemap.xml": "application/xml; charset=utf-8",
        "robots.txt": "text/plain; charset=utf-8",
        "assets/js/a.0123456789.js": "text/javascript; charset=utf-8",
        "fonts/a.woff2": "font/woff2",
        "images/a.webp": "image/webp",
        "CNAME": "text/plain; charset=utf-8",
        ".well-known/security.txt": "text/plain; charset=utf-8",
        "_underscore/a.html": "text/html; charset=utf-8",
    }
    for_ever = {path for path, told in head.items() if "immutable" in told["CacheControl"]}
    assert for_ever == {path for path in files if path.startswith(("assets/", "images/bridge"))}
    assert head["index.html"]["CacheControl"] == "public, max-age=60, must-revalidate"


def test_compressed_files_say_so_and_are_what_they_were(bucket: Place, tmp_path: Path) -> None:
    def target() -> ObjectTarget:
        return ObjectTarget(bucket.store(), "s3", HERE, "/", compress=True)

    send(bucket, tmp_path / "site", catalogue(1))
    change = send_to(target(), tmp_path / "site", catalogue(1))
    assert change is not None, "kept in another form: all are sent again"
    assert len(change.sent) == len(catalogue(1))
    assert send_to(target(), tmp_path / "site", catalogue(1)) is None
    client = client_of(bucket.endpoint)
    page = client.get_object(Bucket=bucket.bucket, Key="opinion/index.html")
    assert page["ContentEncoding"] == "gzip"
    assert gzip.decompress(page["Body"].read()) == catalogue(1)["index.html"]
    assert "ContentEncoding" not in client.get_object(Bucket=bucket.bucket, Key="opinion/static.pdf")
    send_to(target(), tmp_path / "site", catalogue(3))
    roll_back(bucket)
    back = client.get_object(Bucket=bucket.bucket, Key="opinion/index.html")
    assert gzip.decompress(back["Body"].read()) == catalogue(1)["index.html"]
    assert back["ContentType"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("status", [503, 500, 0], ids=["throttled", "error", "line dead"])
def test_what_passes_is_waited_for(bucket: Place, proxy: Proxy, tmp_path: Path, status: int) -> None:
    place = through(bucket, proxy)
    proxy.fails = lambda number: status if number in {1, 6, 7} else None
    send(place, tmp_path / "site", catalogue(1))
    assert bucket.live() == catalogue(1)


def test_what_does_not_pass_is_incomplete_and_deletes_nothing(bucket: Place, proxy: Proxy, tmp_path: Path) -> None:
    send(bucket, tmp_path / "site", catalogue(1))
    place = through(bucket, proxy)
    proxy.fails = lambda number: 403 if number > 8 else None
    with pytest.raises(Refusal) as refused:
        send(place, tmp_path / "site", catalogue(3))
    assert refused.value.code == ExitCode.INCOMPLETE
    assert not [path for method, path in proxy.seen if method in {"POST", "DELETE"}]
    send(bucket, tmp_path / "site", catalogue(3))
    assert bucket.live()["2026/03/piece-3/index.html"] == catalogue(3)["2026/03/piece-3/index.html"]
    assert "2026/03/piece-1/index.html" not in bucket.live()


def test_a_bucket_that_is_not_there_is_said(bucket: Place) -> None:
    with pytest.raises(Refusal) as refused:
        replace(bucket, bucket="no-such-bucket").open().fetch_state()
    assert (refused.value.code, refused.value.message) == (ExitCode.REFUSED, "there is no bucket no-such-bucket")


def test_without_credentials_nothing_is_tried(bucket: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    fresh = S3Store(DeployTarget("s3", bucket=bucket.bucket, endpoint=bucket.endpoint, region="us-east-1"))
    with pytest.raises(Refusal) as refused:
        ObjectTarget(fresh, "s3", HERE, "/").fetch_state()
    assert refused.value.code == ExitCode.INCOMPLETE
    assert "valid keys" in refused.value.hint


def test_cloudfront_is_told_what_changed(bucket: Place, tmp_path: Path) -> None:
    import boto3

    client = boto3.client("cloudfront", endpoint_url=bucket.endpoint, region_name="us-east-1")
    origin = {"Id": "o", "DomainName": "b.s3.amazonaws.com", "S3OriginConfig": {"OriginAccessIdentity": ""}}
    made = client.create_distribution(
        DistributionConfig={
            "CallerReference": "a",
            "Origins": {"Quantity": 1, "Items": [origin]},
            "DefaultCacheBehavior": {"TargetOriginId": "o", "ViewerProtocolPolicy": "allow-all"},
            "Comment": "",
            "Enabled": True,
        }
    )["Distribution"]["Id"]
    target = DeployTarget("s3", bucket=bucket.bucket, endpoint=bucket.endpoint, region="us-east-1", cloudfront=made)

    def paths() -> list[list[str]]:
        listed = client.list_invalidations(DistributionId=made)["InvalidationList"].get("Items", [])
        found = [client.get_invalidation(DistributionId=made, Id=item["Id"]) for item in listed]
        return [sorted(one["Invalidation"]["InvalidationBatch"]["Paths"]["Items"]) for one in found]

    send_to(ObjectTarget(S3Store(target), "s3", HERE, "/opinion/"), tmp_path / "site", catalogue(1))
    assert paths() == [["/opinion/*"]]
    files = {**catalogue(1), "2026/03/rent/index.html": b"corrected"}
    send_to(ObjectTarget(S3Store(target), "s3", HERE, "/opinion/"), tmp_path / "site", files)
    assert ["/opinion/2026/03/rent/", "/opinion/2026/03/rent/index.html"] in paths()


def test_a_site_is_served_from_the_bucket(bucket: Place, tmp_path: Path) -> None:
    """By plain HTTP, as an editor's reader would come: every page and all that pages ask for."""
    base = f"{bucket.endpoint}/{bucket.bucket}/opinion/"
    body = "\n\n".join(f"Paragraph {n} on rent, tenants and the harbour wall of the city." for n in range(6))
    files = "".join(
        f"-- content/articles/2026-0{n}-02-piece-{n}.md --\n"
        + article(f"Piece {n}", f"2026-0{n}-02", body, topics=f"[t{n % 2}]", aliases=f"[old/{n}/]")
        for n in range(1, 7)
    )
    config = (
        "title: T\nurl: https://example.org/opinion/\ndeploy:\n  live:\n    target: s3\n    region: us-east-1\n"
        f"    bucket: {bucket.bucket}\n    prefix: opinion\n    endpoint: {bucket.endpoint}\n"
    )
    root = write_site(tmp_path / "root", f"-- config.yaml --\n{config}{files}")
    build_at(root)
    delivered = deploy(site_at(root), BuildOptions(), DeployOptions(), lambda _done, _total: None)
    client_of(bucket.endpoint).put_bucket_policy(
        Bucket=bucket.bucket,
        Policy='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject",'
        f'"Resource":"arn:aws:s3:::{bucket.bucket}/*"}}]}}',
    )
    waiting, seen, dead = [base], set(), []
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        try:
            kind, data = get(address)
        except urllib.error.HTTPError as error:
            dead.append(f"{address}: {error.code}")
            continue
        if kind.startswith("text/html"):
            assert kind == "text/html; charset=utf-8"
            page = Parsed()
            page.feed(data.decode())
            inside = (urljoin("https://example.org/opinion/" + address[len(base) :], a) for a in page.addresses)
            parts = (urlsplit(a) for a in inside if a.startswith("https://example.org/opinion/"))
            waiting += [base + part.path.removeprefix("/opinion/") for part in parts]
    assert dead == []
    assert len(seen) > 20
    assert {f"{base}2026/0{n}/piece-{n}/" for n in range(1, 7)} <= {unquote(address) for address in seen}
    moved = client_of(bucket.endpoint).head_object(Bucket=bucket.bucket, Key="opinion/old/1/index.html")
    assert moved["WebsiteRedirectLocation"] == "/opinion/2026/01/piece-1/"
    assert delivered.url == "https://example.org/opinion/"
    names = bucket.live()
    assert ".press.json" not in names
    assert DEPLOY_MANIFEST not in names
    assert not [name for name in names if name.startswith((HISTORY, ".gitignore"))]
    assert SITE_NOW == NOW


def get(address: str) -> tuple[str, bytes]:
    """Ask as a web server before the bucket does: a folder's address is that of its index.html."""
    with urllib.request.urlopen(address + "index.html" if address.endswith("/") else address, timeout=30) as answer:
        return answer.headers["Content-Type"], answer.read()


def test_deletes_carry_the_md5_of_the_body_as_sent_and_no_newer_checksum(
    bucket: Place, proxy: Proxy, tmp_path: Path
) -> None:
    place = replace(bucket, endpoint=proxy.url)
    files = catalogue(2)
    send(place, tmp_path / "build", files)
    proxy.seen.clear()
    proxy.bodies.clear()
    send(place, tmp_path / "build", {path: data for path, data in files.items() if "piece-2" not in path})
    deletes = [
        (headers, body)
        for (method, path), (headers, body) in zip(proxy.seen, proxy.bodies, strict=True)
        if method == "POST" and "delete" in urlsplit(path).query
    ]
    assert deletes
    for headers, body in deletes:
        assert b"<Delete" in body
        assert headers["content-md5"] == base64.b64encode(hashlib.md5(body).digest()).decode()
        assert not [name for name in headers if "checksum" in name or name == "x-amz-trailer"]
