"""How the week goes out by mail, as config.yaml says it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NewsletterRules:
    """`sender`: the address that letters come from. `unsubscribe`: the link that ends a subscription, with {address}.

    `imprint`: who publishes, as the law of many countries wants it in every mail. `server`: host and port of the SMTP
    server. `pieces`: at most so many in one letter.
    """

    sender: str
    unsubscribe: str
    imprint: str
    server: str = ""
    pieces: int = 20
