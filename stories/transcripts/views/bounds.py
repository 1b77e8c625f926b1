"""Where segments begin and end: moved by ear beside the sound, or typed on a page of their own."""

import uuid
from collections.abc import Mapping
from typing import Any

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.foundation import audit
from stories.foundation.access import Actor, current_actor, expose
from stories.foundation.errors import StoriesError
from stories.foundation.positions import position, read_position
from stories.media.models import Recording
from stories.transcripts import queries, services
from stories.transcripts.bounds import Edge
from stories.transcripts.errors import BadTime, BoundaryOutside, SegmentConflict
from stories.transcripts.models import Segment
from stories.transcripts.services.move import Move, edge_of, times_of
from stories.transcripts.standing import state_shown
from stories.transcripts.views.finding import segment_to_change, with_address
from stories.transcripts.views.pages import blueprint, find_open

EDIT = "transcripts.edit"
LONGEST = 10**9  # milliseconds; more than eleven days are no place in any recording
Wrong = Mapping[str, tuple[str, object]]


@blueprint.post("/segments/<uuid:segment_id>/boundary")
@expose(EDIT)
def move_boundary(segment_id: uuid.UUID) -> ResponseReturnValue:
    """Move one edge of a segment; answers the times of every segment that changed."""
    actor = current_actor()
    segment = segment_to_change(actor, segment_id, EDIT, queries.segment_among_neighbours)
    find_open(actor, segment.version.recording_id, EDIT)
    revision = request.form.get("revision", -1, type=int)
    try:
        move = _wanted()
        changed = services.move_boundary(actor, segment, move, revision)
    except StoriesError as error:
        return _refused(error, segment)
    told = {"revision": segment.revision, "times": times_of(changed)}
    where = position(move.at_ms)
    starts = move.edge is Edge.START
    sentence = _("Starts at %(time)s", time=where) if starts else _("Ends at %(time)s", time=where)
    state = {"sentence": sentence, "state": state_shown(segment.version)}
    address = url_for(
        "transcripts.segment_history", segment_id=segment.id, revision=segment.revision
    )
    return with_address(jsonify(told | state), address)


def _wanted() -> Move:
    edge = request.form.get("edge", "")
    was, at = (request.form.get(name, LONGEST, type=int) for name in ("was", "at"))
    if edge not in {*Edge} or abs(at) >= LONGEST:
        raise BoundaryOutside
    return Move(Edge(edge), was, at)


def _refused(error: StoriesError, segment: Segment) -> ResponseReturnValue:
    """Why not, and where the edges stand now, for whoever moved them without a connection."""
    told: dict[str, Any] = {"error": str(error.title), "sentence": str(error.sentence)}
    told |= {"times": times_of([segment]), "revision": segment.revision}
    if isinstance(error, SegmentConflict):
        told["current"] = error.current
    return jsonify(told), error.status


@blueprint.get("/recordings/<uuid:recording_id>/transcript/times")
@expose(EDIT)
def times(recording_id: uuid.UUID) -> ResponseReturnValue:
    """Every beginning and end on one page, to be typed: for browsers without scripts."""
    actor = current_actor()
    recording = find_open(actor, recording_id, EDIT)
    if queries.current_version(recording.id) is None:
        return redirect(url_for("media.show", recording_id=recording.id), code=303)
    audit.record(actor, "transcripts.viewed", recording)
    return _page(recording, {})


def _page(recording: Recording, wrong: Wrong) -> str:
    version = queries.current_version(recording.id)
    wanted = request.args.get("page", 1, type=int)
    segments, page, pages = queries.page_of_segments(version.id, wanted) if version else ([], 1, 1)
    return render_template(
        "transcripts/times.html",
        recording=recording,
        segments=segments,
        page=page,
        pages=pages,
        position=position,
        wrong=wrong,
    )


@blueprint.post("/recordings/<uuid:recording_id>/transcript/times")
@expose(EDIT)
def save_times(recording_id: uuid.UUID) -> ResponseReturnValue:
    """Move every edge that was typed anew; what cannot be so is shown with the reason."""
    actor = current_actor()
    recording = find_open(actor, recording_id, EDIT)
    version = queries.current_version(recording.id)
    wrong: dict[str, tuple[str, object]] = {}
    for segment in queries.every_segment(version.id, held=True) if version else []:
        if f"revision-{segment.id}" in request.form:
            _save_edges(actor, segment, wrong)
    if wrong:
        # What fitted is kept; an error status would take that back as well.
        flash(_("Some times were not taken. Look at the marked ones."), "wait")
        return _page(recording, wrong)
    flash(_("Everything is saved."), "ok")
    page = request.args.get("page", 1, type=int)
    return redirect(url_for("transcripts.times", recording_id=recording.id, page=page), code=303)


def _save_edges(actor: Actor, segment: Segment, wrong: dict[str, tuple[str, object]]) -> None:
    revision = request.form.get(f"revision-{segment.id}", -1, type=int)
    start = read_position(request.form.get(f"start-{segment.id}", ""))
    earlier = start is not None and start < segment.start_ms
    # A segment that goes to another place as a whole leads with the edge in front.
    for edge in (Edge.START, Edge.END) if earlier else (Edge.END, Edge.START):
        before = segment.revision
        try:
            _save_edge(actor, segment, edge, revision)
        except StoriesError as error:
            name = f"{edge.value}-{segment.id}"
            wrong[name] = (request.form[name], error.sentence)
        revision += segment.revision - before


def _save_edge(actor: Actor, segment: Segment, edge: Edge, revision: int) -> None:
    typed = request.form.get(f"{edge.value}-{segment.id}", "")
    was = request.form.get(f"{edge.value}-was-{segment.id}", -1, type=int)
    at, stands = read_position(typed), edge_of(segment, edge)
    if not typed.strip() or at in {was, stands}:
        return
    if at is None:
        raise BadTime
    services.move_boundary(actor, segment, Move(edge, was, at), revision)
