"""A text comes in: send a file, look at what would come, and take it in or throw it away."""

import uuid
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.foundation import audit
from stories.foundation.access import Actor, current_actor, expose
from stories.foundation.errors import StoriesError
from stories.media import consent
from stories.media.errors import Closed
from stories.media.models import Recording
from stories.transcripts.queries import current_version
from stories.transcripts.rules import spoken_languages
from stories.transcripts.views.pages import find_open
from stories.transcripts.words import language_word
from stories.translations.inward import queries, services, who
from stories.translations.inward.files import Unreadable, guess, read
from stories.translations.inward.forms import BESIDE, BringForm, keys_of, taking_form
from stories.translations.inward.kept import faults_of, lines_of
from stories.translations.inward.models import TextDraft
from stories.translations.inward.reasons import FAULTS, FORMS, place
from stories.translations.inward.rules import Wishes, names_in, ready
from stories.translations.views.keeping import blueprint

EDIT = "transcripts.edit"
SHOWN, FAULTS_SHOWN = 40, 100
__all__ = ["blueprint"]


@blueprint.route("/recordings/<uuid:recording_id>/transcript/bring", methods=["GET", "POST"])
@expose(EDIT, files=True)
def bring(recording_id: uuid.UUID) -> ResponseReturnValue:
    """Send a file; nothing is taken in by that."""
    actor = current_actor()
    recording = _recording(actor, recording_id)
    form = BringForm()
    if form.validate_on_submit():
        try:
            draft = services.keep_draft(actor, recording, read(form.script.data.stream))
        except Unreadable as problem:
            form.script.errors = [str(problem.sentence)]
        else:
            return redirect(_address(draft), code=303)
    page = render_template("translations/bring.html", form=form, recording=recording)
    return page, 422 if form.errors else 200


@blueprint.route(
    "/recordings/<uuid:recording_id>/transcript/bring/<uuid:brought_id>", methods=["GET", "POST"]
)
@expose(EDIT)
def brought(recording_id: uuid.UUID, brought_id: uuid.UUID) -> ResponseReturnValue:
    """What would come of a file; and taking it in, as was said on the page."""
    actor = current_actor()
    draft = _draft(actor, recording_id, brought_id)
    lines = lines_of(draft)
    form = _questions(draft, lines)
    if not form.validate_on_submit():
        audit.record(actor, "transcripts.viewed", draft.recording)
        return _preview(draft, form), 422 if form.errors else 200
    try:
        version = services.take_in(actor, draft, _wishes(draft, form))
    except StoriesError as problem:
        return _preview(draft, form, problem), problem.status
    flash(_told(version.number, working=version.current), "ok")
    there = f"version-{version.number}"  # a browser opens the list around it
    return redirect(url_for("media.show", recording_id=recording_id, _anchor=there), code=303)


@blueprint.post("/recordings/<uuid:recording_id>/transcript/bring/<uuid:brought_id>/drop")
@expose(EDIT)
def drop_brought(recording_id: uuid.UUID, brought_id: uuid.UUID) -> ResponseReturnValue:
    """Throw the file's text away."""
    actor = current_actor()
    services.drop_draft(actor, _draft(actor, recording_id, brought_id))
    flash(_("The file is thrown away. No text was changed."), "ok")
    return redirect(url_for("translations.bring", recording_id=recording_id), code=303)


def _recording(actor: Actor, recording_id: uuid.UUID) -> Recording:
    recording = find_open(actor, recording_id, EDIT)
    if not consent.is_open(recording):
        raise Closed
    return recording


def _draft(actor: Actor, recording_id: uuid.UUID, draft_id: uuid.UUID) -> TextDraft:
    _recording(actor, recording_id)
    return queries.draft(actor, recording_id, draft_id)


def _address(draft: TextDraft) -> str:
    keys = draft.recording_id, draft.id
    return url_for("translations.brought", recording_id=keys[0], brought_id=keys[1])


def _questions(draft: TextDraft, lines: list[Any]) -> Any:
    recording, names = draft.recording, names_in(lines)
    spoken = any(line.spoken for line in lines)
    return taking_form(
        names,
        who.choices(recording, spoken=spoken),
        who.guesses(lines, recording),
        unsaid=any(not line.language and not line.other_language for line in lines),
        beside=guess.in_two_languages(lines) if any("\n" in one.text for one in lines) else None,
    )


def _wishes(draft: TextDraft, form: Any) -> Wishes:
    names = names_in(lines_of(draft))
    return Wishes(
        form.language.data if "language" in form else "",
        spoken_languages(draft.recording.session.languages)[0],
        beside="lines" in form and form.lines.data == BESIDE,
        speakers=who.speakers(names, keys_of(form, names)),
    )


def _preview(draft: TextDraft, form: Any, problem: StoriesError | None = None) -> str:
    lines = lines_of(draft)
    names = names_in(lines)
    rows = ready(lines, _wishes(draft, form))
    faults = faults_of(draft)
    return render_template(
        "translations/brought.html",
        draft=draft,
        form=form,
        problem=problem,
        kind=FORMS[draft.form],
        rows=rows,
        shown=list(zip(rows[:SHOWN], lines, strict=False)),
        languages=[language_word(code) for code in dict.fromkeys(row.language for row in rows)],
        names=[(name, form[f"who_{at}"]) for at, name in enumerate(names)],
        translated=sum(bool(row.other) for row in rows),
        checked=sum(row.checked for row in rows),
        lost=[fault for fault in faults if not fault.taken][:FAULTS_SHOWN],
        noted=[fault for fault in faults if fault.taken][:FAULTS_SHOWN],
        faults=faults,
        sentence=FAULTS,
        place=lambda number: place(draft.form, number),
        language_word=language_word,
        present=current_version(draft.recording_id),
    )


def _told(number: int, *, working: bool) -> str:
    if working:
        return str(_("The text is here: version %(number)s.", number=number))
    return str(
        _(
            "The text is here: version %(number)s. The working text is as it was; below you can "
            "compare the two or take the new one instead.",
            number=number,
        )
    )
