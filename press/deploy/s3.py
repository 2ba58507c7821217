"""A bucket of S3, or of any service that speaks its protocol -> a store of objects. boto3 is loaded when needed."""

from __future__ import annotations

import base64
import gzip
import hashlib
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

from press.deploy.store import WORKERS, Upload
from press.deploy.target import AGAIN, changed_meanwhile, incomplete
from press.model.problem import ExitCode, Refusal
from press.model.publication import DeployTarget

MOST_DELETES = 1_000  # in one request
MOST_PURGES = 100  # above this one wildcard is cheaper, and quicker
TRIES = 8
_LOST = frozenset({"NoSuchKey", "404", "NotFound"})
_CONFLICT = frozenset({"PreconditionFailed", "412", "ConditionalRequestConflict", "409"})

_KEYS = "give boto3 valid keys (environment, ~/.aws or the machine's role), then run the same command again"
_HINTS = {
    **dict.fromkeys(("NoCredentialsError", "ExpiredToken", "InvalidAccessKeyId", "SignatureDoesNotMatch"), _KEYS),
    "AccessDenied": "these keys may not do that: docs/hosting.md lists the rights that a deployment needs",
    "EndpointConnectionError": "look at endpoint: and region: in config.yaml, and at the line; then run it again",
    "NoRegionError": "write region: into the target in config.yaml",
}


class S3Store:
    """Objects below a prefix of a bucket. Credentials come from where boto3 looks for them, never from config."""

    def __init__(self, target: DeployTarget) -> None:
        try:
            import boto3
            from botocore.config import Config
        except ModuleNotFoundError as missing:
            message = "deploying to s3 needs the package boto3, which is not installed"
            raise Refusal(message, code=ExitCode.ENVIRONMENT, hint="make extras") from missing
        settings = Config(
            retries={"max_attempts": TRIES, "mode": "standard"},
            max_pool_connections=WORKERS,
            connect_timeout=10,
            read_timeout=60,
            # Other services than Amazon's do not know the newer checksums; Content-MD5 is known to all.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        self._bucket = target.bucket
        self._prefix = f"{target.prefix.strip('/')}/" if target.prefix.strip("/") else ""
        self._distribution = target.cloudfront
        self._name = f"s3://{target.bucket}/{self._prefix}"
        with self._failing():
            session = boto3.session.Session(region_name=target.region or None)
            self.client: Any = session.client("s3", endpoint_url=target.endpoint or None, config=settings)
            self.client.meta.events.register("before-call.s3.DeleteObjects", _with_content_md5)
            self.caches: Any = None
            if target.cloudfront:
                self.caches = session.client("cloudfront", endpoint_url=target.endpoint or None, config=settings)

    @property
    def has_caches(self) -> bool:
        """Whether config names a CloudFront distribution."""
        return self.caches is not None

    def read(self, path: str) -> tuple[bytes, str] | None:
        """Return an object's bytes and ETag; None: there is none."""
        with self._failing():
            found = self._find("get_object", path)
            if found is None:
                return None
            data: bytes = found["Body"].read()
            return gzip.decompress(data) if found.get("ContentEncoding") == "gzip" else data, str(found["ETag"])

    def write(self, path: str, data: bytes, version: str | None) -> str:
        """Put a note of ours if the version that is there is still `version`.

        Asked first and then told to the service as a condition: not every service heeds conditions.
        """
        if version is None:
            return self._put_note(path, data, {})
        if self._version(path) != version:
            raise changed_meanwhile(self._name)
        try:
            return self._put_note(path, data, {"IfMatch": version} if version else {"IfNoneMatch": "*"})
        except Refusal as refusal:
            found = self.read(path) if refusal.code == ExitCode.REFUSED else None
            if found and found[0] == data:  # ours after all: the answer to a first try was lost
                return found[1]
            raise

    def listing(self) -> frozenset[str]:
        """Return every path; a request for each thousand."""
        found = []
        with self._failing():
            pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=self._prefix)
            for page in pages:
                found += [item["Key"][len(self._prefix) :] for item in page.get("Contents", ())]
        return frozenset(path for path in found if path)

    def digest_of(self, path: str) -> str:
        """Return the SHA-256 that the object was put with, "" when there is none, or another's."""
        with self._failing():
            found = self._find("head_object", path)
        return str(found["Metadata"].get("sha256", "")) if found else ""

    def put(self, upload: Upload) -> None:
        """Put a file; the service compares what has arrived with its MD5."""
        headers = upload.headers
        data = gzip.compress(upload.data, mtime=0) if headers.encoding == "gzip" else upload.data
        more = {"ContentEncoding": headers.encoding} if headers.encoding else {}
        if headers.redirect:
            more["WebsiteRedirectLocation"] = headers.redirect
        with self._failing():
            self.client.put_object(
                Bucket=self._bucket,
                Key=self._prefix + upload.path,
                Body=data,
                ContentMD5=_md5(data),
                ContentType=headers.type,
                CacheControl=headers.cache,
                Metadata={"sha256": upload.sha256},
                **more,
            )

    def copy(self, source: str, path: str, redirect: str) -> None:
        """Copy an object inside the bucket; where a page points elsewhere is all that does not travel with it."""
        more = {"WebsiteRedirectLocation": redirect} if redirect else {}
        with self._failing():
            self.client.copy_object(
                Bucket=self._bucket,
                Key=self._prefix + path,
                CopySource={"Bucket": self._bucket, "Key": self._prefix + source},
                **more,
            )

    def delete(self, paths: Sequence[str]) -> None:
        """Delete objects, a thousand a request."""
        for start in range(0, len(paths), MOST_DELETES):
            keys = [{"Key": self._prefix + path} for path in paths[start : start + MOST_DELETES]]
            with self._failing():
                done = self.client.delete_objects(Bucket=self._bucket, Delete={"Objects": keys, "Quiet": True})
            if done.get("Errors"):
                first = done["Errors"][0]
                raise incomplete(f"{self._name}: {first.get('Key')} could not be deleted: {first.get('Message')}")

    def purge(self, base: str, paths: Sequence[str]) -> None:
        """Progress CloudFront to ask for these again, by the addresses that readers use, whatever the prefix."""
        if self.caches is None:
            return
        wanted = sorted({form for path in paths for form in _addresses(base + quote(path))})
        items = wanted if wanted and len(wanted) <= MOST_PURGES else [f"{base}*"]
        batch = {"Paths": {"Quantity": len(items), "Items": items}, "CallerReference": uuid.uuid4().hex}
        with self._failing():
            self.caches.create_invalidation(DistributionId=self._distribution, InvalidationBatch=batch)

    def _put_note(self, path: str, data: bytes, condition: Mapping[str, str]) -> str:
        with self._failing():
            put = self.client.put_object(
                Bucket=self._bucket,
                Key=self._prefix + path,
                Body=data,
                ContentMD5=_md5(data),
                ContentType="application/json; charset=utf-8",
                CacheControl="no-store",
                **condition,
            )
        return str(put["ETag"])

    def _version(self, path: str) -> str:
        with self._failing():
            found = self._find("head_object", path)
        return str(found["ETag"]) if found else ""

    def _find(self, call: str, path: str) -> dict[str, Any] | None:
        """Ask for an object, None when there is none. Errors: botocore's."""
        from botocore.exceptions import ClientError

        try:
            found: dict[str, Any] = getattr(self.client, call)(Bucket=self._bucket, Key=self._prefix + path)
        except ClientError as error:
            if error.response.get("Error", {}).get("Code") in _LOST:
                return None
            raise
        return found

    @contextmanager
    def _failing(self) -> Iterator[None]:
        """Say in words what the service would not do."""
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            yield
        except ClientError as error:
            told = error.response.get("Error", {})
            code, message = str(told.get("Code", "")), str(told.get("Message") or error)
            if code in _CONFLICT:
                raise changed_meanwhile(self._name) from error
            if code == "NoSuchBucket":
                hint = "look at bucket: in config.yaml; docs/hosting.md says how a bucket is made"
                message = f"there is no bucket {self._bucket}"
                raise Refusal(message, code=ExitCode.REFUSED, hint=hint) from error
            raise incomplete(f"{self._name}: {message} ({code})", _HINTS.get(code, AGAIN)) from error
        except BotoCoreError as error:
            raise incomplete(f"{self._name}: {error}", _HINTS.get(type(error).__name__, AGAIN)) from error


def _with_content_md5(params: dict[str, Any], **_: object) -> None:
    """Give a request that deletes objects the Content-MD5 that the protocol asks for, and no newer checksum.

    https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html: botocore sends a CRC32 in its place since
    1.36, which many services that speak the protocol refuse.
    """
    params["headers"]["Content-MD5"] = _md5(params["body"])
    params["context"].get("checksum", {}).pop("request_algorithm", None)


def _md5(data: bytes) -> str:
    return base64.b64encode(hashlib.md5(data, usedforsecurity=False).digest()).decode()


def _addresses(address: str) -> Iterator[str]:
    """The addresses by which readers ask for a file."""
    yield address
    if address.endswith("/index.html"):
        yield address.removesuffix("index.html")
