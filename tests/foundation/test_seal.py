from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given
from hypothesis import strategies as st

from stories.foundation.seal import _key


@given(st.text(max_size=200), st.text(max_size=80))
def test_keys_are_those_of_hkdf(secret: str, purpose: str):
    secret, purpose = (one.encode(errors="ignore").decode() for one in (secret, purpose))
    theirs = HKDF(SHA256(), 32, salt=None, info=f"stories {purpose}".encode())
    assert _key(secret, purpose) == theirs.derive(secret.encode())
