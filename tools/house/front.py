"""Step: the style sheets, scripts and fonts in `static/dist`."""

from tools.house import stamps
from tools.house.node import find_node
from tools.house.packages import pip_install
from tools.house.paths import NODE_MODULES, inside, tool
from tools.house.shell import Shell
from tools.house.steps import Step

FETCHED = ("package.json", "package-lock.json", ".npmrc")
SOURCES = ("static/src/**/*", "tools/build_front.mjs", "tools/subset_fonts.py")
NPM = ("ci", "--no-audit", "--no-fund", "--no-progress", "--no-update-notifier")
PATIENCE = ("--fetch-retries=2", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000")


def _work(shell: Shell) -> None:
    node = find_node(shell)
    env = {**node.environment(shell.env), "STORIES_PYTHON": str(tool("python"))}
    wanted = stamps.digest(inside(*FETCHED))
    if stamps.read("node_modules") != [wanted] or not NODE_MODULES.is_dir():
        shell.fetch(*node.npm, *NPM, *PATIENCE, env=env)
        stamps.write("node_modules", wanted)
    pip_install(shell, "fonttools", "brotli")
    shell.run(node.program, "tools/build_front.mjs", env=env)


def step() -> Step:
    """The step."""
    return Step(
        name="Front end",
        key="front",
        work=_work,
        inputs=lambda: inside(*FETCHED, *SOURCES),
        outputs=lambda: inside("static/dist/**/*"),
        gigabytes=0.4,
    )
