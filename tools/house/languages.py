"""Step: the compiled catalogues of the interface."""

from tools.house.paths import inside, tool
from tools.house.shell import Shell
from tools.house.steps import Step

HERE = "stories/translations/catalogs"


def _work(shell: Shell) -> None:
    shell.run(tool("python"), "-m", "tools.catalogues", "compile")


def step() -> Step:
    """The step."""
    return Step(
        name="Languages",
        key="languages",
        work=_work,
        inputs=lambda: inside(f"{HERE}/*/LC_MESSAGES/*.po", "tools/catalogues.py"),
        outputs=lambda: inside(f"{HERE}/*/LC_MESSAGES/*.mo"),
        gigabytes=0.01,
    )
