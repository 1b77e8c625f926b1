"""Pages are packed for the way, and unpack to what they were."""

import gzip

import pytest
from flask.testing import FlaskClient

ASKING = {"Accept-Encoding": "gzip, deflate"}


@pytest.fixture
def client(app):
    """A client that takes answers as they come, without unpacking or inspecting them."""
    return FlaskClient(app, app.response_class)


def test_a_page_is_packed_for_whoever_takes_it_so(client):
    plain = client.get("/sign-in")
    packed = client.get("/sign-in", headers=ASKING, buffered=True)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert int(packed.headers["Content-Length"]) * 2 < int(plain.headers["Content-Length"])
    assert b"</html>" in gzip.decompress(packed.data)


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/sign-in", {}),
        ("/sign-in", {"Accept-Encoding": "gzip;q=0"}),
        ("/sign-in", {"Accept-Encoding": "br"}),
        ("/sign-in?next=/people", ASKING),
        ("/healthz", ASKING),
    ],
)
def test_an_answer_is_left_as_it_is(client, path, headers):
    assert "Content-Encoding" not in client.get(path, headers=headers).headers


def test_sound_is_left_as_it_is(client, app):
    from stories.foundation.packing import pack

    with app.test_request_context(headers=ASKING):
        sound = app.response_class(iter([b"x" * 5000]), mimetype="audio/webm")
        assert "Content-Encoding" not in pack(sound).headers


def test_asking_for_the_head_alone_packs_nothing(client):
    assert "Content-Encoding" not in client.head("/sign-in", headers=ASKING).headers
