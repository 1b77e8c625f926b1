"""A served house with a worker, and a real Chromium in front of it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.conftest import environment

ROOT = Path(__file__).parents[2]
expect.set_options(timeout=15_000)  # a slow machine is no fault
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
    # nothing is drawn by a processor pretending to be a graphics card
    "--disable-gpu-compositing",
    "--disable-software-rasterizer",
    "--disable-accelerated-2d-canvas",
]
# all pages in one process; not where a tab is killed, which would take the others along
TOGETHER = ["--renderer-process-limit=1", "--disable-site-isolation-trials"]


def find_chromium() -> str | None:
    named = os.environ.get("STORIES_TEST_CHROMIUM")
    return named or shutil.which("chromium") or shutil.which("chromium-browser")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find_chromium()
    if path is None:
        pytest.skip("no Chromium was found (STORIES_TEST_CHROMIUM)")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS, *TOGETHER])
        yield running
        running.close()


@dataclass(frozen=True)
class House:
    """A served house: its address, and its settings for commands beside it."""

    url: str
    settings: dict[str, str]
    home: Path

    def command(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "stories", *words],
            env=self.settings,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=5):  # noqa: S310 - our own address
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail("the house did not open its door within a minute")


def house_settings(home: Path, port: int) -> dict[str, str]:
    real = environment(
        home,
        STORIES_BLOBS_URL="",
        STORIES_QUEUE_URL="",
        STORIES_WHISPER_MODEL="base",
        STORIES_MODELS_DIR=os.environ.get("STORIES_MODELS_DIR", str(ROOT / "var" / "models")),
        STORIES_PORT=str(port),
        STORIES_BASE_URL=f"http://127.0.0.1:{port}",
        STORIES_ALLOW_FAKE_ENGINE="0",
    )
    return {**os.environ, **real}


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with served_house(tmp_path_factory.mktemp("house")) as made:
        yield made


@contextmanager
def served_house(home: Path, **more: str) -> Iterator[House]:
    """An empty house with a worker, behind an address; ``more`` are settings of its own."""
    port = free_port()
    made = House(f"http://127.0.0.1:{port}", house_settings(home, port) | more, home)
    if not (Path(made.settings["STORIES_MODELS_DIR"]) / "base" / "model.bin").exists():
        pytest.skip("the Whisper base model is not installed (stories models install base)")
    made.command("db", "upgrade")
    command = [sys.executable, "-m", "stories", "serve"]
    with (home / "serve.log").open("w") as log:
        server = subprocess.Popen(command, env=made.settings, stdout=log, stderr=log)
        try:
            wait_for(made.url)
            yield made
        finally:
            server.terminate()
            server.wait(timeout=30)


NewPage = Callable[..., Page]


@pytest.fixture
def new_page(browser: Browser, house: House) -> Iterator[NewPage]:
    """Opens pages in contexts of their own: ``new_page(width=360, dark=True, language="ru")``."""
    contexts: list[BrowserContext] = []

    def open_page(*, width: int = 1280, dark: bool = False, language: str = "en") -> Page:
        context = browser.new_context(
            base_url=house.url,
            viewport={"width": width, "height": 800},
            color_scheme="dark" if dark else "light",
        )
        context.add_cookies([{"name": "language", "value": language, "url": house.url}])
        context.set_default_timeout(15_000)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
