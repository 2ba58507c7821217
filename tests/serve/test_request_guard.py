"""Who is answered: names, origins, and what browsers say of who asks."""

from __future__ import annotations

import pytest

from press.serve.request_guard import RequestFacts, RequestGuard, is_loopback, make_request_guard

OWN = "127.0.0.1:8000"


def request_guard(*further: str, host: str = "127.0.0.1", port: int = 8000) -> RequestGuard:
    return make_request_guard(host, port, further)


@pytest.mark.parametrize("host", [OWN, "localhost:8000", "LOCALHOST:8000", "[::1]:8000"])
def test_our_names_are_answered(host: str) -> None:
    assert request_guard().refusal(RequestFacts("GET", (host,))) == 0


@pytest.mark.parametrize(
    "hosts",
    [
        (),
        ("",),
        ("evil.example",),
        ("evil.example:8000",),
        ("127.0.0.1.evil.com:8000",),
        ("localhost.evil.example:8000",),
        ("127.0.0.1",),
        ("127.0.0.1:80",),
        ("127.0.0.1:8001",),
        ("127.0.0.1.:8000",),
        ("localhost.:8000",),
        ("0.0.0.0:8000",),
        ("127.1:8000",),
        ("2130706433:8000",),
        ("192.168.1.7:8000",),
        ("user@127.0.0.1:8000",),
        ("127.0.0.1:8000 ",),
        ("127.0.0.1:8000,evil.example",),
        (OWN, "evil.example"),
        (OWN, OWN),
    ],
)
def test_other_names_are_not(hosts: tuple[str, ...]) -> None:
    assert request_guard().refusal(RequestFacts("GET", hosts)) == 421


def test_the_port_is_left_out_where_it_is_the_usual_one() -> None:
    assert request_guard(port=80).refusal(RequestFacts("GET", ("localhost",))) == 0
    assert request_guard(port=80).refusal(RequestFacts("GET", ("localhost:80",), origin="http://localhost")) == 0


def test_a_listed_name_is_answered_with_our_port_or_none_and_one_with_a_port_only_so() -> None:
    open_gate = request_guard("Preview.Example.org", "desk.example:9000")
    for host in ("preview.example.org", "preview.example.org:8000", "desk.example:9000"):
        assert open_gate.refusal(RequestFacts("GET", (host,))) == 0
    for host in ("preview.example.org:9000", "desk.example", "desk.example:8000"):
        assert open_gate.refusal(RequestFacts("GET", (host,))) == 421
    assert open_gate.refusal(RequestFacts("GET", ("preview.example.org",), origin="https://preview.example.org")) == 0


def test_an_address_that_is_listened_at_is_a_name_but_all_addresses_are_none() -> None:
    assert request_guard(host="192.168.1.7").refusal(RequestFacts("GET", ("192.168.1.7:8000",))) == 0
    assert request_guard(host="0.0.0.0").refusal(RequestFacts("GET", ("0.0.0.0:8000",))) == 421
    assert request_guard(host="fe80::1").refusal(RequestFacts("GET", ("[fe80::1]:8000",))) == 0


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "TRACE", "OPTIONS", "CONNECT", "PATCH", "get"])
def test_only_get_and_head(method: str) -> None:
    assert request_guard().refusal(RequestFacts(method, (OWN,))) == 405


@pytest.mark.parametrize(
    "origin",
    ["null", "", "http://evil.example", "http://127.0.0.1", "http://127.0.0.1:8001", "https://127.0.0.1:8000"],
)
def test_pages_of_others_are_refused(origin: str) -> None:
    assert request_guard().refusal(RequestFacts("GET", (OWN,), origin=origin)) == 403
    assert not request_guard().is_own(RequestFacts("GET", (OWN,), origin=origin))


def test_a_name_made_to_mean_our_address_is_refused_whatever_its_origin() -> None:
    asked = RequestFacts("GET", ("evil.example:8000",), origin="http://evil.example:8000", site="same-origin")
    assert request_guard().refusal(asked) == 421


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_others_may_lead_to_a_page_and_use_nothing(site: str) -> None:
    assert request_guard().refusal(RequestFacts("GET", (OWN,), site=site, destination="document")) == 0
    for destination in ("image", "script", "iframe", "empty", ""):
        assert request_guard().refusal(RequestFacts("GET", (OWN,), site=site, destination=destination)) == 403


def test_a_page_of_ours_shows_itself_in_one_of_three_ways() -> None:
    assert request_guard().is_own(RequestFacts("GET", (OWN,), site="same-origin"))
    assert request_guard().is_own(RequestFacts("GET", (OWN,), origin=f"http://{OWN}"))
    assert request_guard().is_own(RequestFacts("GET", (OWN,), referer=f"http://{OWN}/opinion/"))
    for asked in (
        RequestFacts("GET", (OWN,)),
        RequestFacts("GET", (OWN,), site="none"),
        RequestFacts("GET", (OWN,), site="cross-site", origin=f"http://{OWN}"),
        RequestFacts("GET", (OWN,), referer="http://evil.example/"),
        RequestFacts("GET", (OWN,), referer="127.0.0.1:8000"),
    ):
        assert not request_guard().is_own(asked)


def test_loopback() -> None:
    assert all(map(is_loopback, ["127.0.0.1", "127.8.8.8", "::1", "localhost"]))
    assert not any(map(is_loopback, ["0.0.0.0", "::", "192.168.1.7", "desk.example", ""]))
