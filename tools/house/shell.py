"""Running the tools: their words go to a log, ours to the terminal."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

from tools.house.paths import LOGS, ROOT, tool
from tools.house.trouble import Tool, Trouble, explain


class Line:
    """One line of progress: `2/7 Front end … 31 s`, counting up where a terminal shows it."""

    def __init__(self, label: str) -> None:
        self.label = label
        self.started = time.monotonic()
        self.live = sys.stdout.isatty()
        self.open = True
        sys.stdout.write(f"{label} … ")
        sys.stdout.flush()

    def tick(self) -> None:
        """Show how long it has taken so far."""
        if self.live and self.open:
            sys.stdout.write(f"\r{self.label} … {self.seconds():.0f} s")
            sys.stdout.flush()

    def seconds(self) -> float:
        """Seconds since the line was begun."""
        return time.monotonic() - self.started

    def end(self, word: str | None = None) -> None:
        """Finish the line with `word`, or with the time it took; a finished line stays."""
        if self.open:
            start = f"\r{self.label} … " if self.live else ""
            sys.stdout.write(f"{start}{f'{self.seconds():.0f} s' if word is None else word}\n")
            sys.stdout.flush()
        self.open = False


class Shell:
    """Runs the tools of one step; everything they print goes to `var/log/setup-<key>.log`."""

    def __init__(self, what: str, key: str, line: Line, env: Mapping[str, str]) -> None:
        self.what = what
        self.line = line
        self.env = dict(env)
        self.log = LOGS / f"setup-{key}.log"
        self.fresh = True
        self.said: list[str] = []

    def run(self, *command: str | Path, env: Mapping[str, str] | None = None) -> None:
        """Run `command` in the checkout; raise `Trouble` in one sentence when it fails."""
        self._run(command, Tool(), env)

    def fetch(self, *command: str | Path, env: Mapping[str, str] | None = None) -> None:
        """Run a `command` that needs the network, and say so when that is what it lacked."""
        self._run(command, Tool(fetches=True), env)

    def stories(self, *words: str, fetches: bool = False, aloud: bool = False) -> None:
        """Run our own programme; `aloud` lets it speak to the terminal and not to the log."""
        if aloud:
            self.line.end("")
        out = sys.stdout.buffer if aloud else None
        self._run((tool("stories"), *words), Tool(fetches, ours=True), out=out)

    def says(self, words: str) -> None:
        """Keep `words` for the terminal, under the line of this step."""
        self.said.append(words)

    def _run(
        self,
        command: Sequence[str | Path],
        what: Tool,
        env: Mapping[str, str] | None = None,
        out: IO[bytes] | None = None,
    ) -> None:
        words = [str(word) for word in command]
        begins = self._open_log(words)
        with self.log.open("ab") as log:
            code = self._wait(words, out or log, log, {**self.env, **(env or {})})
        if code:
            raise explain(self.what, self._since(begins), str(self.log.relative_to(ROOT)), what)

    def _open_log(self, words: Sequence[str]) -> int:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        if self.fresh:
            self.log.unlink(missing_ok=True)
            self.fresh = False
        with self.log.open("a", encoding="utf-8") as log:
            log.write(f"$ {' '.join(words)}\n")
            return log.tell()

    def _since(self, begins: int) -> str:
        return self.log.read_bytes()[begins:].decode(errors="replace")

    def _wait(
        self, words: Sequence[str], out: IO[bytes], log: IO[bytes], env: Mapping[str, str]
    ) -> int:
        try:
            child = subprocess.Popen(
                words, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=out, stderr=log
            )
        except OSError as error:
            raise Trouble(
                f"{self.what}: {words[0]} cannot be started ({error.strerror})."
            ) from error
        with child:
            try:
                while True:
                    try:
                        return child.wait(timeout=1)
                    except subprocess.TimeoutExpired:
                        self.line.tick()
            except BaseException:
                child.terminate()
                raise


def clean_environment() -> dict[str, str]:
    """Our surroundings, less what would lead pip and Python astray."""
    dropped = {"PYTHONHOME", "PYTHONPATH", "PIP_REQUIRE_VIRTUALENV", "PIP_TARGET", "PIP_USER"}
    kept = {key: value for key, value in os.environ.items() if key not in dropped}
    return kept | {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PYTHONUNBUFFERED": "1"}
