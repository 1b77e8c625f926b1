"""The text as a file: captions, or lines to read. Names stay in the house (DOMAIN P1)."""

import uuid

from flask import Response, request
from flask.typing import ResponseReturnValue

from stories.foundation import audit
from stories.foundation.access import Actor, current_actor, expose
from stories.foundation.errors import NotFound
from stories.media import consent
from stories.media.errors import Closed
from stories.media.models import Recording
from stories.transcripts import captions, queries
from stories.transcripts.captions import Spoken
from stories.transcripts.leaving import flags_shown, label_of
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
    recording, version = script_to_take(actor, recording_id)
    form = request.args.get("as", "txt")
    if form not in FORMS:
        raise NotFound
    audit.record(actor, "transcripts.downloaded", recording, detail={"as": form})
    draw, kind = FORMS[form]
    answer = Response(
        draw(_spoken(version), label_of(version)), content_type=f"{kind}; charset=utf-8"
    )
    answer.headers["Content-Disposition"] = f'attachment; filename="text-{version.number}.{form}"'
    return answer


def script_to_take(actor: Actor, recording_id: uuid.UUID) -> tuple[Recording, TranscriptVersion]:
    """A recording whose text may leave the house, and that text; raises Closed or NotFound."""
    recording = find_open(actor, recording_id, "transcripts.view")
    if not consent.is_open(recording):  # the safeguarding lead reads it here; no copy leaves (C8)
        raise Closed
    version = queries.current_version(recording.id)
    if version is None:
        raise NotFound
    return recording, version


def _spoken(version: TranscriptVersion) -> list[Spoken]:
    rows = queries.every_segment(version.id)
    names = names_outside(rows)
    return [_one(row, names[row.id]) for row in rows if row.text or flags_shown(row)]


def _one(row: Segment, name: str) -> Spoken:
    starts = tuple(float(word["start"]) for word in row.words)
    start, end = row.start_ms / 1000, row.end_ms / 1000
    return Spoken(start, end, row.language, row.text, name, flags_shown(row), starts)
