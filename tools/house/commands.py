"""What each verb does."""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tools.house import browser, data, front, languages, packages, services
from tools.house.checks import port_of, require_port
from tools.house.paths import ROOT, VAR, inside, tool
from tools.house.shell import Line, clean_environment
from tools.house.steps import Step, run_steps
from tools.house.surroundings import for_the_programme, host_of

MEMORY = Path("/dev/shm")  # noqa: S108 - a file system in memory, where there is one
ENOUGH_MEMORY = 4_000_000_000


@contextmanager
def _alone() -> Iterator[None]:
    """One set-up at a time in a checkout."""
    VAR.mkdir(mode=0o700, exist_ok=True)
    with (VAR / ".setup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another set-up is at work here; waiting for it …", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _become(program: str, *arguments: str, env: dict[str, str]) -> int:
    """Turn into `program` of the virtual environment; its exit code is ours."""
    sys.stdout.flush()
    sys.stderr.flush()
    path = str(tool(program))
    os.chdir(ROOT)
    os.execve(path, [path, *arguments], env)  # noqa: S606  # our own programme, our own words


def run(_: Sequence[str]) -> int:
    """`make run`: from a bare checkout to a served page."""
    port = port_of(os.environ)
    require_port(host_of(os.environ), port)
    env = for_the_programme()
    with _alone():
        steps = [
            packages.step(testing=False),
            front.step(),
            languages.step(),
            data.model(env),
            data.database(env),
            data.demo(env),
        ]
        run_steps(steps, env, total=len(steps) + 1)
    Line(f"{len(steps) + 1}/{len(steps) + 1} Server").end("starting")
    return _become("stories", "serve", env=env)


def _tools() -> list[Step]:
    return [packages.step(testing=True)]


def _testing(env: dict[str, str]) -> list[Step]:
    return [*_tools(), front.step(), languages.step(), data.model(env), browser.step()]


def setup(_: Sequence[str]) -> int:
    """`make setup`: everything the tests need."""
    env = for_the_programme()
    with _alone():
        run_steps(_testing(env), env)
    return 0


def _test_environment() -> dict[str, str]:
    """Our surroundings without the programme's settings, with what tests may use."""
    env = {
        key: value
        for key, value in clean_environment().items()
        if not key.startswith("STORIES_") or key.startswith("STORIES_TEST_")
    }
    env |= services.found_services()
    env.setdefault("STORIES_TEST_MODELS_DIR", str(VAR / "models"))
    if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH_MEMORY:
        # Thousands of small databases are made and forgotten; a disk would only slow them down.
        env.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
    if chromium := browser.find_chromium():
        env[browser.SETTING] = chromium
    return env


def test(arguments: Sequence[str]) -> int:
    """`make test`: the set-up, then pytest on every core; pytest's exit code is ours."""
    setup(())
    workers = str(min(os.cpu_count() or 1, 4))
    spread = ("-n", workers, "--dist", "loadfile", "--durations=40", "--durations-min=5")
    return _become("python", "-m", "pytest", *spread, *arguments, env=_test_environment())


def _check(*commands: Sequence[str]) -> int:
    """Run tools one after the other; the first that fails decides."""
    with _alone():
        run_steps(_tools(), clean_environment(), quiet=True)
    for program, *arguments in commands:
        code = subprocess.call([tool(program), *arguments], cwd=ROOT, env=clean_environment())
        if code:
            return code
    return 0


def lint(_: Sequence[str]) -> int:
    """`make lint`: ruff's rules and its format."""
    return _check(("ruff", "check", "."), ("ruff", "format", "--check", "."))


def types(_: Sequence[str]) -> int:
    """`make types`: mypy, strict."""
    return _check(("mypy",))


def layers(_: Sequence[str]) -> int:
    """`make layers`: the order of the rooms."""
    return _check(("lint-imports",))


def catalogues(_: Sequence[str]) -> int:
    """`make catalogues`: every text of the interface has its Kazakh and Russian words."""
    return _check(("python", "-m", "tools.catalogues", "check"))


def openai(_: Sequence[str]) -> int:
    """`make openai`: a Python with openai-whisper beside the project's own, for its tests."""
    return _check(("python", "-m", "tools.openai_venv"))


def build(_: Sequence[str]) -> int:
    """`make build`: a wheel with the built front end and the compiled catalogues."""
    env = clean_environment()
    with _alone():
        run_steps([*_tools(), front.step(), languages.step()], env)
        shutil.rmtree(ROOT / "build", ignore_errors=True)  # leftovers would get into the wheel
    return _check(("python", "-m", "build", "--wheel", "--no-isolation"))


def clean(_: Sequence[str]) -> int:
    """`make clean`: what can be made again goes; `var` with its data stays."""
    for name in (".venv", "node_modules", "static/dist", "build", "dist", ".mypy_cache"):
        shutil.rmtree(ROOT / name, ignore_errors=True)
    for name in (".ruff_cache", ".pytest_cache", ".import_linter_cache", ".hypothesis"):
        shutil.rmtree(ROOT / name, ignore_errors=True)
    for path in inside("stories/translations/catalogs/*/LC_MESSAGES/*.mo"):
        path.unlink()
    for path in ROOT.glob("*.egg-info"):
        shutil.rmtree(path)
    return 0
