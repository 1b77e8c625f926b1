"""The people of the walk, put into the served house's own database; and a short recording."""

import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from stories.app import create_app
from stories.foundation.access import Role
from stories.media.tools import ffmpeg_binary
from stories.people.models import Generation, Stage
from tests.browser.conftest import House
from tests.factories import Factory

AUDIO = Path(__file__).parents[2] / "stories" / "demo" / "content" / "audio"


@dataclass
class Cast:
    """Staff and participants of the walk. They all have the factory's passphrase."""

    facilitator: Any
    reviewers: list[Any]
    curator: Any
    safeguarding: Any
    elder: Any
    youth: Any


def gather(house: House) -> Cast:
    """Make a small organisation; both participants have agreed to be recorded."""
    make = Factory(create_app(house.settings))
    elder = make.person(name="Күләш апа", languages=["kk", "ru"])
    youth = make.person(
        Generation.YOUTH, name="Ерасыл", birth_year=datetime.now(UTC).year - 22, pseudonym="Қыран"
    )
    for person in (elder, youth):
        make.agreement(person, Stage.BEFORE)
    return Cast(
        facilitator=make.facilitator(name="Сәуле"),
        reviewers=[make.user(Role.MODERATOR, name=name) for name in ("Асқар", "Динара")],
        curator=make.user(Role.CURATOR, name="Жанна"),
        safeguarding=make.user(Role.SAFEGUARDING, name="Мадина"),
        elder=elder,
        youth=youth,
    )


def short_recording(folder: Path, seconds: int = 14) -> Path:
    """The beginning of a demo recording as an M4A, as a phone would make it."""
    path = folder / "кездесу жазбасы.m4a"
    source = AUDIO / "train.opus"
    command = [ffmpeg_binary(), "-v", "error", "-y", "-t", str(seconds), "-i", str(source)]
    subprocess.run([*command, "-c:a", "aac", str(path)], check=True)
    return path
