"""Find and replace over a whole text, with everything shown before it is done."""

import uuid
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.datastructures import MultiDict

from stories.foundation import audit
from stories.foundation.access import Actor, current_actor, expose
from stories.foundation.errors import NotFound
from stories.media.models import Recording
from stories.transcripts import queries as transcripts
from stories.transcripts.models import TranscriptVersion
from stories.transcripts.views.pages import find_open
from stories.translations.finding.forms import BOTH, OTHER, SAID, FindForm
from stories.translations.finding.looking import Found, look
from stories.translations.finding.services import replace_words
from stories.translations.queries import translations_for
from stories.translations.views.keeping import blueprint

EDIT = "transcripts.edit"
SHOWN = 100


@blueprint.get("/recordings/<uuid:recording_id>/transcript/find")
@expose(EDIT)
def find(recording_id: uuid.UUID) -> ResponseReturnValue:
    """Every place where the words stand, and how it would read with the others."""
    actor = current_actor()
    recording, version = _text(actor, recording_id)
    audit.record(actor, "translations.searched", recording)
    return _page(recording, version, FindForm(request.args))


def _page(recording: Recording, version: TranscriptVersion, form: FindForm) -> ResponseReturnValue:
    fits = form.validate()
    found = _look(version, form) if fits else []
    page = render_template(
        "translations/find.html",
        recording=recording,
        form=form,
        asked=fits and form.wanted.text,
        found=found[:SHOWN],
        texts=len(found),
        places=sum(one.count for one in found),
        shown=SHOWN,
    )
    return page, 200 if fits else 422


@blueprint.post("/recordings/<uuid:recording_id>/transcript/replace")
@expose(EDIT)
def replace(recording_id: uuid.UUID) -> ResponseReturnValue:
    """Replace in the texts that were ticked; those changed meanwhile are left."""
    actor = current_actor()
    recording, version = _text(actor, recording_id, held=True)
    form = FindForm(request.form)
    if not form.validate():
        return _page(recording, version, form)
    back = url_for("translations.find", recording_id=recording_id, **_asked(form))
    if not (form.wanted.text and form.changes):
        flash(_("Say first what to look for, and what should stand there."), "wait")
        return redirect(back, code=303)
    ticked = request.form.getlist("text")
    found = _look(version, form)
    done, left = replace_words(actor, version, found, ticked, form.wanted, form.replacement)
    said = ngettext("Replaced in %(num)d text.", "Replaced in %(num)d texts.", done)
    flash(said if done else _("Nothing was replaced."), "ok" if done else "wait")
    if left:
        flash(
            ngettext(
                "%(num)d text was changed by somebody meanwhile, and stays as it is. Look again.",
                "%(num)d texts were changed by somebody meanwhile, and stay as they are. "
                "Look again.",
                left,
            ),
            "wait",
        )
    return redirect(back, code=303)


def _text(
    actor: Actor, recording_id: uuid.UUID, *, held: bool = False
) -> tuple[Recording, TranscriptVersion]:
    recording = find_open(actor, recording_id, EDIT)
    version = (transcripts.held_version if held else transcripts.current_version)(recording.id)
    if version is None:
        raise NotFound
    return recording, version


def _look(version: TranscriptVersion, form: FindForm) -> list[Found]:
    if not form.wanted.text:
        return []
    segments = transcripts.every_segment(version.id)
    beside = translations_for(row.id for row in segments)
    rows = [(row, beside.get(row.id)) for row in segments]
    where = (SAID, OTHER) if form.where.data == BOTH else (form.where.data,)
    return look(rows, form.wanted, form.replacement, where)


def _asked(form: FindForm) -> dict[str, Any]:
    """The fields as they stand in the address of the page that finds."""
    known = MultiDict(request.form)
    return {name: known[name] for name in form.data if known.get(name)}
