"""Everybody's browser: who came in once stays in; a page listens to complaints."""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, expect

from stories.foundation.access import Role
from tests.browser.demo.house import Demo


class Visits:
    """Browsers by role and language, opened when first wanted."""

    def __init__(self, browser: Browser, demo: Demo) -> None:
        self.browser, self.demo = browser, demo
        self.cookies: dict[Role | None, Any] = {None: {"cookies": [], "origins": []}}
        self.open: dict[tuple[object, ...], BrowserContext] = {}
        self.told: dict[Page, list[str]] = {}

    @contextmanager
    def page(
        self,
        role: Role | None,
        language: str = "kk",
        *,
        width: int = 360,
        cold: bool = False,
        **more: Any,
    ) -> Iterator[Page]:
        """A page in the browser of a role, left empty; a cold one has loaded nothing before."""
        take = self._new if cold else self._kept
        context = take(role, language, **more)
        page = context.pages[0] if context.pages else self._listening(context)
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme="light")
        self.told[page].clear()
        try:
            yield page
        except BaseException:
            (context if cold else page).close()  # whoever comes next begins on a new one
            raise
        if cold:
            context.close()
        else:
            page.goto("about:blank")

    def complaints(self, page: Page) -> list[str]:
        """Errors, broken policies, and requests that left the house.

        The browser calls a page that asks again (422) an error; to a person it is a sentence.
        """
        return [line for line in self.told[page] if "status of 422 " not in line]

    def close(self) -> None:
        for context in self.open.values():
            context.close()

    def _kept(self, role: Role | None, language: str, **more: Any) -> BrowserContext:
        key = (role, language, *more.items())
        if key not in self.open:
            self.open[key] = self._new(role, language, **more)
        return self.open[key]

    def _new(self, role: Role | None, language: str, **more: Any) -> BrowserContext:
        if role not in self.cookies:
            self.cookies[role] = self._come_in(role)
        home = self.demo.house.url
        context = self.browser.new_context(base_url=home, storage_state=self.cookies[role], **more)
        context.add_cookies([{"name": "language", "value": language, "url": home}])
        context.set_default_timeout(15_000)
        return context

    def _come_in(self, role: Role | None) -> Any:
        context = self.browser.new_context(base_url=self.demo.house.url)
        page = context.new_page()
        if role is Role.FAMILY:
            enter(page, self.demo)
            enter(page, self.demo, "mine")
            enter(page, self.demo, "narrator")
        elif role:
            sign_in(page, self.demo, role)
        state = context.storage_state()
        context.close()
        return state

    def _listening(self, context: BrowserContext) -> Page:
        page = context.new_page()
        told: list[str] = []
        self.told[page] = told
        home = self.demo.house.url
        page.on("console", lambda line: told.append(line.text) if line.type == "error" else None)
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("request", lambda asked: told.append(asked.url) if left(asked.url, home) else None)
        return page


def left(url: str, home: str) -> bool:
    """Whether a request goes to another host."""
    return not url.startswith((home, "data:", "blob:"))


def sign_in(page: Page, demo: Demo, role: Role) -> None:
    page.goto("/sign-in")
    page.locator("input[name=email]").fill(demo.staff[role])
    page.locator("input[name=passphrase]").fill(demo.secrets["passphrase"])
    page.locator("main form .btn.do").click()
    expect(page.locator("form[action='/sign-out']").first).to_be_attached()


def enter(page: Page, demo: Demo, room: str = "reading") -> None:
    """Give the PIN at a door of families, or of one person."""
    page.goto(demo.url(f"{room}.room"))
    page.locator("input[name=pin]").fill(
        demo.secrets["pin" if room == "reading" else f"{room}.pin"]
    )
    page.locator("main form .btn.do").click()
    expect(page.locator("input[name=pin]")).to_have_count(0)


def send_plan(page: Page) -> None:
    """Send the plan of a session; a warning about free hours is read and said yes to."""
    with page.expect_response(lambda answer: answer.request.method == "POST") as sent:
        page.locator("main form .btn.do").click()
    if sent.value.status == HTTPStatus.UNPROCESSABLE_ENTITY:
        page.locator("input[name=outside]").check()
        page.locator("main form .btn.do").click()
