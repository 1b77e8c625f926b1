"""Sound and other large things, behind one interface: a folder, S3 or memory (obstore)."""

from flask import Flask, current_app

from stories.foundation.blobs.store import CHUNK, AlreadyKept, Blobs, Lying, digest_of
from stories.foundation.settings import Settings

__all__ = ["CHUNK", "AlreadyKept", "Blobs", "Lying", "blobs", "digest_of", "init_app"]


def init_app(app: Flask, settings: Settings) -> None:
    """Open the stores named by ``STORIES_BLOBS_URL`` and ``STORIES_BLOBS_COPY_URL``."""
    second = settings["BLOBS_COPY_URL"]
    app.extensions["blobs"] = Blobs(settings["BLOBS_URL"], Blobs(second) if second else None)


def blobs() -> Blobs:
    """The running application's store."""
    store: Blobs = current_app.extensions["blobs"]
    return store
