"""A narrator listens to what they told, reads it, and says whether it may stay so (C12, R8)."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Open the narrator's own pages, and the team's pages about them."""
    from stories.foundation import attention, erasure, holdings, panels
    from stories.foundation.signals import agreement_withdrawn
    from stories.translations.narrator import erasing, held, views
    from stories.translations.narrator.attention import waiting
    from stories.translations.narrator.follow import agreement_taken_back
    from stories.translations.narrator.panels import on_recording

    app.register_blueprint(views.own)
    app.register_blueprint(views.staff)
    attention.tell(waiting)
    panels.add_panel("recording", 30, on_recording)
    agreement_withdrawn.connect(agreement_taken_back)
    holdings.tell(held.about, *held.TABLES)
    erasure.tell(erasing.touches)
    erasure.keeps_files("narrator_wishes", "note_key")
