"""Reporting a mistake by marking it: by keyboard, by touch, by every way that config knows, and without a script."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.hosting import Endpoint, endpoint, hosted
from tests.sites import article, build_at, write_site

BODY = """The ferry leaves at a quarter past seven, whatever the timetable says.

Nobody has counted the passengers since the census of 1998, and the harbour office knows it.

A third paragraph, so that there is something to come back to.

## The crossing

It takes eleven minutes."""
CONFIG = "title: Post\nurl: https://example.org/\n"
LONG = " ".join(f"слово{n}" for n in range(400))
PIECES = f"-- content/articles/2026-03-02-ferry.md --\n{article('Ferry', body=BODY)}" + (
    f"-- content/articles/2026-03-03-long.md --\n{article('Довга стаття', '2026-03-03', LONG, lang='uk')}"
)
PATH = "2026/03/ferry/"
REPORTED = "content/articles/2026-03-02-ferry.md"
# Marks `from` up to the end of `to` in the piece's text, as a reader's finger or shift and arrows do.
MARK = """([from, to]) => {
  const texts = document.createTreeWalker(document.querySelector(".text"), NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node; node = texts.nextNode();) {
    if (node.data.includes(from)) range.setStart(node, node.data.indexOf(from));
    if (node.data.includes(to)) { range.setEnd(node, node.data.indexOf(to) + to.length); break; }
  }
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


@dataclass
class Sites:
    """One site for each way that a report can go, and the endpoint of the third."""

    email: str
    issues: str
    endpoint: str
    context: Endpoint


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sites]:
    with ExitStack() as stack:
        context = stack.enter_context(endpoint())
        ways = {
            "email": "{email: desk@example.org}",
            "issues": "'https://tracker.example/new?label=text'",
            "endpoint": f"{{endpoint: '{context.address}'}}",
        }
        ways["issues"] = f"{{issues: {ways['issues']}}}"
        addresses = {}
        for way, setting in ways.items():
            root = tmp_path_factory.mktemp(way)
            config = f"-- content/static/favicon.ico --\n-- config.yaml --\n{CONFIG}corrections: {setting}\n"
            build_at(write_site(root, PIECES + config))
            addresses[way] = stack.enter_context(hosted(root / "site"))
        yield Sites(**addresses, context=context)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 900, "height": 700})
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    page = context.new_page()
    page.set_default_timeout(30_000)
    return page


def comes_true(page: Page, said: str) -> None:
    """Wait until JavaScript is true. Playwright's own way asks a second time by `eval`, which our pages forbid."""
    for _ in range(600):
        if page.evaluate(said):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"not true after 30 seconds: {said}")


def mark(page: Page, start: str, end: str = "") -> None:
    page.evaluate(MARK, [start, end or start])


def opened(page: Page, address: str) -> list[str]:
    """Open the page; return a list that fills with what it complains of."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address)
    expect(page.locator(".report")).to_be_visible()
    return said


def test_with_the_keyboard_alone(page: Page, sites: Sites) -> None:
    sites.context.answer = 200
    sites.context.reports.clear()
    said = opened(page, sites.endpoint + PATH)
    dialog = page.get_by_role("dialog", name="Report a mistake")
    page.keyboard.press("Control+Enter")
    expect(dialog).to_be_hidden()  # nothing is marked
    mark(page, "eaves at a quar")
    page.keyboard.press("Control+Enter")
    expect(dialog).to_be_visible()
    expect(dialog.locator("mark")).to_have_text("leaves at a quarter")  # whole words
    expect(dialog.get_by_role("textbox")).to_be_focused()
    page.keyboard.type("It is half past.")
    focused = []
    for _ in range(5):  # a modal dialog lets focus go to the browser's own bars, never to the page behind it
        page.keyboard.press("Tab")
        focused.append(page.evaluate("document.activeElement.closest('.report-dialog, .piece, .masthead')?.className"))
    assert set(focused) <= {"report-dialog", None}
    dialog.get_by_role("textbox").focus()
    page.keyboard.press("Tab")
    expect(dialog.get_by_role("button", name="Send")).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("status")).to_have_text("Sent. Thank you, somebody will read it.")
    expect(dialog.get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    comes_true(page, "getSelection().toString() === 'eaves at a quar'")  # back where the reader was
    (report,) = sites.context.reports
    assert report == {
        "url": f"https://example.org/{PATH}#:~:text=leaves%20at%20a%20quarter",
        "source": REPORTED,
        "quote": "leaves at a quarter",
        "before": report["before"],
        "after": "past seven, whatever the timetable says. Nobody has",
        "comment": "It is half past.",
    }
    assert report["before"].endswith("The ferry")
    assert len(report["before"]) <= 60
    assert said == []


@pytest.mark.parametrize("answer", [500, 0])
def test_what_could_not_be_sent_is_not_lost(page: Page, sites: Sites, answer: int) -> None:
    sites.context.answer = answer
    opened(page, sites.endpoint + PATH)
    mark(page, "census")
    page.keyboard.press("Meta+Enter")
    page.keyboard.type("It was 1997.")
    page.keyboard.press("Control+Enter")  # sends from the comment as well
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("status")).to_contain_text("could not be sent")
    expect(dialog.get_by_role("textbox")).to_have_value("It was 1997.")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    comes_true(page, "getSelection().toString() === 'census'")
    sites.context.answer = 200
    sites.context.reports.clear()
    page.keyboard.press("Control+Enter")  # the words are marked again, the comment is still there
    expect(dialog.get_by_role("status")).to_be_empty()
    page.keyboard.press("Control+Enter")
    expect(dialog.get_by_role("status")).to_have_text("Sent. Thank you, somebody will read it.")
    assert [(report["quote"], report["comment"]) for report in sites.context.reports] == [("census", "It was 1997.")]


def test_an_endpoint_that_never_answers_is_given_up(page: Page, sites: Sites) -> None:
    page.clock.install()
    sites.context.is_silent = True
    opened(page, sites.endpoint + PATH)
    mark(page, "census")
    page.keyboard.press("Control+Enter")
    status = page.get_by_role("dialog").get_by_role("status")
    page.keyboard.press("Control+Enter")
    expect(status).to_have_text("Sending …")
    page.keyboard.press("Control+Enter")  # once is enough
    page.clock.fast_forward(16_000)
    expect(status).to_contain_text("could not be sent")
    sites.context.silence.set()
    sites.context.is_silent = False


def test_by_touch(browser: Browser, sites: Sites) -> None:
    sites.context.answer = 200
    sites.context.reports.clear()
    context = browser.new_context(viewport={"width": 375, "height": 700}, has_touch=True, is_mobile=True)
    page = context.new_page()
    said = opened(page, sites.endpoint + PATH)
    expect(page.locator(".report")).to_contain_text("touch “Report a mistake”", use_inner_text=True)
    button = page.get_by_role("button", name="Report a mistake")
    expect(button).to_be_hidden()
    page.locator(".text p").first.tap()
    mark(page, "whatever")
    expect(button).to_be_visible()
    box, text = button.bounding_box(), page.locator(".text p").first.bounding_box()
    assert box
    assert text
    assert box["height"] >= 24
    assert 0 <= box["x"] <= box["x"] + box["width"] <= 375
    assert text["y"] <= box["y"] <= text["y"] + text["height"] + 40  # by the words
    button.tap()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("mark")).to_have_text("whatever")
    expect(button).to_be_hidden()
    dialog.get_by_role("button", name="Send").tap()
    expect(dialog.get_by_role("status")).to_contain_text("Sent.")
    dialog.get_by_role("button", name="Close").tap()
    expect(dialog).to_be_hidden()
    context.close()
    assert sites.context.reports[0]["quote"] == "whatever"
    # One word could stand anywhere: its neighbours say which.
    assert "text=past%20seven%2C-,whatever,-the%20timetable" in sites.context.reports[0]["url"]
    assert said == []


def test_by_mail(page: Page, sites: Sites) -> None:
    said = opened(page, sites.email + PATH)
    mark(page, "census", "A third")
    page.keyboard.press("Control+Enter")
    page.keyboard.type("It was 1997 & half past.")
    dialog = page.get_by_role("dialog")
    link = dialog.get_by_role("link", name="Write the mail")
    address = link.get_attribute("href") or ""
    mail = urlsplit(address)
    assert (mail.scheme, mail.path) == ("mailto", "desk@example.org")
    fields = parse_qs(mail.query)
    assert fields["subject"] == ["Correction: Ferry"]
    (body,) = fields["body"]
    assert body.startswith("It was 1997 & half past.\n")
    assert "[[ census of 1998, and the harbour office knows it. A third ]] paragraph, so that" in body
    # Many words are found by both their ends.
    assert f"https://example.org/{PATH}#:~:text=census%20of%201998%2C%20and,A%20third\n" in body
    assert body.endswith(REPORTED)
    page.keyboard.press("Control+Enter")
    expect(dialog.get_by_role("status")).to_contain_text("Your mail program has the report.")
    # The browser says, sooner or later, that it has handed the mail on; nothing else.
    assert set(said) <= {f"Launched external handler for '{address}'."}


def test_a_mail_stays_short_enough_whatever_is_marked(page: Page, sites: Sites) -> None:
    opened(page, sites.email + "2026/03/long/")
    mark(page, "слово10 ", "слово390")
    page.keyboard.press("Control+Enter")
    page.get_by_role("textbox").fill("Ї" * 2000)
    link = page.locator(".report-send").get_attribute("href") or ""
    assert 1500 < len(link) < 2000
    fields = parse_qs(urlsplit(link).query)
    assert fields["subject"] == ["Виправлення: Довга стаття"]
    assert "ЇЇЇЇЇ" in fields["body"][0]
    assert "слово10 слово11" in fields["body"][0]
    assert "https://example.org/2026/03/long/\ncontent/articles/2026-03-03-long.md" in fields["body"][0]


def test_by_a_form_elsewhere(page: Page, context: BrowserContext, sites: Sites) -> None:
    context.route("https://tracker.example/**", lambda route: route.fulfill(body="a form"))
    opened(page, sites.issues + PATH)
    mark(page, "timetable")
    page.keyboard.press("Control+Enter")
    page.keyboard.type("Which one?")
    with context.expect_page() as tab:
        page.keyboard.press("Control+Enter")
    tab.value.wait_for_load_state()
    form = urlsplit(tab.value.url)
    fields = parse_qs(form.query)
    assert (form.hostname, fields["label"], fields["title"]) == ("tracker.example", ["text"], ["Correction: Ferry"])
    assert "Which one?" in fields["body"][0]
    assert "[[ timetable ]]" in fields["body"][0]
    expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text("opened in another tab")


@pytest.mark.parametrize(("start", "end"), [("come back", ""), ("knows it", "come back"), ("Nobody has", "knows it")])
def test_a_fragment_leads_back_to_the_words(browser: Browser, sites: Sites, start: str, end: str) -> None:
    context = browser.new_context(viewport={"width": 375, "height": 250})
    page = context.new_page()
    opened(page, sites.email + PATH)
    mark(page, start, end)
    page.keyboard.press("Control+Enter")
    link = page.locator(".report-send").get_attribute("href") or ""
    fragment = "#" + parse_qs(urlsplit(link).query)["body"][0].split("#")[1].split("\n")[0]
    # Followed as a reader does, by a click on another page: a script may not look for words.
    page.goto(sites.email + "corrections/")
    page.set_content(f'<a href="{sites.email}{PATH}{fragment}">the words</a>')
    page.get_by_role("link").click()
    expect(page.locator(".text p", has_text=start)).to_be_in_viewport()
    comes_true(page, "scrollY > 50")
    context.close()


def test_without_a_script_the_link_remains(browser: Browser, sites: Sites) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(sites.email + PATH)
    link = page.get_by_role("link", name="Suggest a correction")
    assert unquote(link.get_attribute("href") or "").startswith("mailto:desk@example.org?subject=Correction: Ferry")
    for hidden in (".report", ".report-button", ".report-dialog", "[data-copy]"):
        expect(page.locator(hidden)).to_be_hidden()
    page.goto(sites.endpoint + PATH)
    sites.context.reports.clear()
    sites.context.answer = 200
    page.get_by_text("Suggest a correction or clarification").click()
    page.get_by_role("textbox", name="What is wrong").fill("The year.")
    with page.expect_response(sites.context.address):
        page.get_by_role("button", name="Send").click()
    context.close()
    assert sites.context.reports == [{"url": f"https://example.org/{PATH}", "source": REPORTED, "comment": "The year."}]


def test_the_policy_names_the_endpoint_only_where_there_is_one(tmp_path: Path, sites: Sites) -> None:
    root = write_site(tmp_path, PIECES)
    build_at(root)
    assert "http" not in (root / "site/_headers").read_text().split("Content-Security-Policy: ")[1].splitlines()[0]
    assert "data-way" not in (root / "site/2026/03/ferry/index.html").read_text()


def test_a_link_is_copied(browser: Browser, sites: Sites) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(sites.email + PATH)
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator(".share-state")).to_have_text("The link is copied.")
    assert page.evaluate("navigator.clipboard.readText()") == f"https://example.org/{PATH}"
    page.get_by_role("link", name="Link to this part").click()
    comes_true(page, "async () => (await navigator.clipboard.readText()).endsWith('#text-the-crossing')")
    assert page.evaluate("navigator.clipboard.readText()") == f"https://example.org/{PATH}#text-the-crossing"
    assert page.url.endswith("#text-the-crossing")
    context.close()
