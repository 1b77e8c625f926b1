import pytest

from tests.media.conftest import Desk, facilitator, session, staff

__all__ = ["desk", "facilitator", "recording", "segments", "session", "staff", "version"]


@pytest.fixture
def desk(app):
    return Desk(app)


@pytest.fixture
def recording(make, session):
    return make.recording(session)


@pytest.fixture
def version(make, recording):
    """A machine draft of three segments that nobody has checked."""
    return make.transcript(recording, checked=False)


@pytest.fixture
def segments(app, version):
    """Reads the version's segments afresh."""
    from stories.foundation.db import db, unit_of_work
    from stories.transcripts import queries

    def read():
        with app.app_context(), unit_of_work(write=False):
            rows = queries.every_segment(version.id)
            db.session.expunge_all()
            return rows

    return read
