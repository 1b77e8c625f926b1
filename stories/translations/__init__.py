"""The other language of each segment; ``catalogs`` holds the interface's own."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Open the room."""
    from stories.foundation import attention, erasure, holdings, panels, rounds, work
    from stories.transcripts import signals
    from stories.transcripts.approvals import hands
    from stories.transcripts.beside import Beside, stand_beside
    from stories.translations import beside, erasing, follow, held, narrator, policy, taking, views
    from stories.translations.attention import waiting
    from stories.translations.drafts import jobs
    from stories.translations.drafts.queries import KIND, KIND_ONE
    from stories.translations.inward import chores
    from stories.translations.panels import on_editor
    from stories.translations.progress import on_editor as way_to_progress
    from stories.translations.queries import wrote_the_other_language

    policy.fill()
    narrator.init_app(app)
    app.register_blueprint(views.blueprint)
    attention.tell(waiting)
    panels.add_panel("editor", 20, on_editor)
    panels.add_panel("editor", 30, way_to_progress)
    work.handles(KIND, heavy=True)(jobs.draft_version)
    work.handles(KIND_ONE, heavy=True)(jobs.draft_segment)
    stand_beside(
        Beside(
            beside.draw,
            beside.take,
            beside.text,
            beside.put,
            taking.said,
            taking.take_over,
            taking.elsewhere,
        )
    )
    signals.segment_changed.connect(follow.segment_changed)
    signals.segment_split.connect(follow.segment_split)
    signals.segments_merged.connect(follow.segments_merged)
    signals.version_copied.connect(follow.version_copied)
    hands.also(wrote_the_other_language)
    holdings.tell(held.about, *held.TABLES)
    erasure.tell(erasing.touches)
    rounds.tell(chores.old_texts)
