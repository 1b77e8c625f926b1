"""The text as a file: captions, or lines to read. Names stay in the house (DOMAIN P1)."""

import uuid

from flask import Response, request
from flask.typing import ResponseReturnValue

from stories.foundation import audit
from stories.foundation.access import current_actor, expose
from stories.foundation.errors import NotFound
from stories.media import consent
from stories.media.errors import Closed
from stories.transcripts import captions, queries
from stories.transcripts.captions import Spoken
from stories.transcripts.models import Segment, TranscriptState, TranscriptVersion
from stories.transcripts.standing import state_tag
from stories.transcripts.views.pages import blueprint, find_open
from stories.transcripts.voices import names_outside
from stories.transcripts.words import FLAGS

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
    recording = find_open(actor, recording_id, "transcripts.view")
    if not consent.is_open(recording):  # the safeguarding lead reads it here; no copy leaves (C8)
        raise Closed
    version = queries.current_version(recording.id)
    form = request.args.get("as", "txt")
    if version is None or form not in FORMS:
        raise NotFound
    audit.record(actor, "transcripts.downloaded", recording, detail={"as": form})
    draw, kind = FORMS[form]
    answer = Response(
        draw(_spoken(version), _label(version)), content_type=f"{kind}; charset=utf-8"
    )
    answer.headers["Content-Disposition"] = f'attachment; filename="text-{version.number}.{form}"'
    return answer


def _label(version: TranscriptVersion) -> str:
    """What a machine wrote says so; what people corrected needs no label (DOMAIN R8)."""
    if version.state is not TranscriptState.DRAFT:
        return ""
    return state_tag(version, queries.counts(version.id))[0]


def _spoken(version: TranscriptVersion) -> list[Spoken]:
    rows = queries.every_segment(version.id)
    names = names_outside(rows)
    return [_one(row, names[row.id]) for row in rows if row.text or _flags(row)]


def _one(row: Segment, name: str) -> Spoken:
    starts = tuple(float(word["start"]) for word in row.words)
    start, end = row.start_ms / 1000, row.end_ms / 1000
    return Spoken(start, end, row.language, row.text, name, _flags(row), starts)


def _flags(row: Segment) -> tuple[str, ...]:
    return () if row.checked_at else tuple(str(FLAGS[one]) for one in row.flags if one in FLAGS)
