"""Every action that is written into the log has words, so that no code stands on the page."""

import ast
import re
from pathlib import Path

from stories.archive.words import ACTIONS, SUBJECTS
from stories.foundation.access import Role
from stories.foundation.db import Base
from stories.moderation.models import Verdict
from stories.sessions.services.moves import PAST

STORIES = Path(__file__).parents[2] / "stories"
CODE = re.compile(r"[a-z]+\.[a-z_]+")


def recorded():
    """The codes given to ``audit.record`` as they stand in the programme."""
    for path in STORIES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "record":
                told = [each.value for each in node.args if isinstance(each, ast.Constant)]
                yield from (each for each in told if CODE.fullmatch(str(each)))


def test_every_action_has_words():
    put_together = {f"sessions.{word}" for word in PAST.values()}
    put_together |= {f"moderation.{verdict.value}" for verdict in Verdict}
    assert {*recorded(), *put_together} <= set(ACTIONS)


def test_subjects_are_tables(app):
    assert set(SUBJECTS) <= set(Base.metadata.tables)


def test_the_log_speaks_the_readers_language(client, make):
    client.sign_in(make.user(Role.ADMIN))
    client.speak("ru")
    page = client.page("/archive/log").get_text()
    assert "accounts." not in page
