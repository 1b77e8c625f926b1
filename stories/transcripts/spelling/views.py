"""Spelling hints for the editor: which words to look at, and what they might be."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from flask import current_app, jsonify
from flask.typing import ResponseReturnValue

from stories.foundation.access import current_actor, expose
from stories.foundation.errors import NotFound
from stories.media.models import Recording
from stories.people.queries import persons_by_ids
from stories.sessions.queries import audible_in
from stories.transcripts import queries
from stories.transcripts.models import Segment
from stories.transcripts.spelling import hunspell
from stories.transcripts.spelling.rules import doubted, expected, words_in
from stories.transcripts.views.marks import EDIT
from stories.transcripts.views.pages import blueprint, find_open, moment
from stories.transcripts.wordlist.queries import words_of


@blueprint.get("/recordings/<uuid:recording_id>/transcript/spelling")
@expose(EDIT)
def spelling(recording_id: uuid.UUID) -> ResponseReturnValue:
    """Words no dictionary knows, by segment, from a moment on: as many rows as a page has."""
    recording = find_open(current_actor(), recording_id, EDIT)
    version = queries.current_version(recording.id)
    if version is None:
        raise NotFound
    return jsonify(_doubts(recording, queries.segments_from(version.id, moment("from") or 0)))


@blueprint.get("/segments/<uuid:segment_id>/spelling")
@expose(EDIT)
def segment_spelling(segment_id: uuid.UUID) -> ResponseReturnValue:
    """The words of one segment that no dictionary knows, each with what it might be."""
    actor = current_actor()
    segment = queries.segment(actor, segment_id, EDIT)
    recording = find_open(actor, segment.version.recording_id, EDIT)
    wrong = _doubts(recording, [segment]).get(str(segment.id), [])
    return jsonify(hunspell.suggestions(_folder(), segment.language, wrong))


def _doubts(recording: Recording, segments: Sequence[Segment]) -> dict[str, list[str]]:
    by_language: dict[str, list[str]] = defaultdict(list)
    for segment in segments:
        by_language[segment.language] += words_in(segment.text)
    known = _expected(recording)
    wrong = {
        language: {
            word
            for word in hunspell.unknown(_folder(), language, dict.fromkeys(words))
            if not expected(word, known)
        }
        for language, words in by_language.items()
    }
    found = {str(row.id): doubted(row.text, wrong[row.language]) for row in segments}
    return {key: words for key, words in found.items() if words}


def _expected(recording: Recording) -> list[str]:
    """Names of those who are heard, the place, and the organisation's own words."""
    session = recording.session
    heard = persons_by_ids(audible_in([session.id])[session.id]).values()
    told = [person.name for person in heard] + [session.place]
    told += [row.text for row in words_of(recording.organisation_id)]
    return [word for text in told for word in words_in(text)]


def _folder() -> Path:
    return Path(current_app.extensions["settings"]["DICTIONARIES_DIR"])
