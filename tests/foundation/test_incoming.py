"""Bodies made to keep the house busy are refused before they are read."""

import pytest

from stories.foundation import incoming

FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=x"
FILE = b'--x\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\n%s\r\n--x--\r\n'
TOO_MUCH = {
    "words without end": (b"passphrase=" + b"x" * incoming.MOST_WORDS, FORM),
    "fields without end": (b"a&" * incoming.MOST_FIELDS, FORM),
    "a file where none is asked for": (FILE % (b"x" * incoming.MOST_WORDS), PARTS),
    "parts without end": (
        b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n' * 2000 + b"--x--\r\n",
        PARTS,
    ),
}


@pytest.mark.parametrize("kind", TOO_MUCH)
def test_a_body_without_end_is_refused(client, kind):
    body, content_type = TOO_MUCH[kind]
    client.post("/sign-in", data=body, content_type=content_type, expect=413)


def test_words_beside_a_place_for_files_are_limited_like_any_others(client, make):
    client.sign_in(make.facilitator())
    path = f"/sessions/{make.session().id}/recordings/new"
    body = b"a=" + b"x" * incoming.MOST_WORDS
    client.post(path, data=body, content_type=FORM, expect=413)
