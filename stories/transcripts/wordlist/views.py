"""The page of an organisation's words to expect."""

import uuid
from contextlib import suppress

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from stories.accounts.models import Organisation
from stories.accounts.queries import organisations_of
from stories.foundation import audit
from stories.foundation.access import current_actor, expose, roles_for
from stories.foundation.errors import NotFound
from stories.transcripts.views.pages import blueprint
from stories.transcripts.wordlist import queries, services
from stories.transcripts.wordlist.forms import WordsForm
from stories.transcripts.wordlist.rules import MOST
from stories.transcripts.wordlist.services import Added

WORDS = "transcripts.words"
__all__ = ["blueprint"]


@blueprint.route("/team/words", methods=["GET", "POST"])
@expose(WORDS)
def words() -> ResponseReturnValue:
    """Every word of the actor's organisations, and a field to paste more into."""
    places = _places()
    form = WordsForm(places)
    if form.validate_on_submit():
        place = _chosen(form, places)
        _tell(services.add_words(current_actor(), place.id, form.words.data or ""))
        return redirect(url_for("transcripts.words"), code=303)
    lists = [(place, queries.words_of(place.id)) for place in places]
    audit.record(current_actor(), "transcripts.words_viewed")
    page = render_template("transcripts/words.html", form=form, lists=lists, most=MOST)
    return page, 422 if form.errors else 200


@blueprint.post("/team/words/remove")
@expose(WORDS)
def remove_words() -> ResponseReturnValue:
    """Take the ticked ones off."""
    actor, ticked = current_actor(), _ticked()
    rows = queries.chosen(actor, ticked)
    if ticked and not rows:
        raise NotFound
    count = services.remove_words(actor, rows)
    said = ngettext("%(num)d word is off the list.", "%(num)d words are off the list.", count)
    flash(said if count else _("No word was chosen."), "ok" if count else "wait")
    return redirect(url_for("transcripts.words"), code=303)


def _ticked() -> list[uuid.UUID]:
    found = []
    for value in request.form.getlist("word"):
        with suppress(ValueError):
            found.append(uuid.UUID(value))
    return found


def _places() -> list[Organisation]:
    return organisations_of(current_actor(), *roles_for(WORDS))


def _chosen(form: WordsForm, places: list[Organisation]) -> Organisation:
    if "organisation" not in form:
        return places[0]
    return next(place for place in places if str(place.id) == form.organisation.data)


def _tell(added: Added) -> None:
    new, known, over = added.new, added.known, added.over
    told = [ngettext("%(num)d word is new on the list.", "%(num)d words are new on the list.", new)]
    if known:
        told.append(ngettext("%(num)d was there already.", "%(num)d were there already.", known))
    if over:
        told.append(_("There was no room for %(num)s more.", num=over))
    flash(" ".join(told), "wait" if over else "ok")
