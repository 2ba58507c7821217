"""What a running preview answers: as the host will, to nobody else, and nothing that was not built."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serve.previews import Preview, ask, running, say
from tests.sites import article, write_site

SECRET = b"SECRETWORD"
PAGE = "/opinion/2026/03/rent/"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write_site(
        tmp_path_factory.mktemp("site"),
        f"-- content/articles/2026-03-02-rent.md --\n{article('Rent', body='SECRETWORD', aliases='[old/rent/]')}"
        f"-- content/articles/2026-03-03-summer.md --\n{article('Été', slug='été')}"
        "-- secret.txt --\nOUTSIDEWORD\n"
        "-- .cache/preview-private/secret.txt --\nOUTSIDEWORD\n",
    )
    (root / "content/static").mkdir()
    (root / "content/static/file.txt").write_text("0123456789" * 200_000)
    (root / "content/static/paper.pdf").write_bytes(b"%PDF-1.7")
    return root


@pytest.fixture(scope="module")
def preview(root: Path) -> Iterator[Preview]:
    with running(root, "--allow-host", "preview.example.org") as started:
        yield started


def test_a_page_comes_as_its_host_will_send_it(preview: Preview) -> None:
    status, headers, body = preview.get(PAGE)
    assert status == 200
    assert SECRET in body
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert headers["content-security-policy"].startswith("default-src 'none'; img-src 'self'")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    assert headers["x-robots-tag"] == "noindex"
    assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert "server" not in headers
    assert body.count(b"/.press/reload.js") == 1


def test_head_says_the_same_without_a_body(preview: Preview) -> None:
    for path in (PAGE, "/opinion/file.txt", "/opinion/none/", "/opinion/feed.xml"):
        asked, told = preview.get(path), preview.get(path, "HEAD")
        assert told[0] == asked[0]
        assert told[1]["content-length"] == asked[1]["content-length"] == str(len(asked[2]))
        assert told[2] == b""


def test_types_and_ranges(preview: Preview) -> None:
    assert preview.get("/opinion/paper.pdf")[1]["content-type"] == "application/pdf"
    assert preview.get("/opinion/feed.xml")[1]["content-type"] == "application/rss+xml; charset=utf-8"
    status, headers, body = preview.get("/opinion/file.txt", Range="bytes=5-14")
    assert (status, body, headers["content-range"]) == (206, b"5678901234", "bytes 5-14/2000000")
    assert preview.get("/opinion/file.txt", Range="bytes=-3")[2] == b"789"
    status, headers, _ = preview.get("/opinion/file.txt", Range="bytes=2000000-")
    assert (status, headers["content-range"]) == (416, "bytes */2000000")
    assert len(preview.get("/opinion/file.txt")[2]) == 2_000_000


def test_older_addresses_and_folders_lead_on(preview: Preview) -> None:
    found = [preview.get(path) for path in ("/", "/opinion", "/opinion/old/rent/", PAGE.removesuffix("/"))]
    assert [(status, headers["location"]) for status, headers, _ in found] == [
        (302, "/opinion/"),
        (301, "/opinion/"),
        (301, PAGE),
        (301, PAGE),
    ]
    assert preview.get("/opinion/2026/03/%C3%A9t%C3%A9/")[0] == 200


def test_a_page_that_is_not_there_is_the_sites_own_404(preview: Preview) -> None:
    status, _, body = preview.get("/opinion/nothing/")
    assert status == 404
    assert b"Page not found" in body
    assert b"reload.js" in body  # it turns into the page when there is one


@pytest.mark.parametrize(
    "path",
    [
        *("/../secret.txt", "/opinion/../../secret.txt", "/opinion/../../../secret.txt"),
        *("/%2e%2e/secret.txt", "/opinion/%2e%2e%2f%2e%2e%2fsecret.txt", "/opinion/..%5c..%5csecret.txt"),
        *("/opinion/..%2fpreview-private/secret.txt", "/opinion/..%2f_site_private/secret.txt"),
        *("/opinion/%252e%252e/secret.txt", "/opinion/2026/03/rent/%00", "/opinion/%00secret.txt"),
        *("//secret.txt", "/opinion//2026/03/rent/", "/C:/secret.txt", "/opinion/C:%5csecret.txt"),
        *("/opinion/.press.json", "/opinion/_headers", "/opinion/_redirects", "/.press/", "/.press/../x"),
        *("/.press/problems.html", "/.press/ui/page.html", "/.press/%2e%2e/screens.py", "/%ff%fe", "/opinion/%0d%0ax"),
        *("http://evil.example/opinion/2026/03/rent/", "*", "/" + "a" * 100_000, "/opinion/secret.txt"),
    ],
)
def test_no_path_leads_out_of_what_was_built(preview: Preview, path: str) -> None:
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{preview.port}\r\nConnection: close\r\n\r\n"
    answer = say(preview.port, request.encode("latin-1"))
    status = int(answer.split(b" ")[1]) if answer else 400
    assert status in {400, 404, 414}, answer[:200]
    assert b"OUTSIDEWORD" not in answer
    assert b"secret.txt" not in answer
    assert b"/tmp" not in answer


def test_fragments_and_questions_say_nothing_of_a_file(preview: Preview) -> None:
    assert preview.get(f"{PAGE}?raw??")[0] == 200
    assert preview.get("/opinion/_headers?raw")[0] == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "TRACE", "OPTIONS", "PROPFIND"])
def test_other_methods_are_refused(preview: Preview, method: str) -> None:
    status, headers, body = preview.get(PAGE, method)
    assert status == 405
    assert SECRET not in body
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example"}, 421),
        ({"Host": "127.0.0.1.evil.com"}, 421),
        ({"Host": "127.0.0.1"}, 421),
        ({"Host": "127.0.0.1."}, 421),
        ({"Host": "192.168.0.7"}, 421),
        ({"Host": ""}, 400),
        ({"Host": "preview.example.org.evil.com"}, 421),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Host": "evil.example", "Origin": "http://evil.example"}, 421),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "iframe"}, 403),
        ({"Sec-Fetch-Site": "same-site", "Sec-Fetch-Dest": "empty"}, 403),
    ],
)
@pytest.mark.parametrize("path", [PAGE, "/.press/events?page=/", "/.press/state?page=/", "/.press/problems"])
def test_nothing_for_others(preview: Preview, headers: dict[str, str], status: int, path: str) -> None:
    found, told, body = ask(preview.port, path, "GET", {"Host": f"127.0.0.1:{preview.port}", **headers})
    assert found == status
    assert SECRET not in body
    assert "access-control-allow-origin" not in told
    assert len(body) < 100


def test_news_is_for_pages_of_ours(preview: Preview) -> None:
    here = f"http://127.0.0.1:{preview.port}"
    state = f"/.press/state?page={PAGE}"
    assert preview.get(state)[0] == 403
    assert preview.get(state, **{"Sec-Fetch-Site": "none"})[0] == 403
    for told in ({"Sec-Fetch-Site": "same-origin"}, {"Origin": here}, {"Referer": f"{here}{PAGE}"}):
        status, _, body = preview.get(state, **told)
        assert status == 200
        assert json.loads(body)["key"].encode() in preview.get(PAGE)[2]


def test_a_listed_name_is_answered(preview: Preview) -> None:
    assert ask(preview.port, PAGE, "GET", {"Host": "preview.example.org"})[0] == 200
    assert ask(preview.port, PAGE, "GET", {"Host": f"preview.example.org:{preview.port}"})[0] == 200


def test_only_this_machine_is_listened_to(preview: Preview) -> None:
    listening = Path("/proc/net/tcp")
    if not listening.exists():
        pytest.skip("this system does not say where it listens")
    wanted = f":{preview.port:04X}"
    found = [line.split()[1] for line in listening.read_text().splitlines()[1:] if line.split()[3] == "0A"]
    assert [address for address in found if address.endswith(wanted)] == [f"0100007F{wanted}"]


def test_slow_and_half_open_clients_keep_nobody_waiting(preview: Preview) -> None:
    with_nothing = [socket.create_connection(("127.0.0.1", preview.port)) for _ in range(50)]
    half = [socket.create_connection(("127.0.0.1", preview.port)) for _ in range(50)]
    for talk in half:
        talk.sendall(b"GET /opinion/file.txt HTTP/1.1\r\nHo")
    slow = [socket.create_connection(("127.0.0.1", preview.port)) for _ in range(20)]
    for talk in slow:  # asks for two megabytes and takes none of them
        talk.sendall(f"GET /opinion/file.txt HTTP/1.1\r\nHost: 127.0.0.1:{preview.port}\r\n\r\n".encode())
    started = time.monotonic()
    assert all(preview.get(PAGE)[0] == 200 for _ in range(10))
    assert time.monotonic() - started < 20
    for talk in (*with_nothing, *half, *slow):
        talk.close()


def test_many_streams_leave_room_for_pages(preview: Preview) -> None:
    """The oldest of more than three streams is sent away to ask from time to time."""
    request = (
        f"GET /.press/events?page={PAGE} HTTP/1.1\r\nHost: 127.0.0.1:{preview.port}\r\n"
        "Sec-Fetch-Site: same-origin\r\n\r\n"
    ).encode()
    streams = []
    for _ in range(5):
        talk = socket.create_connection(("127.0.0.1", preview.port), timeout=30)
        talk.sendall(request)
        assert b"data: {" in read_until(talk, b"}\n")
        streams.append(talk)
    assert b"event: ask" in read_until(streams[0], b"event: ask")
    for talk in streams:
        talk.close()


def read_until(talk: socket.socket, wanted: bytes) -> bytes:
    found = b""
    while wanted not in found:
        part = talk.recv(65536)
        assert part, found
        found += part
    return found


def test_a_built_folder_that_is_deleted_is_built_again(root: Path, preview: Preview) -> None:
    for path in (root / ".cache/preview/2026").rglob("*.html"):
        path.unlink()
    assert preview.get(PAGE)[0] == 200


def test_requests_are_answered_while_a_build_works(root: Path, preview: Preview) -> None:
    """A failing or working build and ten tabs: nobody waits long (the guard is ten times the promise)."""
    slowest = [0.0]
    ended = threading.Event()

    def tab() -> None:
        while not ended.is_set():
            started = time.monotonic()
            assert preview.get(PAGE)[0] == 200
            slowest[0] = max(slowest[0], time.monotonic() - started)

    tabs = [threading.Thread(target=tab) for _ in range(4)]
    for one in tabs:
        one.start()
    for n in range(6):
        date = "someday" if n % 2 else "2026-03-02"
        write_site(root, f"-- content/articles/2026-03-02-rent.md --\n{article('Rent', date=date, body=f'Turn {n}')}")
        time.sleep(0.3)
    ended.set()
    for one in tabs:
        one.join()
    assert slowest[0] < 5.0
