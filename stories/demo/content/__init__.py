"""The demo's content: invented people, sessions, three recordings, stories, one collection."""

from stories.demo.content.reading import load_content
from stories.demo.content.shapes import (
    Collection,
    DemoContent,
    DoNotPair,
    Fact,
    Organisation,
    Person,
    Recording,
    Relation,
    Sentence,
    Session,
    Staff,
    Story,
    Text,
)

__all__ = [
    "Collection",
    "DemoContent",
    "DoNotPair",
    "Fact",
    "Organisation",
    "Person",
    "Recording",
    "Relation",
    "Sentence",
    "Session",
    "Staff",
    "Story",
    "Text",
    "load_content",
]
