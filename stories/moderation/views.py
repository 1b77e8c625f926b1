"""Pages of stories: propose, look, change, listen."""

import uuid

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.foundation import audit
from stories.foundation.access import current_actor, expose
from stories.foundation.clock import today
from stories.foundation.errors import Forbidden, NotFound, StoriesError
from stories.foundation.i18n import locale_code
from stories.foundation.serving import serve_blob
from stories.media.queries import recording as find_recording
from stories.moderation import queries, services
from stories.moderation.errors import FaultyText
from stories.moderation.forms import StoryForm, stretch_rows, written
from stories.moderation.models import Story, StoryState
from stories.moderation.page import note_told, open_story, open_to_team, story_page
from stories.moderation.reasons import STATES
from stories.moderation.remarks.shown import remarks_shown
from stories.moderation.rules import LEAST_AUDIENCE, shut_among
from stories.moderation.suggesting.page import noted
from stories.transcripts.queries import current_version

blueprint = Blueprint("moderation", __name__)
SOUNDS = {"webm": "audio/webm", "m4a": "audio/mp4"}


def to_story(story_id: uuid.UUID) -> ResponseReturnValue:
    """Back to the story's page."""
    return redirect(url_for("moderation.show", story_id=story_id), code=303)


@blueprint.get("/stories")
@expose("moderation.view")
def index() -> str:
    """Stories the actor may see, page by page; of one state, and with their gate, if asked."""
    asked = request.args.get("state", "")
    state = StoryState(asked) if asked in set(StoryState) else None
    number = max(1, request.args.get("page", 1, type=int))
    gate = "gate" in request.args
    stories, pages = queries.page_of_stories(current_actor(), state, number)
    facts = queries.facts_of(stories) if gate else {}
    permissions = {key: item.permission for key, item in facts.items()}
    return render_template(
        "moderation/index.html",
        stories=stories,
        names=queries.names_by(permissions) if gate else queries.narrator_names(stories),
        shut=shut_among(facts, LEAST_AUDIENCE, today()),
        states=STATES,
        state=state,
        gate=gate,
        page=min(number, pages),
        pages=pages,
    )


@blueprint.route("/recordings/<uuid:recording_id>/propose", methods=["GET", "POST"])
@expose("moderation.propose")
def propose(recording_id: uuid.UUID) -> ResponseReturnValue:
    """Propose a stretch of a recording as a story."""
    actor = current_actor()
    recording = find_recording(actor, recording_id, "moderation.propose")
    version = current_version(recording.id)
    whole = stretch_rows([(0, int(recording.seconds * 1000))])
    form = StoryForm(data={"stretches": whole, "themes": []})
    form.offer(queries.themes(), locale_code())
    problem: StoriesError | None = None
    if not _one_more(form) and form.validate_on_submit():
        try:
            story = services.propose_story(actor, recording, version, form.text())
        except StoriesError as error:
            problem = _tell(form, error)
        else:
            flash(_("The story is proposed. Two people who did not make it now review it."), "ok")
            return to_story(story.id)
    form.stretches.one_more()
    page = render_template(
        "moderation/propose.html", form=form, recording=recording, version=version, problem=problem
    )
    return page, _status(form, problem)


@blueprint.get("/stories/<uuid:story_id>")
@expose("moderation.view")
def show(story_id: uuid.UUID) -> str:
    """A story: text in both languages, sound, where it stands and what blocks it."""
    actor = current_actor()
    story = queries.story(actor, story_id)
    audit.record(actor, "moderation.viewed", story)
    return render_template(
        "moderation/show.html",
        page=story_page(actor, story),
        story=story,
        states=STATES,
        note_told=note_told,
        sounds=sounds_of(story),
    )


def sounds_of(story: Story) -> list[tuple[str, str]]:
    """Addresses and types of a story's copies."""
    return [
        (url_for("moderation.listen", story_id=story.id, kind=kind), mime)
        for kind, mime in SOUNDS.items()
    ]


@blueprint.get("/stories/<uuid:story_id>/listen.<any(webm, m4a):kind>")
@expose("moderation.view")
def listen(story_id: uuid.UUID, kind: str) -> Response:
    """The copy of a story's stretch, to the team."""
    actor = current_actor()
    story = queries.story(actor, story_id)
    if not open_to_team(actor, story, queries.facts_of([story])[story.id]):
        raise Forbidden
    key = story.copy_opus if kind == "webm" else story.copy_aac
    if not key:
        raise NotFound
    if request.method == "GET" and request.headers.get("Range", "bytes=0-").startswith("bytes=0-"):
        audit.record(actor, "moderation.listened", story)
    return serve_blob(key, SOUNDS[kind], to_staff=True)


@blueprint.route("/stories/<uuid:story_id>/edit", methods=["GET", "POST"])
@expose("moderation.propose")
def edit(story_id: uuid.UUID) -> ResponseReturnValue:
    """Change a story; it goes before its reviewers again."""
    actor = current_actor()
    story = open_story(actor, story_id, "moderation.propose")
    audit.record(actor, "moderation.viewed", story)
    proposed = noted(story) if "note" in request.args else {}
    form = StoryForm(data=written(story) | proposed)
    form.offer(queries.themes(), locale_code())
    problem: StoriesError | None = None
    if not _one_more(form) and form.validate_on_submit():
        try:
            seen = int(form.revision.data or 0)
            services.change_story(actor, story, form.text(), seen_revision=seen)
        except StoriesError as error:
            problem = _tell(form, error)
        else:
            flash(_("The story is changed. Two people review it as it stands now."), "ok")
            return to_story(story.id)
    form.stretches.one_more()
    page = render_template(
        "moderation/edit.html",
        form=form,
        story=story,
        problem=problem,
        remarked=remarks_shown(actor, story),
    )
    return page, _status(form, problem)


def _tell(form: StoryForm, error: StoriesError) -> StoriesError | None:
    """Put what went wrong where it belongs; whatever has no field of its own is given back."""
    if isinstance(error, FaultyText):
        form.tell(error.faults)
        return None
    return error


def _one_more(form: StoryForm) -> bool:
    """Whether one more row for a stretch was asked for: then nothing is saved yet."""
    return form.is_submitted() and "one_more" in request.args


def _status(form: StoryForm, problem: StoriesError | None) -> int:
    if problem is not None:
        return problem.status
    return 422 if form.is_submitted() else 200


@blueprint.post("/stories/<uuid:story_id>/copy")
@expose("moderation.propose")
def copy_again(story_id: uuid.UUID) -> ResponseReturnValue:
    """Have the copy for listening made once more."""
    actor = current_actor()
    story = queries.story(actor, story_id, "moderation.propose")
    services.ask_for_copy(actor, story)
    flash(_("The copy is being made."), "info")
    return to_story(story_id)
