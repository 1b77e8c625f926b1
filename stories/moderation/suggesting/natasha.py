"""Names in Russian texts, read by natasha's model, which lies in its own wheel.

The model takes some 200 MB: who works on for long reads in a process of its own (``reading.py``).
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from stories.moderation.suggesting.finders import Named


def named_in(texts: Iterable[str]) -> list[list[Named]]:
    """What natasha takes for a person or a place in each text; organisations are left out."""
    return [_named(text) for text in texts]


def _named(text: str) -> list[Named]:
    from natasha import Doc

    segmenter, tagger = _tools()
    doc = Doc(text)
    doc.segment(segmenter)
    if not doc.tokens:
        return []
    doc.tag_ner(tagger)
    return [Named(one.start, one.stop, one.type) for one in doc.spans if one.type in {"PER", "LOC"}]


@lru_cache(maxsize=1)
def _tools() -> tuple[Any, Any]:
    from natasha import NewsEmbedding, NewsNERTagger, Segmenter

    return Segmenter(), NewsNERTagger(NewsEmbedding())
