"""What reviewers remark on single passages of a story."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Add the pages, and the way from the text's editor to what was remarked."""
    from stories.foundation import panels
    from stories.moderation.remarks import views
    from stories.moderation.remarks.shown import on_editor

    app.register_blueprint(views.blueprint)
    panels.add_panel("editor", 40, on_editor)
