"""Requests to take a story down: asked by anybody, followed by a code, decided by two (M6)."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Join the room's pages, and open the public ones."""
    from stories.foundation import attention
    from stories.foundation.mail import rooms
    from stories.moderation.takedown import attention as mine
    from stories.moderation.takedown import letters, public_views, services
    from stories.moderation.takedown import views as _pages  # noqa: F401 - joins the blueprint

    app.register_blueprint(public_views.blueprint)
    attention.tell(mine.waiting)
    for kind in (services.LETTER, services.APPEAL_LETTER):
        rooms.written_by(kind, letters.write)
