"""What was said: written down by a machine, corrected by people."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Open the room."""
    from stories.foundation import attention, erasure, holdings, panels, rounds, work
    from stories.foundation.signals import recording_ready
    from stories.transcripts import erasing, held, jobs, policy, views
    from stories.transcripts.attention import waiting
    from stories.transcripts.follow import write_down_when_ready
    from stories.transcripts.panels import on_recording, on_row
    from stories.transcripts.presence.services import forget_who_left
    from stories.transcripts.queries import KIND

    policy.fill()
    app.register_blueprint(views.blueprint)
    attention.tell(waiting)
    panels.add_panel("recording", 20, on_recording)
    panels.add_panel("recording_row", 20, on_row)
    work.handles(KIND, heavy=True)(jobs.transcribe)
    recording_ready.connect(write_down_when_ready)
    holdings.tell(held.about, *held.TABLES)
    erasure.tell(erasing.touches)
    rounds.tell(forget_who_left)
