"""Making a master ready for listening, step by step; each step is kept before the next."""

from stories.foundation import audit, work
from stories.foundation.access import Actor, require
from stories.foundation.db import after_commit, db
from stories.foundation.signals import recording_ready
from stories.media import rules
from stories.media.deriving import Copies, Drawn
from stories.media.models import Recording, RecordingState
from stories.media.tools import RECIPE, AudioFacts, Loudness

GAPS = 0.02  # share of a length up to which codecs and clocks differ


def keep_facts(actor: Actor, recording: Recording, facts: AudioFacts, loudness: Loudness) -> None:
    """Note what the sound is, judged by its content, and how loud it is."""
    require(actor, "media.upload", recording)
    recording.content_type = facts.content_type
    recording.container = facts.container
    recording.codec = facts.codec
    recording.channels = facts.channels
    recording.sample_rate = facts.sample_rate
    recording.seconds = facts.duration
    recording.loudness, recording.loudness_range = loudness.integrated, loudness.range
    recording.true_peak = loudness.true_peak


def keep_copies(actor: Actor, recording: Recording, copies: Copies) -> None:
    """Note where the copies for playing lie."""
    require(actor, "media.upload", recording)
    recording.playback_opus, recording.playback_aac = copies.opus, copies.aac
    if abs(copies.seconds - recording.seconds) > GAPS * recording.seconds:
        recording.seconds = copies.seconds  # a film that was paused lasts longer than its sound


def finish(actor: Actor, recording: Recording, drawn: Drawn) -> None:
    """The recording can be heard; whoever waits for that is told after the commit."""
    require(actor, "media.upload", recording)
    if not rules.may_move(recording.state, RecordingState.READY):
        return
    recording.peaks, recording.fine_outline = drawn.overview, drawn.fine
    recording.recipe = RECIPE
    _move(actor, recording, RecordingState.READY)
    recording_id = recording.id
    after_commit(lambda: recording_ready.send(None, subject_id=recording_id))


def set_aside(actor: Actor, recording: Recording, problem: str) -> None:
    """Keep a file that is no use as a recording, with the reason; nothing is lost (DOMAIN R4)."""
    require(actor, "media.upload", recording)
    if not rules.may_move(recording.state, RecordingState.SET_ASIDE):
        return
    recording.problem = problem
    _move(actor, recording, RecordingState.SET_ASIDE)


def prepare_again(actor: Actor, recording: Recording) -> None:
    """Try once more what failed or was set aside."""
    require(actor, "media.upload", recording)
    if recording.state is RecordingState.READY:
        return
    if recording.state is RecordingState.SET_ASIDE:
        recording.problem = None
        _move(actor, recording, RecordingState.ARRIVED)
    work.ask_for("media.prepare", recording.id)


def _move(actor: Actor, recording: Recording, after: RecordingState) -> None:
    before, recording.state = recording.state, after
    db.session.flush()
    detail: audit.Detail = {
        "before": before.value,
        "after": after.value,
        "problem": recording.problem,
    }
    audit.record(actor, "media.moved", recording, detail=detail)
