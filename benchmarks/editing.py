"""What a person at an editor waits for, measured inside a headless Chromium.

Every probe takes the page as it stands and the selectors of the editor on it, so that two editors
are measured by the same hand.
"""

import os
import shutil
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--enable-precise-memory-info",
]
# The moment at which the editor can be typed into, told by the page's own clock.
READY = """
(selector) => {
  const look = () => {
    if (document.querySelector(selector)) window.readyAt ??= performance.now();
    else requestAnimationFrame(look);
  };
  look();
}
"""
# From the key to the frame that shows its letter.
TYPING = """
() => {
  window.typed = [];
  addEventListener("keydown", (event) => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => window.typed.push(performance.now() - event.timeStamp);
      channel.port2.postMessage(0);
    });
  }, true);
}
"""
# Down by a third of a screen a frame until nothing moves for half a second.
SCROLLING = """
([selector, most]) => new Promise((resolve) => {
  const root = document.querySelector(selector) || document.scrollingElement;
  const frames = [];
  let last = performance.now(), begun = last, moved = last, at = -1;
  const step = (now) => {
    frames.push(now - last);
    last = now;
    if (root.scrollTop !== at) moved = now;
    at = root.scrollTop;
    if (now - moved > 1500 || now - begun > most) resolve(frames);
    else {
      root.scrollTop = at + 250;
      requestAnimationFrame(step);
    }
  };
  requestAnimationFrame(step);
})
"""
LETTERS = "таңертең апам ерте тұратын "
LONGEST_SCROLL = 60_000  # milliseconds
LONGEST_WAIT = 300_000  # milliseconds
SLOW = 34  # milliseconds: a frame was left out


@dataclass(frozen=True)
class Editor:
    """Where an editor is, and how its parts are found."""

    url: str
    ready: str  # there once somebody may type
    field: str  # what is typed into
    scrolls: str  # what scrolls; the page itself if there is no such thing
    cookie: str = ""


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser of the system; STORIES_TEST_CHROMIUM says where it is not in its usual place."""
    path = os.environ.get("STORIES_TEST_CHROMIUM") or shutil.which("chromium")
    if path is None:
        raise SystemExit(
            "Chromium was not found; install it, or say where in STORIES_TEST_CHROMIUM."
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


def measure(browser: Browser, editor: Editor, runs: int) -> dict[str, Any]:
    """Open it ``runs`` times, type, scroll through it; milliseconds and MiB."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    if editor.cookie:
        name, _, value = editor.cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": editor.url}])
    page = context.new_page()
    page.set_default_timeout(LONGEST_WAIT)
    opened = [_open(page, editor) for _ in range(runs)]
    tool = context.new_cdp_session(page)
    heap = _heap(tool)
    keys = _type(page, editor)
    frames = page.evaluate(SCROLLING, [editor.scrolls, LONGEST_SCROLL])
    after = _heap(tool)
    context.close()
    return {
        "open_ms": round(statistics.median(opened)),
        "first_open_ms": round(opened[0]),
        "key_ms": round(statistics.median(keys), 1),
        "key_p95_ms": round(_p95(keys), 1),
        "frames_per_second": round(1000 / statistics.median(frames), 1),
        "slow_frames_percent": round(100 * sum(one > SLOW for one in frames) / len(frames), 1),
        "heap_mib": heap,
        "heap_after_mib": after,
    }


def _open(page: Page, editor: Editor) -> float:
    page.goto("about:blank")
    page.add_init_script(f"({READY})({editor.ready!r})")
    page.goto(editor.url, wait_until="commit")
    page.wait_for_function("() => window.readyAt")
    return float(page.evaluate("() => window.readyAt"))


def _type(page: Page, editor: Editor) -> list[float]:
    page.wait_for_timeout(1000)
    page.evaluate(f"({TYPING})()")
    page.locator(editor.field).first.click()
    for letter in LETTERS * 2:
        page.keyboard.type(letter)
        page.wait_for_timeout(60)
    return [float(one) for one in page.evaluate("() => window.typed")]


def _heap(tool: CDPSession) -> float:
    tool.send("HeapProfiler.collectGarbage")
    used = float(tool.send("Runtime.getHeapUsage")["usedSize"])
    return round(used / 2**20, 1)


def _p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1] if len(values) > 1 else values[0]
