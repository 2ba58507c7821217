"""A bucket -> an address at which readers find it, as the website hosting of such a service serves one."""

from __future__ import annotations

import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from press.deploy.change import plan_change
from press.deploy.local import manifest_files
from press.deploy.objects import ObjectTarget
from press.deploy.s3 import S3Store
from press.deploy.target import Build
from press.model.publication import DeployTarget
from tests.deploy.places import HERE, NOW, client_of

_TOLD = ("Content-Type", "Content-Encoding", "Cache-Control")


def put_into_bucket(folder: Path, endpoint: str, bucket: str, *, compress: bool = False) -> None:
    """Make a bucket that everybody may read, and deploy a built folder there."""
    client = client_of(endpoint)
    client.create_bucket(Bucket=bucket)
    client.put_bucket_policy(
        Bucket=bucket,
        Policy='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject",'
        f'"Resource":"arn:aws:s3:::{bucket}/*"}}]}}',
    )
    store = S3Store(DeployTarget("s3", bucket=bucket, endpoint=endpoint, region="us-east-1"))
    target = ObjectTarget(store, "s3", HERE, "/", compress)
    files = manifest_files(folder)
    change = plan_change(files, target.fetch_state(), format=target.format, now=NOW)
    target.publish(change, Build(str(folder), files, {}), lambda _done, _total: None, forget=False)


@contextmanager
def website(bucket: str, policy: str = "") -> Iterator[str]:
    """Serve what lies at the address of a bucket: `index.html` for folders, `404.html` for what is not there.

    `policy` is sent along, as a content network in front of the bucket would. Yields an address.
    """

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            try:
                self._answer(200, path + "index.html" if path.endswith("/") else path)
            except urllib.error.HTTPError as missing:
                missing.close()
                self._answer(404, "/404.html")

        def _answer(self, status: int, path: str) -> None:
            with urllib.request.urlopen(bucket + path, timeout=60) as found:
                body = found.read()
                self.send_response(status)
                for name in _TOLD:
                    if name in found.headers:
                        self.send_header(name, found.headers[name])
            self.send_header("Content-Length", str(len(body)))
            if policy:
                self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: a test's output is pytest's."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
