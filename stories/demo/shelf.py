"""The last step: a collection, and a link for one family."""

from flask import current_app, url_for

from stories.collections import models
from stories.collections import services as collections
from stories.demo.notes import Ids, Secrets
from stories.demo.world import World
from stories.foundation.db import db
from stories.moderation.models import Story, StoryState
from stories.people.models import Audience
from stories.reading.queries import link_by_token
from stories.reading.services import give_link as give

DAYS = 90
LABEL = "Демо"


def build_shelf(world: World, made: Ids, kept: Secrets) -> dict[str, models.Collection]:
    """Gather the released stories in order, and give one family a link."""
    rows = {}
    for collection in world.content.collections:
        actor = world.actor(collection.curator)
        row = collections.make_collection(
            actor,
            world.organisations[collection.organisation].id,
            collections.CollectionText(
                title_kk=collection.title.kk,
                title_ru=collection.title.ru,
                intro_kk=collection.intro.kk,
                intro_ru=collection.intro.ru,
                audience=Audience(collection.audience),
                labels=collection.labels,
                cover_seed=collection.cover_seed,
            ),
        )
        for key in collection.stories:
            story = db.session.get_one(Story, made[f"story:{key}"])
            if story.state is StoryState.RELEASED:
                collections.add_story(actor, row, story)
        rows[collection.key] = row
        _tell(world, collection.curator, row, kept)
    return rows


def give_link(world: World, made: Ids, kept: Secrets) -> None:
    """A new link, where the notes about the old one are lost."""
    for collection in world.content.collections:
        row = db.session.get_one(models.Collection, made[f"collection:{collection.key}"])
        _tell(world, collection.curator, row, kept)


def _tell(world: World, curator: str, row: models.Collection, kept: Secrets) -> None:
    new = give(world.actor(curator), row, LABEL, DAYS)
    kept.keep(token=new.token, pin=new.pin)


def link_is_told(kept: Secrets) -> bool:
    """Whether the file still knows the family's link and the house still has it."""
    token = kept.read().get("token")
    return bool(token and link_by_token(str(token)))


def link_url(kept: Secrets) -> str:
    """The family's link as it is typed."""
    base = current_app.extensions["settings"]["BASE_URL"].rstrip("/")
    with current_app.test_request_context():
        return f"{base}{url_for('reading.room', token=kept.read()['token'])}"
