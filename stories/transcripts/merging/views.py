"""Side by side: the working text and another version, place by place."""

import re
import uuid

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from stories.foundation import audit
from stories.foundation.access import Actor, current_actor, expose
from stories.foundation.errors import NotFound
from stories.transcripts import queries
from stories.transcripts.merging import services
from stories.transcripts.merging.pairs import compare
from stories.transcripts.merging.services import Merged
from stories.transcripts.merging.shown import page_of, told_of, words_of
from stories.transcripts.models import TranscriptVersion
from stories.transcripts.standing import state_tag
from stories.transcripts.views.pages import blueprint, find_open
from stories.transcripts.words import language_word

EDIT = "transcripts.edit"
BASE = "/recordings/<uuid:recording_id>/transcript/versions/<uuid:version_id>/merge"
LONGEST_MS = 10**9
SEEN = {"take": "seen", "tell": "told"}
REVISION = re.compile("[0-9]{1,9}")
__all__ = ["blueprint"]


@blueprint.get(BASE)
@expose(EDIT)
def merge_versions(recording_id: uuid.UUID, version_id: uuid.UUID) -> ResponseReturnValue:
    """Where the two differ, from a moment on (``?at=``, milliseconds)."""
    actor = current_actor()
    present, other = _two(actor, recording_id, version_id)
    audit.record(actor, "transcripts.viewed", other.recording)
    return render_template(
        "transcripts/merge.html",
        recording=other.recording,
        present=present,
        other=other,
        shown=page_of(compare(present, other), _moment(request.args.get("at"))),
        words_of=words_of,
        told_of=told_of,
        tag_pair=state_tag(other, queries.counts(other.id)),
        language_word=language_word,
    )


@blueprint.post(BASE)
@expose(EDIT)
def take_merged(recording_id: uuid.UUID, version_id: uuid.UUID) -> ResponseReturnValue:
    """Take what was chosen on a page; the next page follows."""
    actor = current_actor()
    present, other = _two(actor, recording_id, version_id)
    _tell(services.take_chosen(actor, present, other, _chosen("take"), _chosen("tell")))
    return redirect(_address(other, request.form.get("then")), code=303)


@blueprint.post(f"{BASE}/all")
@expose(EDIT)
def take_all_merged(recording_id: uuid.UUID, version_id: uuid.UUID) -> ResponseReturnValue:
    """Take all of it but where people corrected something."""
    actor = current_actor()
    present, other = _two(actor, recording_id, version_id)
    _tell(services.take_where_nobody_corrected(actor, present, other))
    return redirect(_address(other, None), code=303)


def _two(
    actor: Actor, recording_id: uuid.UUID, version_id: uuid.UUID
) -> tuple[TranscriptVersion, TranscriptVersion]:
    """The working text of a recording, and another version of it (NotFound otherwise)."""
    recording = find_open(actor, recording_id, EDIT)
    present = queries.held_version(recording.id)
    other = queries.version_of(recording.id, version_id)
    if present is None or present.id == other.id:
        raise NotFound
    return present, other


def _address(other: TranscriptVersion, then: str | None) -> str:
    at = _moment(then) or None
    keys = (other.recording_id, other.id)
    return url_for("transcripts.merge_versions", recording_id=keys[0], version_id=keys[1], at=at)


def _moment(typed: str | None) -> int:
    return min(int(typed), LONGEST_MS) if typed and REVISION.fullmatch(typed) else 0


def _chosen(what: str) -> dict[str, int]:
    """Keys of the places to take (``take``: what was said, ``tell``: beside it), as seen there."""
    found = {}
    for name, value in request.form.items():
        if name.startswith(f"{what}-") and value == "other":
            key = name.removeprefix(f"{what}-")
            seen = request.form.get(f"{SEEN[what]}-{key}", "")
            found[key] = int(seen) if REVISION.fullmatch(seen) else -1
    return found


def _tell(done: Merged) -> None:
    told = ngettext(
        "%(num)d place now has the other version's words.",
        "%(num)d places now have the other version's words.",
        done.taken,
    )
    flash(told if done.taken else _("Nothing was taken; the working text is as it was."), "ok")
    if done.replaced:
        flash(_("The corrected texts that were replaced are kept in an older version."), "info")
    if done.missed:
        flash(
            _("Some places were changed meanwhile and stay as they are. Look at them again."),
            "wait",
        )
