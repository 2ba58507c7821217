"""The week by mail: what the letter holds, and that everybody gets it once, from a real SMTP server that fails."""

from __future__ import annotations

import asyncio
import email
import random
import re
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from press.commands.newsletter import newsletter_of
from press.mail.message import Letter, ascii_address, message_for
from press.mail.progress import open_progress
from press.mail.send import Server, send
from press.mail.subscribers import read_subscribers
from press.model.problem import Refusal
from press.model.site import BuildOptions
from tests.dom import tree_of
from tests.sites import article, site_at, write_site
from tests.tracked import ROOT

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
CONFIG = (
    "title: Кур’єр & Post\nurl: https://example.org/opinion/\ntimezone: Europe/Kyiv\nnewsletter:\n"
    "  sender: desk@пошта.example\n  unsubscribe: https://example.org/leave?a={address}&l=" + "x" * 120 + "\n"
    "  imprint: The Post, 1 Quay Street\n"
)
LETTER = Letter(
    subject="The Post: a week",
    html="<p>Words <a href='\ue000'>leave</a></p>",
    text="Words \ue000",
    publication="The Post",
    sender="desk@example.org",
    unsubscribe="https://example.org/leave?a={address}",
    placeholder="\ue000",
    moment=NOW,
)


class Inbox:
    """Takes messages as a server does. `answers`: replies to addresses other than 250; `drops`: ends a connection."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.answers: dict[str, str] = {}
        self.drops: set[int] = set()
        self.seen = 0

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Refuse the addresses that are to be refused."""
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep the message, or end the connection before it is taken."""
        self.seen += 1
        if self.seen in self.drops:
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
            return "421 gone"
        content = envelope.content
        assert isinstance(content, bytes)
        message = email.message_from_bytes(content, policy=default)
        assert isinstance(message, EmailMessage)
        self.messages.append(message)
        return "250 OK"

    def ids(self) -> Counter[tuple[str, str]]:
        """Return how often each address got which message."""
        return Counter((message["To"], message["Message-ID"]) for message in self.messages)


@pytest.fixture
def inbox() -> Iterator[tuple[Inbox, Server]]:
    taken = Inbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(taken, hostname="127.0.0.1", port=port)
    controller.start()
    yield taken, Server("127.0.0.1", port)
    controller.stop()


def letter_of(root: Path, pieces: str, **options: str) -> Letter:
    write_site(root, f"-- config.yaml --\n{CONFIG}{pieces}")
    letter, _ = newsletter_of(site_at(root, now=NOW), BuildOptions(), **options)
    return letter


def piece(name: str, date: str, **keys: str) -> str:
    return f"-- content/articles/{name}.md --\n{article(name.title(), date, **keys)}"


PIECES = (
    piece("marker-new", "2026-11-25", dek="'Five & six <words>'")
    + piece("marker-monday", "'2026-11-23 00:00'")
    + piece("marker-sunday", "'2026-11-22 23:59'")
    + piece("marker-embargo", "'2026-11-30 15:00'")
    + piece("marker-draft", "2026-11-24", draft="true")
    + piece("marker-gone", "2026-11-24", expires="2026-11-26")
    + piece("marker-retracted", "2026-11-24", corrections="[{date: 2026-11-25, type: retraction, text: Withdrawn.}]")
    + piece("marker-paid", "2026-11-24", kind="sponsored", sponsor="{name: Bank}")
    + piece("old", "2026-03-02", corrections="[{date: 2026-11-25, type: correction, text: It was *six*.}]")
)


def test_a_week_holds_what_readers_could_see_in_it(tmp_path: Path) -> None:
    letter = letter_of(tmp_path, PIECES, week="2026-W48")
    for part in (letter.html, letter.text):
        assert {*re.findall(r"Marker-\w+", part)} == {"Marker-New", "Marker-Monday", "Marker-Retracted"}
        assert "https://example.org/opinion/2026/11/marker-new/" in part
        assert "Withdrawn." in part, "a retraction stands among the corrections"
        assert "The Post, 1 Quay Street" in part
    assert "Five & six <words>" in letter.text
    assert "It was six." in letter.text
    assert letter.subject == "Кур’єр & Post: November 23, 2026 to November 29, 2026"
    page = tree_of(letter.html)
    assert {link.get("href") for link in page.iter("a")} >= {"https://example.org/opinion/", letter.placeholder}
    assert all("://" in (link.get("href") or "") or link.get("href") == letter.placeholder for link in page.iter("a"))


def test_the_newest_pieces_stand_in_a_letter_of_limited_length(tmp_path: Path) -> None:
    pieces = "".join(piece(f"piece-{day:02}", f"2026-11-{day:02}") for day in range(1, 27))
    letter = letter_of(tmp_path, pieces, since="2026-11-01")
    assert letter.text.count("/2026/11/") == 20
    assert "6 more pieces came out" in letter.text


@pytest.mark.parametrize("options", [{"week": "2026-48"}, {"week": "2026-W54"}, {"since": "yesterday"}])
def test_a_week_or_a_day_that_is_none_is_said(tmp_path: Path, options: dict[str, str]) -> None:
    with pytest.raises(Refusal, match="does not take"):
        letter_of(tmp_path, PIECES, **options)


def test_a_message_is_read_back_by_another_reader(tmp_path: Path) -> None:
    letter = letter_of(tmp_path, PIECES, week="2026-W48")
    data = message_for(letter, "anna+news@bücher.example", "1@example.org").as_bytes()
    message = email.message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)
    link = f"https://example.org/leave?a=anna%2Bnews%40b%C3%BCcher.example&l={'x' * 120}"
    assert message["List-Unsubscribe"] == f"<{link}>"
    assert f"List-Unsubscribe: <{link}>".encode() in data, "on one line, not as encoded words"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["To"] == "anna+news@xn--bcher-kva.example"
    assert message["From"] == "Кур’єр & Post <desk@xn--80a1acn3a.example>"
    text, html = (message.get_body((form,)) for form in ("plain", "html"))
    assert text is not None
    assert html is not None
    assert link in text.get_content()
    assert link.replace("&", "&amp;") in html.get_content()
    assert letter.placeholder not in text.get_content() + html.get_content()
    assert max(map(len, data.split(b"\r\n"))) <= 998


@pytest.mark.parametrize(
    "address",
    ["", "anna", "@b.example", "anna@", "anna@b", "an na@b.example", "анна@b.example", "a@b..example", "<a@b.example>",
     "a@b.example\nBcc: c@d.example", "a,b@c.example", f"a@{'b' * 250}.example", "a@-\x00.example"],
)  # fmt: skip
def test_what_is_no_address_is_not_written_to(address: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        ascii_address(address)


def test_a_list_names_everybody_once_but_those_left_out() -> None:
    read = read_subscribers(
        "# ours\n\na@x.example\nA@x.example\n bad line \nb@x.example\nc@BÜCHER.example\n",
        "B@X.example\nc@bücher.example",
    )
    assert (read.addresses, read.bad_lines) == (("a@x.example",), (5,))


def test_refusals_and_delays_of_single_addresses_stop_nobody(tmp_path: Path, inbox: tuple[Inbox, Server]) -> None:
    taken, server = inbox
    taken.answers = {"b@x.example": "550 no such user", "c@x.example": "451 try again later"}
    everybody = [f"{letter}@x.example" for letter in "abcd"]
    with open_progress(tmp_path / "sent", "2026-W48") as progress:
        sending = send(LETTER, everybody, server, progress)
    assert (sending.sent, sending.refused, sending.waiting) == (2, 1, 1)
    taken.answers = {}
    with open_progress(tmp_path / "sent", "2026-W48") as progress:
        sending = send(LETTER, everybody, server, progress)
    assert (sending.sent, sending.before) == (1, 3)
    assert sorted(message["To"] for message in taken.messages) == ["a@x.example", "c@x.example", "d@x.example"]


def test_a_connection_that_ends_is_begun_again(tmp_path: Path, inbox: tuple[Inbox, Server]) -> None:
    taken, server = inbox
    taken.drops = {2, 3, 7}
    everybody = [f"{number}@x.example" for number in range(8)]
    with open_progress(tmp_path / "sent", "2026-W48") as progress:
        assert send(LETTER, everybody, server, progress).sent == len(everybody)
    assert set(taken.ids().values()) == {1}
    assert len(taken.ids()) == len(everybody)


def test_a_server_that_is_not_there_is_said_and_nothing_is_lost(tmp_path: Path, inbox: tuple[Inbox, Server]) -> None:
    taken, server = inbox
    taken.drops = set(range(3, 50))
    everybody = [f"{number}@x.example" for number in range(5)]
    with (
        open_progress(tmp_path / "sent", "2026-W48") as progress,
        pytest.raises(Refusal, match="after 2 of 5 messages"),
    ):
        send(LETTER, everybody, server, progress)
    taken.drops = set()
    with open_progress(tmp_path / "sent", "2026-W48") as progress:
        assert send(LETTER, everybody, server, progress).sent == 3
    assert set(taken.ids().values()) == {1}


def test_the_file_of_progress_is_nobody_elses(tmp_path: Path, inbox: tuple[Inbox, Server]) -> None:
    _, server = inbox
    file = tmp_path / "sent"
    with open_progress(file, "2026-W48") as progress:
        send(LETTER, ["anna@x.example"], server, progress)
    assert file.stat().st_mode & 0o777 == 0o600
    assert "anna" not in file.read_text()
    with pytest.raises(Refusal, match="belongs to the issue 2026-W48"):
        open_progress(file, "2026-W49")
    other = tmp_path / "list.txt"
    other.write_text("anna@x.example\n")
    with pytest.raises(Refusal, match="is not a file of a newsletter's progress"):
        open_progress(other, "2026-W48")


def kill_and_repeat(folder: Path, inbox: tuple[Inbox, Server], everybody: int, kills: int) -> None:
    """Send by the command line, killed again and again; then let it end."""
    taken, server = inbox
    config = f"{CONFIG}  server: {server.host}:{server.port}\n"
    write_site(folder, f"-- config.yaml --\n{config}{piece('new', '2026-11-25')}")
    addresses = [f"reader{number}@x.example" for number in range(everybody)]
    (folder / "list.txt").write_text("\n".join(addresses))
    command = [
        sys.executable,
        str(ROOT / "build.py"),
        "newsletter",
        "--root",
        str(folder),
        "--week",
        "2026-W48",
        "--yes",
    ]
    command += ["--send", str(folder / "list.txt"), "--progress", str(folder / "sent"), "--now", NOW.isoformat()]
    chance = random.Random(1)
    for _ in range(kills):
        before = len(taken.messages)
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
            wanted = before + chance.randrange(1, max(2, everybody // kills // 2))
            while len(taken.messages) < wanted and process.poll() is None:
                time.sleep(0.001)
            process.send_signal(signal.SIGKILL)
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert "0 refused, 0 to be tried again" in done.stdout
    got = Counter(message["To"] for message in taken.messages)
    assert got.keys() == set(addresses)
    assert sum(got.values()) <= everybody + kills
    assert max(got.values()) <= 1 + kills
    assert len(taken.ids()) == everybody, "a message that was repeated has the same Message-ID"


def test_killed_again_and_again_nobody_is_left_out(tmp_path: Path, inbox: tuple[Inbox, Server]) -> None:
    kill_and_repeat(tmp_path, inbox, everybody=120, kills=3)


@pytest.mark.soak
def test_ten_thousand_readers_and_thirty_kills(tmp_path: Path, inbox: tuple[Inbox, Server]) -> None:
    kill_and_repeat(tmp_path, inbox, everybody=10_000, kills=30)
