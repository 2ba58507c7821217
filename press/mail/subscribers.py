"""A list of subscribers -> addresses. Addresses are personal data: no message of ours names one, lines are numbered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from press.mail.message import ascii_address


@dataclass(frozen=True, slots=True)
class Subscribers:
    """Who gets the letter, each once, in the order of the list; `bad_lines` hold no address."""

    addresses: tuple[str, ...]
    bad_lines: tuple[int, ...]


def read_subscribers(text: str, left_out: str = "") -> Subscribers:
    """Read a list with an address a line; blank lines and those that begin with # are no addresses.

    `left_out` is a list of the same form: who has unsubscribed, or cannot be reached. Letters are compared without
    regard to case.
    """
    without = {_key(address) for _, address in _lines(left_out)}
    addresses: dict[str, str] = {}
    bad = []
    for number, line in _lines(text):
        try:
            ascii_address(line)
        except ValueError:
            bad.append(number)
            continue
        if _key(line) not in without:
            addresses.setdefault(_key(line), line)
    return Subscribers(tuple(addresses.values()), tuple(bad))


def _key(address: str) -> str:
    try:
        return ascii_address(address).casefold()
    except ValueError:
        return address.casefold()


def _lines(text: str) -> Iterable[tuple[int, str]]:
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield number, line.strip()
