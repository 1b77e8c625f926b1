"""Every setting, command and role stands in the docs, and no other setting is spoken of."""

import re
from pathlib import Path

from flask import Flask

from stories.cli import cli
from stories.foundation.access import Role
from stories.foundation.settings import SETTINGS

DOCS = Path(__file__).parents[2] / "docs"
TEST_SETTING = "STORIES_TEST_"


def test_every_setting_is_documented_with_its_default():
    page = (DOCS / "settings.md").read_text()
    for setting in SETTINGS:
        row = next((line for line in page.splitlines() if f"`{setting.variable}`" in line), None)
        assert row, setting.variable
        if setting.default:
            assert f"`{setting.default}`" in row, row


def test_no_unknown_setting_is_documented():
    known = {setting.variable for setting in SETTINGS}
    for page in DOCS.rglob("*.md"):
        for name in re.findall(r"STORIES_[A-Z0-9_]+[A-Z0-9]", page.read_text()):
            assert name in known or name.startswith(TEST_SETTING), f"{page.name}: {name}"


def test_every_command_is_documented(app: Flask):
    page = (DOCS / "commands.md").read_text()
    shown = app.test_cli_runner().invoke(cli, ["--help"]).output
    assert "transcribe" in shown
    for name in {*cli.commands, *app.cli.commands}:
        assert f"`stories {name}" in page, name


def test_every_role_is_documented():
    page = (DOCS / "commands.md").read_text()
    for role in Role:
        assert f"`{role.value}`" in page, role
