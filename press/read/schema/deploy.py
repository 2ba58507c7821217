"""The keys below `deploy:` in config.yaml: where the site goes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator

from press.read.schema.addresses import Web
from press.read.schema.fields import FieldReader, Flag, Keys, Name, mistake, one_of, some_text
from press.read.schema.pieces import key

Kind = Literal["s3", "git", "rsync", "folder"]
# What each kind of target takes, and which of it must be written.
TAKEN: Mapping[str, frozenset[str]] = {
    "s3": frozenset({"bucket", "prefix", "region", "endpoint", "cloudfront", "compress"}),
    "git": frozenset({"remote", "branch"}),
    "rsync": frozenset({"to"}),
    "folder": frozenset({"path"}),
}
NEEDED: Mapping[str, str] = {"s3": "bucket", "git": "branch", "rsync": "to", "folder": "path"}
_EXAMPLES: Mapping[str, str] = {
    "bucket": "courier-opinion",
    "branch": "gh-pages",
    "to": "deploy@example.org:/srv/www/opinion",
    "path": "../published",
}
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_BRANCH = re.compile(r"(?![-/.])(?!.*(?:\.\.|//|@\{|\.lock$|[/.]$))[\w./-]+")
_NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*", re.IGNORECASE)
_PREFIX = re.compile(r"(?!.*\.\.)/?[\w.-]+(?:/[\w.-]+)*/?")
_TO = re.compile(r"(?!-)(?:[^\s/:]+:)?[^\s:'\"-][^:'\"\n]*")


def _matching(pattern: re.Pattern[str], what: str, example: str) -> FieldReader:
    def read(value: object) -> str:
        text = some_text(value)
        if not pattern.fullmatch(text):
            raise mistake(f'"{text[:60]}" is no {what}', f"{{key}}: {example}")
        return text

    return FieldReader(read, {"type": "string"})


def _remote(value: object) -> str:
    text = some_text(value)
    if text.startswith("-") or re.search(r"\s", text):
        raise mistake(f'"{text[:60]}" is no remote', "{key}: origin")
    parts = urlsplit(text)
    if parts.password or (parts.scheme in {"http", "https"} and parts.username):  # a name alone may be a token
        raise mistake("{key} holds a password; config is no place for one", "take it out; git asks its own keychain")
    return text


def _target_name(value: object) -> str:
    text = some_text(value)
    if not _NAME.fullmatch(text):
        raise mistake(f'"{text[:40]}" cannot be the name of a target', "live: {target: s3, bucket: courier-opinion}")
    return text


Bucket = Annotated[str, _matching(_BUCKET, "name of a bucket", _EXAMPLES["bucket"])]
Branch = Annotated[str, _matching(_BRANCH, "name of a branch", _EXAMPLES["branch"])]
Prefix = Annotated[str, _matching(_PREFIX, "prefix", "opinion/")]
To = Annotated[str, _matching(_TO, "place that rsync knows", _EXAMPLES["to"])]
Remote = Annotated[str, FieldReader(_remote, {"type": "string"})]
TargetName = Annotated[str, FieldReader(_target_name, {"type": "string"})]


class TargetKeys(Keys):
    """One place that the site is deployed to. Keys and passwords for it never stand here."""

    target: Annotated[Kind, one_of("s3", "git", "rsync", "folder")] = key("What it is: s3, git, rsync or folder.", "s3")
    bucket: Bucket = key("s3: the bucket.", "courier-opinion", default="")
    prefix: Prefix = key("s3: where in the bucket the site begins.", "opinion/", default="")
    region: Name = key("s3: the region; else the environment's.", "eu-central-1", default="")
    endpoint: Web = key("s3: the address of another service than Amazon's.", "https://s3.example.org", default="")
    cloudfront: Name = key("s3: the id of a CloudFront distribution to tell of changes.", "E2EXAMPLE", default="")
    compress: Flag = key("s3: true keeps pages, styles and feeds gzipped.", "true", default=False)
    remote: Remote = key("git: the remote's name or address; else origin.", "origin", default="")
    branch: Branch = key("git: the branch; never the one that the sources are on.", "gh-pages", default="")
    to: To = key("rsync: a folder, or one on a server.", _EXAMPLES["to"], default="")
    path: Name = key("folder: the folder, from the site's own.", "../published", default="")


def _fitting(keys: TargetKeys) -> TargetKeys:
    kind, written = keys.target, keys.model_fields_set - {"target"}
    wrong = sorted(written - TAKEN[kind])
    if wrong:
        taken = ", ".join(sorted(TAKEN[kind]))
        raise mistake(f"a target of kind {kind} takes no {wrong[0]}", f"it takes {taken}")
    needed = NEEDED[kind]
    if not getattr(keys, needed):
        raise mistake(f"a target of kind {kind} needs {needed}", f"{needed}: {_EXAMPLES[needed]}")
    return keys


Targets = dict[TargetName, Annotated[TargetKeys, AfterValidator(_fitting)]]
