"""The families' rooms: a link, a PIN, a voice and its words."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Open the room."""
    from stories.foundation import erasure, holdings, panels
    from stories.reading import erasing, held, links, policy, views
    from stories.reading import keeping_views as _pages  # noqa: F401 - joins the blueprint

    policy.fill()
    app.register_blueprint(views.blueprint)
    app.register_blueprint(links.blueprint)
    panels.add_panel("collection", 50, links.panel)
    holdings.tell(held.about, *held.TABLES)
    erasure.tell(erasing.touches)
