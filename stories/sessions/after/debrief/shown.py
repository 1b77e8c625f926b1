"""What the pages about a debrief show."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from markupsafe import Markup

from stories.accounts.queries import staff_with
from stories.foundation.access import Actor, Role
from stories.sessions.after.debrief import queries
from stories.sessions.after.debrief.models import Debrief, Mark
from stories.sessions.after.debrief.policy import KEEP, OWN_STATE, WRITE
from stories.sessions.after.debrief.rules import Question, QuestionSet, counted
from stories.sessions.after.debrief.words import KINDS, MARKS, WORDS, mark_told, question_text
from stories.sessions.models import StorytellingSession
from stories.sessions.words import listed

Tag = tuple[Any, str]


@dataclass(frozen=True)
class Answered:
    """A question with its answer as a tag, and the manual it leads to."""

    text: str
    tag: Tag
    manual_url: str


def answers(asked: QuestionSet, marks: Mapping[str, str]) -> list[Answered]:
    """Every question with its answer, in the order they were asked."""
    return [_answered(one, Mark(marks[one.key])) for one in asked.questions if one.key in marks]


def _answered(question: Question, mark: Mark) -> Answered:
    return Answered(question_text(question), (MARKS[mark], KINDS[mark]), manual_url(question))


def manual_url(question: Question) -> str:
    """Where a question's manual is read; empty without one."""
    if question.manual_id is None:
        return ""
    return url_for("sessions.manual", manual_id=question.manual_id)


def hint(question: Question) -> Markup:
    """The way to a question's manual, below the question."""
    url = manual_url(question)
    if not url:
        return Markup("")
    return Markup('<a href="{}">{}</a>').format(url, _("Read about it in the library"))


def tags(row: Debrief) -> list[Tag]:
    """The answers counted, for one line of a session's page."""
    return [(mark_told(mark, count), KINDS[mark]) for mark, count in counted(row.answers.values())]


def written(actor: Actor, session: StorytellingSession, row: Debrief) -> list[tuple[Any, str]]:
    """What the facilitator wrote, as far as the actor may read it."""
    found = []
    for name, word in WORDS.items():
        if name != "own_state" or actor.can(OWN_STATE, session):
            found.append((word, queries.text_for(actor, session, getattr(row, name))))
    return [(word, text) for word, text in found if text]


def leads(session: StorytellingSession) -> str:
    """The safeguarding leads' names: whom to tell what somebody confided (DOMAIN P5)."""
    found = staff_with(Role.SAFEGUARDING, frozenset({session.organisation_id}))
    return listed(user.name for user in found)


def page_of(actor: Actor, session: StorytellingSession, row: Debrief | None) -> dict[str, Any]:
    """Everything the page of a debrief asks for."""
    asked = queries.asked_of(session, row)
    return {
        "session": session,
        "row": row,
        "asked": asked,
        "answers": answers(asked, row.answers) if row else [],
        "written": written(actor, session, row) if row else [],
        "author": row.author.name if row and row.author else "",
        "may_write": actor.can(WRITE, session),
        "may_keep": actor.can(KEEP, session),
    }
