"""The keys below `newsletter:` in config.yaml."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import urlsplit

from press.model.newsletter import NewsletterRules
from press.read.schema.addresses import Email
from press.read.schema.fields import FieldReader, Keys, Line, mistake, some_text
from press.read.schema.pieces import key
from press.read.schema.settings import Count

_LONGEST = 200  # with the subscriber's address it has to fit on a line of a mail's head
_SERVER = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?:\d{1,5}")


def _unsubscribe(value: object) -> str:
    text = some_text(value)
    if len(text) > _LONGEST:
        raise mistake(f"{{key}} is longer than {_LONGEST} characters", "shorten it")
    if urlsplit(text).scheme != "https" or not urlsplit(text).netloc or re.search(r"[\s<>]", text):
        raise mistake("{key} takes an https address", "{key}: https://example.org/unsubscribe?address={address}")
    if text.count("{address}") != 1 or re.search(r"[{}]", text.replace("{address}", "")):
        raise mistake(
            "{key} says {address} once, where the subscriber's goes", "{key}: https://example.org/leave?who={address}"
        )
    return text


def _server(value: object) -> str:
    text = some_text(value)
    if not _SERVER.fullmatch(text):
        raise mistake("{key} takes a host and a port", "{key}: smtp.example.org:587")
    return text


_TEXT = {"type": "string"}


class NewsletterKeys(Keys):
    """The week by mail."""

    sender: Email = key("The address that the letters come from.", "opinion@example.org")
    unsubscribe: Annotated[str, FieldReader(_unsubscribe, _TEXT, blank=False)] = key(
        "The link that ends a subscription at once; {address} becomes the subscriber's.",
        "https://example.org/unsubscribe?address={address}",
    )
    imprint: Line = key("Who publishes, and where: stands at the foot.", "The Harbour Post, 1 Quay Street, Velsund")
    server: Annotated[str, FieldReader(_server, _TEXT)] = key(
        "The SMTP server, with its port.", "smtp.example.org:587", default=""
    )
    pieces: Count = key("At most so many pieces stand in one letter.", "20", default=20)


def newsletter_rules(keys: NewsletterKeys | None) -> NewsletterRules | None:
    """Return the keys as the model's value."""
    if keys is None:
        return None
    return NewsletterRules(keys.sender, keys.unsubscribe, keys.imprint, keys.server, keys.pieces)
