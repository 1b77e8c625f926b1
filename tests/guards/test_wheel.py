"""The wheel, in a fresh virtual environment and away from the checkout, serves a page."""

import ast
import configparser
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.house.trouble import NETWORK

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ("stories", "templates", "static", "migrations")
FILES = ("setup.cfg", "pyproject.toml", "README.md", "LICENSE")
WHERE = "import importlib, sys; print(importlib.import_module(sys.argv[1]).__path__[0])"
LACKING = """
import importlib.util, sys
print(*(name for name in sys.argv[1:] if importlib.util.find_spec(name) is None))
"""
FROM_EXTRAS = {"psycopg", "redis", "torch", "whisper"}
KAZAKH = re.compile("[әғқңөұүһі]")


def sources(target: Path) -> Path:
    """A copy of what a wheel is made from, without what an earlier build may have left."""
    ignored = shutil.ignore_patterns("__pycache__", "src", "*.egg-info")
    for name in SHIPPED:
        shutil.copytree(ROOT / name, target / name, ignore=ignored)
    for name in FILES:
        if (ROOT / name).exists():
            shutil.copy(ROOT / name, target / name)
    return target


def run(*command: str | Path, cwd: Path, env: dict[str, str] | None = None) -> str:
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    said = done.stdout + done.stderr
    if done.returncode and NETWORK.search(said) and not os.environ.get("CI"):
        pytest.skip("the wheel's dependencies could not be fetched: no network")
    assert done.returncode == 0, said[-3000:]
    return done.stdout.strip()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    here = sources(tmp_path_factory.mktemp("sources"))
    out = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", out, cwd=here)
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def away(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that knows nothing of the checkout, with a fresh `venv` that has the wheel."""
    here = tmp_path_factory.mktemp("away")
    run(sys.executable, "-m", "venv", here / "venv", cwd=here)
    pip = (here / "venv/bin/python", "-m", "pip", "--no-input", "install", "-q")
    run(*pip, "-c", ROOT / "constraints.txt", wheel, cwd=here)
    return here


@pytest.fixture(scope="module")
def env(away: Path) -> dict[str, str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return {
        "PATH": "/usr/bin:/bin",
        "STORIES_HOME": str(away / "var"),
        "STORIES_SECRET_KEY": "a key that only this test knows, long enough",
        "STORIES_PORT": str(port),
        "STORIES_BASE_URL": f"http://127.0.0.1:{port}",
    }


@pytest.fixture(scope="module")
def served(away: Path, env: dict[str, str]) -> Iterator[str]:
    stories = away / "venv/bin/stories"
    run(stories, "db", "upgrade", cwd=away, env=env)
    log = away / "serve.log"
    with log.open("wb") as out:
        server = subprocess.Popen([stories, "serve"], cwd=away, env=env, stdout=out, stderr=out)
    try:
        wait_for(env["STORIES_BASE_URL"], server, log)
        yield env["STORIES_BASE_URL"]
    finally:
        server.terminate()
        server.wait(timeout=30)


def wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"the server did not answer:\n{log.read_text(encoding='utf-8')[-3000:]}")


def fetch(address: str, language: str = "en") -> tuple[int, str]:
    request = urllib.request.Request(address, headers={"Accept-Language": language})  # noqa: S310
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
        return answer.status, answer.read().decode()


@pytest.mark.slow
def test_everything_is_taken_from_the_wheel(away: Path):
    site = away / "venv/lib"
    for package in ("stories", "stories.templates", "stories.static", "stories.migrations"):
        path = run(away / "venv/bin/python", "-c", WHERE, package, cwd=away)
        assert Path(path).is_relative_to(site), path
    home = next(site.glob("python3*/site-packages/stories"))
    assert list(home.glob("templates/**/*.html"))
    assert list(home.glob("migrations/versions/*.py"))
    assert (home / "static/dist/manifest.json").is_file()
    catalogs = {path.parts[-3] for path in home.glob("translations/catalogs/*/*/messages.mo")}
    assert {"kk", "ru"} <= catalogs


@pytest.mark.slow
def test_what_the_checkout_ships_is_in_the_wheel(away: Path):
    home = next((away / "venv/lib").glob("python3*/site-packages/stories"))
    for folder, inside in (("templates", "**/*"), ("static/dist", "**/*"), ("stories", "**/*")):
        wanted = {path.relative_to(ROOT) for path in (ROOT / folder).glob(inside)}
        root = home.parent if folder == "stories" else home
        files = (path for path in wanted if (ROOT / path).is_file() and path.suffix != ".pyc")
        lacking = [str(path) for path in files if not (root / path).exists()]
        assert [path for path in lacking if not path.endswith(".pot")] == []


def imported(folder: Path) -> set[str]:
    """The top-level names of everything the code in `folder` imports, wherever it does so."""
    names: set[str] = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.split(".")[0])
    return names


@pytest.mark.slow
def test_everything_the_code_imports_came_with_the_wheel(away: Path):
    names = sorted(imported(ROOT / "stories") | imported(ROOT / "migrations"))
    lacking = run(away / "venv/bin/python", "-c", LACKING, *names, cwd=away).split()
    assert set(lacking) <= FROM_EXTRAS


@pytest.mark.slow
def test_help_answers(away: Path, env: dict[str, str]):
    said = run(away / "venv/bin/stories", "--help", cwd=away, env=env)
    assert "serve" in said
    assert "transcribe" in said


@pytest.mark.slow
def test_the_sign_in_page_and_its_style_are_served(served: str):
    status, page = fetch(served)
    assert status == 200
    assert "<input" in page
    style = re.search(r'href="(/[^"]+\.css)"', page)
    assert style
    status, css = fetch(served + style[1])
    assert status == 200
    assert "{" in css


@pytest.mark.slow
def test_the_page_speaks_kazakh(served: str):
    page = fetch(served, "kk")[1]
    assert '<html lang="kk"' in page
    assert KAZAKH.search(page)


def test_listed_packages_are_the_folders_on_disk():
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(ROOT / "setup.cfg", encoding="utf-8")
    mapping = dict(
        (part.strip() for part in line.split("="))
        for line in parser["options"]["package_dir"].strip().splitlines()
    )
    here = {path.parent for path in (ROOT / "stories").rglob("*.py")}
    folders = {".".join(path.relative_to(ROOT).parts) for path in here}
    listed = parser["options"]["packages"].split()
    assert sorted(listed) == sorted(folders | mapping.keys())
    assert all((ROOT / folder).is_dir() for folder in mapping.values())
    assert all((folder / "__init__.py").is_file() for folder in here)
