"""Steps: the speech model, the database and the demo, each by the `stories` command itself."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tools.house.paths import inside
from tools.house.steps import Step

PLACES = ("STORIES_HOME", "STORIES_MODELS_DIR", "STORIES_DATABASE_URL", "STORIES_BLOBS_URL")


def _facts(env: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(env.get(place, "") for place in PLACES)


def _files_of(folder: Path) -> Callable[[], Sequence[Path]]:
    return lambda: sorted(path for path in folder.rglob("*") if path.is_file())


def model(env: Mapping[str, str]) -> Step:
    """The step that fetches Whisper's base model and checks its digest."""
    models = Path(env.get("STORIES_MODELS_DIR") or Path(env["STORIES_HOME"]) / "models")
    return Step(
        name="Speech model",
        key="model",
        work=lambda shell: shell.stories("models", "install", "base", fetches=True),
        outputs=_files_of(models / "base"),
        facts=_facts(env),
        gigabytes=0.5,
    )


def database(env: Mapping[str, str]) -> Step:
    """The step that brings the database to the newest schema; a server elsewhere is asked anew."""
    home = Path(env["STORIES_HOME"])
    elsewhere = bool(env.get("STORIES_DATABASE_URL"))
    return Step(
        name="Database",
        key="database",
        work=lambda shell: shell.stories("db", "upgrade"),
        inputs=lambda: inside("migrations/versions/*.py"),
        needed=() if elsewhere else (home / "stories.db",),
        facts=_facts(env),
        gigabytes=0.05,
        always=elsewhere,
    )


def demo(env: Mapping[str, str]) -> Step:
    """The step that fills the demo and tells how to sign in; it fills nothing twice."""
    return Step(
        name="Demo stories",
        key="demo",
        work=lambda shell: shell.stories("demo", aloud=True),
        facts=_facts(env),
        gigabytes=0.1,
        always=True,
    )
