"""A step of the set-up: skipped when its stamp still tells the truth."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.house import stamps
from tools.house.checks import require_space
from tools.house.shell import Line, Shell

Files = Callable[[], Sequence[Path]]


def nothing() -> Sequence[Path]:
    """No files."""
    return ()


@dataclass(frozen=True)
class Step:
    """One line of the set-up.

    `inputs` decide whether it must run again, `facts` likewise (versions, names of extras),
    `outputs` are what it leaves, with their sizes, and `needed` what must be there afterwards,
    however it has grown; `gigabytes` is what it takes on a first run, at most; `always`
    says that the step itself knows best whether there is anything to do.
    """

    name: str
    key: str
    work: Callable[[Shell], None]
    inputs: Files = nothing
    outputs: Files = nothing
    facts: tuple[str, ...] = ()
    needed: tuple[Path, ...] = ()
    gigabytes: float = 0.0
    always: bool = False

    def wanted(self) -> str:
        """What the step would be made from now."""
        return stamps.digest(self.inputs(), *self.facts)

    def stale(self) -> bool:
        """Tell whether the step must run."""
        if not all(path.exists() for path in self.needed):
            return True
        return stamps.read(self.key) != [self.wanted(), stamps.inventory(self.outputs())]

    def finish(self) -> None:
        """Remember what was made from what."""
        stamps.write(self.key, self.wanted(), stamps.inventory(self.outputs()))


def _take(step: Step, label: str, env: Mapping[str, str]) -> None:
    line = Line(label)
    if not step.stale() and not step.always:
        line.end("ready")
        return
    shell = Shell(step.name, step.key, line, env)
    try:
        step.work(shell)
        step.finish()
    except BaseException:
        line.end("stopped")
        raise
    line.end()
    for words in shell.said:
        print(words, flush=True)


def run_steps(
    steps: Sequence[Step], env: Mapping[str, str], *, total: int = 0, quiet: bool = False
) -> None:
    """Run the stale ones of `steps` in order, a line each; raises `Trouble` at the first failure.

    `total` counts the steps that follow elsewhere too; `quiet` says nothing of what is ready.
    """
    require_space(sum(step.gigabytes for step in steps if step.stale()))
    for number, step in enumerate(steps, start=1):
        if not quiet or step.stale():
            _take(step, f"{number}/{total or len(steps)} {step.name}", env)
