"""The demo's content: invented people, sessions, three recordings, stories, one collection."""

from stories.demo.content.reading import load_content
from stories.demo.content.shapes import (
    Collection,
    DemoContent,
    DoNotPair,
    Label,
    Organisation,
    Person,
    Prompt,
    Recording,
    Sentence,
    Session,
    Staff,
    Story,
    Text,
    Theme,
)

__all__ = [
    "Collection",
    "DemoContent",
    "DoNotPair",
    "Label",
    "Organisation",
    "Person",
    "Prompt",
    "Recording",
    "Sentence",
    "Session",
    "Staff",
    "Story",
    "Text",
    "Theme",
    "load_content",
]
