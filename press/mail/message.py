"""The two parts of a letter -> a message (RFC 5322) for one subscriber, with one-click unsubscribing (RFC 8058)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from html import escape
from urllib.parse import quote

# The library folds a long header at blanks, and one without blanks into encoded words, which no program takes for a
# link. RFC 5322 (2.1.1) allows a line 998 bytes: an address has at most 254, 762 in a link; its pattern is limited too.
_LONG_HEADERS = SMTP.clone(max_line_length=0)
_LONGEST_ADDRESS = 254  # RFC 5321, 4.5.3.1.3, as corrected by erratum 1690
HTML_LIMIT = 90 * 1024  # bytes; Gmail cuts a message at 102 KB of HTML


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it was rendered. `placeholder` stands for the subscriber's link in both parts."""

    subject: str
    html: str
    text: str
    publication: str
    sender: str
    unsubscribe: str
    placeholder: str
    moment: datetime


def ascii_address(address: str) -> str:
    """Return an e-mail address with its domain in the form of the DNS (RFC 5891).

    The library writes other letters in a domain as an encoded word, without an error, and no server can deliver that.
    Raises ValueError for what is no address, or has other letters before the @, which few servers take.
    """
    local, at, domain = address.strip().rpartition("@")
    if len(address.strip()) > _LONGEST_ADDRESS:
        raise ValueError(address)
    if not (at and local and domain and local.isascii() and local.isprintable()) or set(local) & set(' <>,;:"()[]\\'):
        raise ValueError(address)
    try:
        name = domain.encode("idna").decode("ascii")
    except UnicodeError as fault:
        raise ValueError(address) from fault
    if "." not in name or not all(part and set(part) <= _IN_DOMAIN for part in name.lower().split(".")):
        raise ValueError(address)
    return f"{local}@{name}"


_IN_DOMAIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")


def unsubscribe_link(pattern: str, address: str) -> str:
    """Return the subscriber's own link."""
    return pattern.replace("{address}", quote(address, safe=""))


def message_for(letter: Letter, address: str, message_id: str) -> EmailMessage:
    """Return the message for one subscriber. `message_id` without brackets. Raises ValueError for a bad address."""
    recipient = ascii_address(address)
    link = unsubscribe_link(letter.unsubscribe, address.strip())
    message = EmailMessage(policy=SMTP)
    message.set_content(letter.text.replace(letter.placeholder, link), cte="quoted-printable")
    html = letter.html.replace(letter.placeholder, escape(link))
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    message.set_boundary(f"=_{message_id.partition('@')[0]}")  # by itself it would be drawn by chance
    message.policy = _LONG_HEADERS  # after the parts, whose lines keep to the 76 bytes of RFC 2045
    headers: Mapping[str, str] = {
        "From": formataddr((letter.publication, ascii_address(letter.sender)), charset="utf-8"),
        "To": recipient,
        "Subject": letter.subject,
        "Date": format_datetime(letter.moment),
        "Message-ID": f"<{message_id}>",
        "List-Unsubscribe": f"<{link}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
    for name, value in headers.items():
        message[name] = value
    return message
