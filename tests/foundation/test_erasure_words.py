"""Taking names out of texts."""

from hypothesis import given
from hypothesis import strategies as st

from stories.foundation.erasure import Words


@given(st.text(), st.lists(st.text(min_size=3)))
def test_a_text_never_keeps_a_word_that_is_taken_out(text: str, words: list[str]):
    wanted = Words.of(words)
    once = wanted.without(text)
    assert wanted.without(once) == once or all(word not in once.split() for word in wanted.words)
