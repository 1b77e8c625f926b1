import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.foundation.blobs import blobs
from stories.foundation.serving import serve_blob, wanted_stretch

SOUND = bytes(range(256)) * 40
SIZE = len(SOUND)


@pytest.fixture
def ask(app):
    def answer(method="GET", **headers):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        with app.test_request_context("/", method=method, headers=named):
            if not blobs().exists("a/b"):
                blobs().put_bytes("a/b", SOUND)
            return serve_blob("a/b", "audio/webm")

    return answer


def test_the_whole_with_length_validator_and_no_caching(ask):
    response = ask()
    assert response.status_code == 200
    assert response.get_data() == SOUND
    assert response.headers["Content-Length"] == str(SIZE)
    assert response.headers["Accept-Ranges"] == "bytes"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.content_type == "audio/webm"
    assert response.headers["ETag"]


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-", 0, SIZE),
        ("bytes=0-99", 0, 100),
        ("bytes=100-199", 100, 200),
        ("bytes=-50", SIZE - 50, SIZE),
        (f"bytes={SIZE - 1}-", SIZE - 1, SIZE),
        (f"bytes=10-{SIZE + 500}", 10, SIZE),
        (f"bytes=-{SIZE * 2}", 0, SIZE),
    ],
)
def test_a_stretch(ask, asked, start, end):
    response = ask(Range=asked)
    assert response.get_data() == SOUND[start:end]
    whole = (start, end) == (0, SIZE)
    assert response.status_code == (200 if whole else 206)
    assert response.headers["Content-Length"] == str(end - start)
    if not whole:
        assert response.headers["Content-Range"] == f"bytes {start}-{end - 1}/{SIZE}"


@pytest.mark.parametrize(
    "asked",
    [
        f"bytes={SIZE}-",
        f"bytes={SIZE + 9}-{SIZE + 20}",
        "bytes=5-2",
        "bytes=x-y",
        "bytes=",
        "bytes=--5",
    ],
)
def test_what_cannot_be_given_is_refused_with_the_size(ask, asked):
    response = ask(Range=asked)
    assert response.status_code == 416
    assert response.headers["Content-Range"] == f"bytes */{SIZE}"
    assert response.get_data() == b""


@pytest.mark.parametrize("asked", ["seconds=1-2", "bytes=0-1,5-9"])
def test_other_units_and_several_ranges_get_the_whole(ask, asked):
    response = ask(Range=asked)
    assert (response.status_code, response.get_data()) == (200, SOUND)


def test_head_tells_the_length_and_sends_nothing(ask):
    response = ask("HEAD", Range="bytes=0-99")
    assert response.status_code == 206
    assert response.headers["Content-Length"] == "100"
    assert response.get_data() == b""


def test_a_known_validator_saves_the_way(ask):
    etag = ask().headers["ETag"]
    response = ask(If_None_Match=etag)
    assert (response.status_code, response.get_data()) == (304, b"")


def test_if_range_sends_the_whole_of_another_thing(ask):
    etag = ask().headers["ETag"]
    assert ask(Range="bytes=0-9", If_Range=etag).status_code == 206
    other = ask(Range="bytes=0-9", If_Range='"another"')
    assert (other.status_code, other.get_data()) == (200, SOUND)
    dated = ask(Range="bytes=0-9", If_Range="Mon, 01 Jan 2024 00:00:00 GMT")
    assert dated.status_code == 200


@given(header=st.text(max_size=40), size=st.integers(1, 10_000))
def test_no_header_breaks_it(header, size):
    stretch = wanted_stretch(header, size)
    assert stretch is None or 0 <= stretch.start < stretch.end <= size


@given(start=st.integers(0, 300), end=st.integers(0, 300), size=st.integers(1, 200))
def test_a_range_gives_exactly_its_bytes(start, end, size):
    stretch = wanted_stretch(f"bytes={start}-{end}", size)
    if start > end or start >= size:
        assert stretch is None
    else:
        assert (stretch.start, stretch.end) == (start, min(end + 1, size))
