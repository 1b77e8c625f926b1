"""axe-core on a page, and what it weighs."""

from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Page, Response

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@cache
def source() -> str:
    if not AXE.exists():
        pytest.skip("axe-core is not installed (npm ci)")
    return AXE.read_text(encoding="utf-8")


def check(page: Page) -> None:
    """Fail with every violation axe finds on the page as it stands."""
    _run(page, {"runOnly": RULES})


def contrast(page: Page) -> None:
    """Only what changes with the light: whether every word stands out."""
    _run(page, {"runOnly": {"type": "rule", "values": ["color-contrast"]}})


def _run(page: Page, options: dict[str, object]) -> None:
    if not page.evaluate("'axe' in window"):
        page.evaluate(source())
    # What is in order need not be told, and that takes axe half its time.
    found = page.evaluate(
        "options => axe.run({...options, resultTypes: ['violations'], elementRef: false})", options
    )
    told = [
        f"{item['id']} ({item['impact']}): {item['help']} — "
        + "; ".join(node["target"][0] for node in item["nodes"][:4])
        for item in found["violations"]
    ]
    assert not told, f"{page.url}\n" + "\n".join(told)


def fits(page: Page) -> None:
    """Nothing runs out of the side of the screen."""
    wide = page.evaluate("document.documentElement.scrollWidth")
    seen = page.evaluate("document.documentElement.clientWidth")
    assert wide <= seen, f"{page.url}: {wide} px on a screen of {seen}"


class Scale:
    """Weighs everything a page loads, as it is sent, without sound."""

    def __init__(self, page: Page) -> None:
        self.responses: list[Response] = []
        page.on("response", lambda answer: self.responses.append(answer))  # noqa: PLW0108

    def weigh(self) -> int:
        return sum(
            item.request.sizes()["responseBodySize"]
            for item in self.responses
            if not item.headers.get("content-type", "").startswith("audio/")
        )
