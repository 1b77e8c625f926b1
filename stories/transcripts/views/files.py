"""The text as a file: captions, or lines to read. Names stay in the house (DOMAIN P1)."""

import uuid

from flask import Response, request
from flask.typing import ResponseReturnValue

from stories.foundation import audit
from stories.foundation.access import Actor, current_actor, expose
from stories.foundation.errors import NotFound
from stories.media import consent
from stories.media.errors import Closed
from stories.transcripts import captions, queries
from stories.transcripts.approvals.shown import Stands, stands_of
from stories.transcripts.captions import Spoken
from stories.transcripts.leaving import approved_of, flags_shown, label_of, mark_of, state_of
from stories.transcripts.models import Segment, TranscriptVersion
from stories.transcripts.views.pages import blueprint, find_open
from stories.transcripts.voices import names_outside

FORMS = {
    "vtt": (captions.vtt, "text/vtt"),
    "srt": (captions.srt, "application/x-subrip"),
    "txt": (captions.text, "text/plain"),
}


@blueprint.get("/recordings/<uuid:recording_id>/transcript/text")
@expose("transcripts.view")
def text_file(recording_id: uuid.UUID) -> ResponseReturnValue:
    """The current text as WebVTT, SubRip or plain text (``?as=``)."""
    actor = current_actor()
    version = script_to_take(actor, recording_id)
    form = request.args.get("as", "txt")
    if form not in FORMS:
        raise NotFound
    draw, kind = FORMS[form]
    body = draw(_spoken(version), label_of(version))
    return hand_out(actor, version, form, body.encode(), f"{kind}; charset=utf-8", form)


def hand_out(
    actor: Actor, version: TranscriptVersion, form: str, body: bytes, kind: str, ending: str
) -> Response:
    """A text as a file to keep, noted in the log; its name tells nothing but the number."""
    audit.record(actor, "transcripts.downloaded", version.recording, detail={"as": form})
    answer = Response(body, content_type=kind)
    name = f"text-{version.number}.{ending}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def script_to_take(actor: Actor, recording_id: uuid.UUID) -> TranscriptVersion:
    """The text of a recording that may leave the house; raises Closed or NotFound."""
    recording = find_open(actor, recording_id, "transcripts.view")
    if not consent.is_open(recording):  # the safeguarding lead reads it here; no copy leaves (C8)
        raise Closed
    version = queries.current_version(recording.id)
    if version is None:
        raise NotFound
    return version


def _spoken(version: TranscriptVersion) -> list[Spoken]:
    rows = queries.every_segment(version.id)
    names = names_outside(rows)
    stands = stands_of(rows)
    told = (row for row in rows if row.text or flags_shown(row))
    return [_one(row, names[row.id], stands[row.id]) for row in told]


def _one(row: Segment, name: str, stand: Stands) -> Spoken:
    starts = tuple(float(word["start"]) for word in row.words)
    start, end = row.start_ms / 1000, row.end_ms / 1000
    known = (row.language, row.text, name, flags_shown(row), starts)
    return Spoken(start, end, *known, state_of(row, stand), mark_of(row), approved_of(stand))
