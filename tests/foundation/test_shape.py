from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from flask import Flask

from stories.app import create_app
from stories.foundation import shape
from stories.foundation.errors import UnsafeStart
from stories.foundation.pages import house_folder
from tests.conftest import environment


def test_the_newest_shape_is_the_one_the_migrations_lead_to():
    known = ScriptDirectory(str(house_folder("migrations")))
    assert shape.newest() == known.get_current_head()


def test_a_database_of_another_age_is_refused(app: Flask):
    with app.app_context():
        assert shape.present() is None
        with pytest.raises(UnsafeStart):
            shape.require_schema()
        shape.stamp()
        shape.require_schema()


def test_a_step_back_is_noticed(tmp_path: Path):
    app = create_app(environment(tmp_path))
    with app.app_context():
        shape.upgrade()
        shape.require_schema()
        shape.downgrade()
        assert shape.present() is not None
        with pytest.raises(UnsafeStart):
            shape.require_schema()
