"""Letter and subscribers -> messages at an SMTP server, one for each, each at most once but for one in flight."""

from __future__ import annotations

import secrets
import smtplib
import ssl
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from press.mail.message import Letter, ascii_address, message_for
from press.mail.progress import Progress
from press.model.problem import ExitCode, Refusal

_SECONDS = 60  # that a server may take for an answer
_IMPLICIT_TLS = 465  # RFC 8314
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Server:
    """An SMTP server. `user` and `password` are "" where it asks for none."""

    host: str
    port: int
    user: str = ""
    password: str = ""

    @property
    def is_local(self) -> bool:
        """Whether it runs on this machine, where nothing has to be encrypted."""
        return self.host in {"localhost", "127.0.0.1"}


@dataclass(frozen=True, slots=True)
class Sending:
    """What became of the messages: how many were sent now, had been sent before, and were refused by the server.

    `waiting`: the server asked to try them again later; the same command does so.
    """

    sent: int
    before: int
    refused: int
    waiting: int


def send(letter: Letter, addresses: Sequence[str], server: Server, progress: Progress) -> Sending:
    """Send the letter to everybody who does not have it yet.

    A message is written down once the server has answered. A kill repeats at most the one in flight, with the same
    Message-ID. Raises Refusal where the server cannot be reached or takes no more; then the run can go on.
    """
    queue = deque(address for address in addresses if progress.mark_of(address) not in progress.sent)
    before, refused, waiting = len(addresses) - len(queue), 0, []
    total, failures = len(queue), 0
    while queue:
        try:
            with _connection(server) as smtp:
                while queue:
                    answer = _send_one(smtp, letter, queue[0], progress)
                    refused += answer == "refused"
                    if answer == "later":
                        waiting.append(queue[0])
                    queue.popleft()
                    failures = 0
        except smtplib.SMTPAuthenticationError as fault:
            hint = "set PRESS_SMTP_USER and PRESS_SMTP_PASSWORD"
            raise _refusal(server, "does not take the name and password", hint) from fault
        except (smtplib.SMTPException, OSError) as fault:
            failures += 1
            if failures == _TRIES:
                what = f"takes no more after {total - len(queue)} of {total} messages ({type(fault).__name__})"
                raise _refusal(server, what, "run the same command again: it goes on from there") from fault
    return Sending(total - refused - len(waiting), before, refused, len(waiting))


def send_one(letter: Letter, address: str, server: Server) -> None:
    """Send the letter to one address. Raises Refusal (USAGE) for no address, (ENVIRONMENT) where it is not taken."""
    domain = ascii_address(letter.sender).rpartition("@")[2]
    try:
        message = message_for(letter, address, f"{secrets.token_hex(16)}@{domain}")
    except ValueError:
        raise Refusal(f"{address} is no address", code=ExitCode.USAGE, hint="--test you@example.org") from None
    try:
        with _connection(server) as smtp:
            smtp.send_message(message)
    except (smtplib.SMTPException, OSError) as fault:
        raise _refusal(server, f"did not take the message ({type(fault).__name__})", "is the server right?") from fault


def _send_one(
    smtp: smtplib.SMTP, letter: Letter, address: str, progress: Progress
) -> Literal["sent", "refused", "later"]:
    """Send one message and write its end down. Raises SMTPException where the server stops answering."""
    mark, domain = progress.mark_of(address), ascii_address(letter.sender).rpartition("@")[2]
    answer: Literal["sent", "refused"] = "sent"
    try:
        smtp.send_message(message_for(letter, address, f"{mark}@{domain}"), to_addrs=[ascii_address(address)])
    except smtplib.SMTPRecipientsRefused as fault:
        if _is_temporary(fault):
            return "later"
        answer = "refused"
    progress.add(mark)
    return answer


def _is_temporary(fault: smtplib.SMTPRecipientsRefused) -> bool:
    """Whether a server may take the message later (RFC 5321, 4.2.1: replies of the form 4yz)."""
    return all(400 <= code < 500 for code, _ in fault.recipients.values())


def _refusal(server: Server, what: str, hint: str) -> Refusal:
    return Refusal(f"{server.host}:{server.port} {what}", code=ExitCode.ENVIRONMENT, hint=hint)


@contextmanager
def _connection(server: Server) -> Iterator[smtplib.SMTP]:
    """Connect, encrypted unless the server is on this machine, and sign in where there is a user."""
    context = ssl.create_default_context()
    if server.port == _IMPLICIT_TLS:
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=_SECONDS, context=context)
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=_SECONDS)
    try:
        if server.port != _IMPLICIT_TLS and not server.is_local:
            smtp.starttls(context=context)
        if server.user:
            smtp.login(server.user, server.password)
        yield smtp
    finally:
        smtp.close()
