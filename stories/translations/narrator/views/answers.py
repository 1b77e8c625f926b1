"""The narrator's answers: I agree, please change, and the rest together."""

import uuid
from contextlib import closing

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from stories.foundation import throttle
from stories.foundation.access import OWN_LINK, expose
from stories.foundation.db import unit_of_work
from stories.foundation.errors import StoriesError
from stories.translations.narrator import services
from stories.translations.narrator.errors import BadNote, PassageChanged
from stories.translations.narrator.forms import AgreeForm, NoteForm, WishForm
from stories.translations.narrator.models import WishKind
from stories.translations.narrator.rules import Passage, mark_of
from stories.translations.narrator.standing import Review, review_of
from stories.translations.narrator.views.door import (
    about,
    inside,
    own,
    passage_page,
    sounds,
    wanted,
)
from stories.translations.narrator.voice import listen
from stories.translations.narrator.words import SAID

NOTES = 40  # spoken notes in a quarter of an hour; more are an accident or a nuisance


def _here(token: str, passage: Passage) -> str:
    return url_for("narrator.passage", token=token, segment_id=passage.id)


def _onward(token: str, review: Review, passage: Passage) -> ResponseReturnValue:
    """To the next passage that waits, or to where it says that all is answered."""
    left = [item for item in review.rest if item.mark != passage.mark]
    later = [item for item in left if item.start_ms > passage.start_ms]
    following = next(iter([*later, *left]), None)
    there = _here(token, following) if following else url_for("narrator.room", token=token)
    return redirect(there, code=303)


@own.post("/passage/<uuid:segment_id>/agree")
@expose(OWN_LINK)
def agree(token: str, segment_id: uuid.UUID) -> ResponseReturnValue:
    """The passage may stay as it is."""
    link = inside(token)
    review = review_of(link)
    passage = wanted(review, segment_id)
    try:
        services.agree(link, passage, str(AgreeForm().mark.data))
    except PassageChanged as changed:
        flash(changed.sentence, "wait")
        return passage_page(link, token, segment_id), changed.status
    return _onward(token, review, passage)


@own.route("/passage/<uuid:segment_id>/change", methods=["GET", "POST"])
@expose(OWN_LINK)
def change(token: str, segment_id: uuid.UUID) -> ResponseReturnValue:
    """Please change this: a reason with one tap, a few words, or the voice."""
    link = inside(token)
    told = about(link, token)
    passage = wanted(told["review"], segment_id)
    before = told["review"].wished.get(passage.mark)
    form = WishForm(words=before.words if before else "")
    if form.validate_on_submit():
        services.wish(link, passage, WishKind(str(form.kind.data)), (form.words.data or "").strip())
        flash(_("Thank you. The team looks at it, and this piece is held back meanwhile."), "ok")
        return _onward(token, told["review"], passage)
    page = render_template(
        "translations/narrator/change.html",
        passage=passage,
        before=before,
        reasons=SAID,
        sounds=sounds(link, token, passage),
        **told | {"form": form},
    )
    return page, 422 if form.is_submitted() else 200


@own.post("/passage/<uuid:segment_id>/note")
@expose(OWN_LINK, files=True, unit="own")
def note(token: str, segment_id: uuid.UUID) -> ResponseReturnValue:
    """A wish in the narrator's own voice; answers a script."""
    with unit_of_work(write=False):
        link = inside(token)
        wanted(review_of(link), segment_id)
        door = f"{services.door(link)}:notes"
    try:
        with unit_of_work():
            throttle.spend(door, limit=NOTES)
        upload = NoteForm().note.data
        if not upload:
            raise BadNote
        with closing(upload):
            heard = listen(upload.stream)
    except StoriesError as error:
        return jsonify(error=str(error.title), sentence=str(error.sentence)), error.status
    with unit_of_work():
        link = inside(token)
        review = review_of(link)
        passage = wanted(review, segment_id)
        before = review.wished.get(passage.mark)
        kind, words = (before.kind, before.words) if before else (WishKind.OTHER, "")
        services.keep_note(services.wish(link, passage, kind, words), heard)
    sentence = _("Thank you, that is kept. The team listens to it.")
    return jsonify(sentence=sentence, there=_here(token, passage))


@own.route("/rest", methods=["GET", "POST"])
@expose(OWN_LINK)
def rest(token: str) -> ResponseReturnValue:
    """Everything that remains may stay as it is: asked once more, then agreed to."""
    link = inside(token)
    told = about(link, token)
    waiting = told["review"].rest
    form, status = AgreeForm(), 200
    if request.method == "POST":
        try:
            services.agree_to_rest(link, waiting, str(form.mark.data))
            said = ngettext(
                "Thank you. You agreed to %(num)d more passage.",
                "Thank you. You agreed to %(num)d more passages.",
                len(waiting),
            )
            flash(said, "ok")
            return redirect(url_for("narrator.room", token=token), code=303)
        except PassageChanged as changed:
            flash(changed.sentence, "wait")
            status = changed.status
    elif not waiting:
        return redirect(url_for("narrator.room", token=token), code=303)
    page = render_template(
        "translations/narrator/rest.html", waiting=waiting, mark=mark_of(waiting), **told
    )
    return page, status
