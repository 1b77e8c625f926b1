"""``moderation.look_through``: find what a reviewer may want to hide in a story's texts."""

from stories.foundation import work
from stories.foundation.db import unit_of_work
from stories.moderation.queries import stories_by_ids
from stories.moderation.suggesting import queries, services
from stories.moderation.suggesting.finders import Found, Known, Named, find
from stories.moderation.suggesting.reading import Unread, names_in
from stories.moderation.suggesting.rules import Text, digest_of_all, marked


def look_through(task: work.Task) -> None:
    """Look through a story's texts as they stand now."""
    with unit_of_work(write=False):
        story = stories_by_ids([task.subject_id]).get(task.subject_id)
        if story is None:
            return
        texts, known = queries.texts_of(story), queries.known_to(story)
    found = everything(texts, known)
    with unit_of_work():
        services.keep_suggestions(task.subject_id, digest_of_all(texts, known), list(marked(found)))


def everything(texts: list[Text], known: list[Known]) -> list[tuple[Text, Found]]:
    """What is found in each text; asks the reader of names about the Russian ones."""
    russian = [one for one in texts if one.language == "ru"]
    try:
        read = dict(zip(map(id, russian), names_in([one.text for one in russian]), strict=True))
    except Unread as problem:
        raise work.TryAgain("names_unread") from problem
    none: list[Named] = []
    return [
        (text, one)
        for text in texts
        for one in find(text.text, text.language, known, read.get(id(text), none))
    ]
