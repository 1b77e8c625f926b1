"""Files are sent from the upload page: several at once, through whatever the line does."""

import hashlib
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser import axe
from tests.browser.served import Served, serve, sign_in
from tests.media import samples

A_WHILE = 60_000
RECORDING = re.compile(r"/recordings/[0-9a-f-]{36}$")
HEAVIEST = 130_000  # bytes of everything the page loads


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serve(tmp_path_factory.mktemp("sending")) as running:
        yield running


@pytest.fixture
def context(browser: Browser, served: Served) -> Iterator[BrowserContext]:
    made = browser.new_context(base_url=served.url, viewport={"width": 360, "height": 780})
    made.add_cookies([{"name": "language", "value": "en", "url": served.url}])
    made.set_default_timeout(15_000)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext, served: Served) -> Page:
    opened = sign_in(context.new_page(), served.facilitator)
    opened.on("dialog", lambda dialog: dialog.accept())
    opened.goto(address(served))
    return opened


def address(served: Served) -> str:
    return f"/sessions/{served.session.id}/recordings/new"


def large(folder: Path, name: str, megabytes: int = 9) -> Path:
    """A recording that takes several stretches: real sound, and more behind it."""
    path = folder / name
    noise = random.Random(name).randbytes(megabytes << 20)  # noqa: S311 - only has to differ
    path.write_bytes(samples.sample("wav").read_bytes() + noise)
    return path


def choose(page: Page, *paths: Path) -> None:
    page.locator("input[type=file]").set_input_files(list(paths))
    page.get_by_role("button", name="Send the recording").click()


def row(page: Page, path: Path) -> Any:
    return page.locator(".sending").filter(has_text=path.name)


def says(page: Page, sentence: str) -> Any:
    """What the row of a file says."""
    return page.locator(".sending").get_by_text(sentence)


def arrived(page: Page, path: Path) -> Any:
    return row(page, path).get_by_text("Arrived whole: every byte is as it is here.")


def is_here(served: Served, *paths: Path) -> None:
    """Each file is kept, once, byte for byte."""
    found = [kept.sha256 for kept in served.kept()]
    for path in paths:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        assert found.count(digest) == 1
        [kept] = [one for one in served.kept() if one.sha256 == digest]
        assert served.master(kept) == path.read_bytes()


class Line:
    """The network between the page and the house."""

    def __init__(self, page: Page, kilobytes: int = 1500) -> None:
        self.session = page.context.new_cdp_session(page)
        self.session.send("Network.enable")
        self.limits = {"latency": 20, "downloadThroughput": -1, "uploadThroughput": kilobytes << 10}
        self.cut(offline=False)

    def cut(self, *, offline: bool = True) -> None:
        self.session.send("Network.emulateNetworkConditions", self.limits | {"offline": offline})


def test_several_files_arrive_whole_and_a_known_one_is_pointed_out(page, served, tmp_path):
    files = [large(tmp_path, f"бөлім {n}.wav", n) for n in (1, 5, 3)]
    scale = axe.Scale(page)
    page.goto(address(served))
    assert scale.weigh() < HEAVIEST
    choose(page, *files)
    for path in files:
        expect(arrived(page, path)).to_be_visible(timeout=A_WHILE)
    is_here(served, *files)
    axe.check(page)
    axe.fits(page)
    page.set_viewport_size({"width": 1280, "height": 800})
    axe.check(page)
    choose(page, files[1])
    known = "was already here; it was not kept a second time"
    expect(says(page, known)).to_be_visible(timeout=A_WHILE)
    is_here(served, *files)
    href = page.locator("a[data-look]").last.get_attribute("href")
    assert re.fullmatch(r"/recordings/[0-9a-f-]{36}", href)


def test_one_file_alone_leads_to_its_recording(page, served, tmp_path):
    path = large(tmp_path, "жалғыз.wav", 1)
    choose(page, path)
    page.wait_for_url(RECORDING, timeout=A_WHILE)
    is_here(served, path)


def test_it_is_paused_and_goes_on_from_there(page, context, served, tmp_path):
    path = large(tmp_path, "кідіріс.wav")
    Line(page)
    choose(page, path)
    line = row(page, path)
    expect(line.get_by_text(re.compile(r"MB a second · \d+:\d\d left"))).to_be_visible()
    line.get_by_role("button", name="Pause").click()
    expect(line.get_by_text("Paused at")).to_be_visible()
    page.wait_for_timeout(1500)  # what was on its way when it was pressed still counts
    before = served.uploads(path.name)[-1].received
    page.wait_for_timeout(1500)
    assert served.uploads(path.name)[-1].received == before
    line.get_by_role("button", name="Go on").click()
    page.wait_for_url(RECORDING, timeout=A_WHILE)
    is_here(served, path)


def test_a_killed_server_and_a_lost_network_cost_nothing_that_arrived(
    page, context, served, tmp_path
):
    path = large(tmp_path, "үзіліс.wav", 12)
    line = Line(page)
    choose(page, path)
    waits_for_bytes(page, served, path)
    served.stop(kill=True)
    try:
        expect(says(page, "The connection is gone. It goes on by itself")).to_be_visible()
    finally:
        served.start()
    expect(says(page, "MB a second")).to_be_visible(timeout=A_WHILE)
    line.cut()
    expect(says(page, "The connection is gone. It goes on by itself")).to_be_visible()
    line.cut(offline=False)
    page.wait_for_url(RECORDING, timeout=A_WHILE)
    is_here(served, path)
    assert len(served.uploads(path.name)) == 1


def sign_out(context: BrowserContext) -> Page:
    """In another window, as a person does."""
    other = context.new_page()
    other.goto("/sessions")
    other.get_by_text("Menu").click()
    other.get_by_role("button", name="Sign out", exact=True).filter(visible=True).click()
    expect(other.get_by_label("Passphrase", exact=True)).to_be_visible()
    return other


def waits_for_bytes(page: Page, served: Served, path: Path) -> None:
    for _moment in range(150):
        if any(one.received for one in served.uploads(path.name)):
            return
        page.wait_for_timeout(100)
    pytest.fail("nothing arrives")


def test_after_a_reload_the_same_file_goes_on_where_it_stopped(page, context, served, tmp_path):
    path = large(tmp_path, "жаңарту.wav")
    Line(page)
    choose(page, path)
    waits_for_bytes(page, served, path)
    page.reload()
    stood = served.uploads(path.name)[-1]
    assert 0 < stood.received < stood.length
    assert path.name not in page.evaluate("JSON.stringify({...localStorage})")
    choose(page, path)
    page.wait_for_url(RECORDING, timeout=A_WHILE)
    is_here(served, path)
    assert served.uploads(path.name)[-1].id == stood.id
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes('upload'))") == []


def test_cancelling_leaves_nothing(page, context, served, tmp_path):
    path = large(tmp_path, "бас тарту.wav")
    Line(page)
    choose(page, path)
    waits_for_bytes(page, served, path)
    row(page, path).get_by_role("button", name="Cancel").click()
    expect(says(page, "Cancelled. Nothing was kept.")).to_be_visible()
    page.wait_for_timeout(500)
    assert served.uploads(path.name)[-1].state == "ended"
    assert path.name not in [kept.original_name for kept in served.kept()]


def test_a_refusal_is_the_houses_own_sentence(page, served, tmp_path):
    empty = tmp_path / "бос.wav"
    empty.touch()
    choose(page, empty)
    expect(says(page, "The file is empty: it has no content at all.")).to_be_visible()
    page.context.add_cookies([{"name": "language", "value": "ru", "url": served.url}])
    page.reload()
    page.locator("input[type=file]").set_input_files(empty)
    page.locator("main form .btn.do").click()
    expect(page.locator(".sending .error")).to_contain_text("Файл пуст")


def test_whoever_is_signed_out_sends_on_after_signing_in_again(page, context, served, tmp_path):
    path = large(tmp_path, "шығу.wav")
    Line(page)
    choose(page, path)
    waits_for_bytes(page, served, path)
    other = sign_out(context)
    expect(says(page, "You are signed out. Sign in in another window")).to_be_visible()
    sign_in(other, served.facilitator)
    page.wait_for_url(RECORDING, timeout=A_WHILE)
    is_here(served, path)
    assert len(served.uploads(path.name)) == 1


def test_nothing_is_sent_in_another_persons_name(page, context, served, tmp_path):
    path = large(tmp_path, "басқа.wav")
    Line(page)
    choose(page, path)
    waits_for_bytes(page, served, path)
    other = sign_out(context)
    expect(says(page, "You are signed out. Sign in in another window")).to_be_visible()
    sign_in(other, served.make.facilitator(name="Асқар"))
    expect(says(page, "Somebody else has signed in here")).to_be_visible(timeout=A_WHILE)
    sent = served.uploads(path.name)
    assert {one.uploaded_by for one in sent} == {served.facilitator.id}


def test_without_scripts_the_form_takes_one_file(browser, context, page, served, tmp_path):
    path = large(tmp_path, "жай.wav", 1)
    still = browser.new_context(
        base_url=served.url, storage_state=context.storage_state(), java_script_enabled=False
    )
    plain = still.new_page()
    plain.goto(address(served))
    expect(plain.get_by_text("Several files may be chosen at once")).to_be_hidden()
    choose(plain, path)
    expect(plain.get_by_text("The recording is safe here.")).to_be_visible()
    is_here(served, path)
    still.close()
