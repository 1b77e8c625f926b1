"""Stories: their review, the publication gate, and taking back."""

from typing import Any

from flask import Flask
from flask_babel import lazy_gettext as _l


def init_app(app: Flask) -> None:
    """Open the room."""
    from stories.foundation import (
        attention,
        erasure,
        holdings,
        pages,
        panels,
        rounds,
        signals,
        work,
    )
    from stories.media.rebuilding import also
    from stories.moderation import attention as mine
    from stories.moderation import (
        chores,
        erasing,
        held,
        jobs,
        policy,
        remarks,
        reviewing,
        suggesting,
        takedown,
        views,
    )
    from stories.moderation import closing_views as _closing  # noqa: F401 - joins the blueprint
    from stories.moderation import review_views as _pages  # noqa: F401 - joins the blueprint
    from stories.moderation.panels import on_recording
    from stories.moderation.redaction import seen as redaction_seen
    from stories.moderation.redaction import views as redaction_views
    from stories.moderation.reviewing import seen
    from stories.moderation.services.propose import COPY
    from stories.translations.narrator.signals import wish_changed

    policy.fill()
    remarks.init_app(app)
    reviewing.init_app(app)
    seen.also("redactions", _l("What is hidden"), redaction_seen.hidden_times)
    suggesting.init_app(app)
    takedown.init_app(app)
    app.register_blueprint(views.blueprint)
    app.register_blueprint(redaction_views.blueprint)
    pages.add_door("moderation.queue", _l("Review"), "moderation.view", 50, room="moderation")
    attention.tell(mine.waiting)
    panels.add_panel("recording", 50, on_recording)
    work.handles(COPY)(jobs.make_copy)
    also(_rebuild)
    signals.transcript_changed.connect(_text_changed)
    signals.somebody_absent.connect(_somebody_absent)
    signals.agreement_given.connect(_agreement_given)
    signals.agreement_withdrawn.connect(_agreement_withdrawn)
    signals.never_publish_said.connect(_person_closed)
    signals.person_closed.connect(_person_closed)
    signals.person_reopened.connect(_person_reopened)
    signals.speaker_erased.connect(_speaker_erased)
    signals.recording_closed.connect(_recording_closed)
    signals.recording_reopened.connect(_recording_reopened)
    wish_changed.connect(_wish_changed)
    holdings.tell(held.about, *held.TABLES)
    erasure.tell(erasing.touches)
    erasure.keeps_files("stories", *erasing.FILES)
    rounds.tell(chores.closures_over)
    rounds.tell(chores.reviewers_who_made_it)
    rounds.tell(chores.copies_lacking)
    signals.persons_merged.connect(_persons_merged)


def _rebuild(*told: Any) -> None:
    from stories.moderation.rebuilding import remake

    remake(*told)


def _text_changed(_sender: Any, **told: Any) -> None:
    from stories.moderation.services import text_changed

    text_changed(told["subject_id"])


def _somebody_absent(_sender: Any, **told: Any) -> None:
    from stories.moderation.services import somebody_absent

    somebody_absent(told["subject_id"])


def _speaker_erased(_sender: Any, **told: Any) -> None:
    from stories.moderation.services import speaker_erased

    speaker_erased(told["subject_id"])


def _agreement_given(_sender: Any, **told: Any) -> None:
    from stories.moderation.services import agreement_given

    agreement_given(told["subject_id"])


def _agreement_withdrawn(_sender: Any, **told: Any) -> None:
    from stories.moderation.services import agreement_withdrawn

    agreement_withdrawn(told["subject_id"])


def _person_closed(_sender: Any, **told: Any) -> None:
    from stories.moderation.services import person_closed

    person_closed(told["subject_id"])


def _person_reopened(_sender: Any, **told: Any) -> None:
    from stories.moderation.services import person_reopened

    person_reopened(told["subject_id"])


def _recording_closed(_sender: Any, **told: Any) -> None:
    from stories.moderation.services import recording_closed

    recording_closed(told["subject_id"])


def _recording_reopened(_sender: Any, **told: Any) -> None:
    from stories.moderation.services import recording_reopened

    recording_reopened(told["subject_id"])


def _wish_changed(_sender: Any, **told: Any) -> None:
    from stories.moderation.services import wish_changed

    wish_changed(told["subject_id"])


def _persons_merged(_sender: Any, **told: Any) -> None:
    from stories.moderation.services import persons_merged

    persons_merged(told["subject_id"])
