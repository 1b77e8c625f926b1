"""Forms of moderation. What a story's text must be is told by ``text.faults`` alone."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    IntegerField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from stories.moderation.fields import StretchesField
from stories.moderation.models import Story, Theme
from stories.moderation.reasons import CHECKS, FAULTS
from stories.moderation.text import MOST_NOTE, MOST_SUMMARY, MOST_TITLE, Fault, StoryText
from stories.moderation.timeline import Span


class CheckboxesField(SelectMultipleField):
    """Several choices as boxes to tick; the service knows which are allowed."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: Any, choices: Any = None, **kwargs: Any) -> None:
        super().__init__(label, choices=choices or [], validate_choice=False, **kwargs)


class StoryForm(FlaskForm):
    """A story's own words in both languages, its themes and its stretches."""

    title_kk = StringField(_l("Title in Kazakh"), render_kw={"maxlength": MOST_TITLE, "lang": "kk"})
    title_ru = StringField(
        _l("Title in Russian"), render_kw={"maxlength": MOST_TITLE, "lang": "ru"}
    )
    summary_kk = TextAreaField(
        _l("Summary in Kazakh"),
        description=_l("Two or three sentences for those who choose what to hear."),
        render_kw={"maxlength": MOST_SUMMARY, "rows": 4, "lang": "kk"},
    )
    summary_ru = TextAreaField(
        _l("Summary in Russian"),
        description=_l("The same in the other language."),
        render_kw={"maxlength": MOST_SUMMARY, "rows": 4, "lang": "ru"},
    )
    content_note_kk = StringField(
        _l("Content note in Kazakh"),
        description=_l("What listeners should know beforehand, such as loss or hunger. Or empty."),
        render_kw={"maxlength": MOST_NOTE, "lang": "kk"},
    )
    content_note_ru = StringField(
        _l("Content note in Russian"),
        description=_l("The same in the other language."),
        render_kw={"maxlength": MOST_NOTE, "lang": "ru"},
    )
    themes = CheckboxesField(_l("Themes"))
    stretches = StretchesField(_l("The stretches"))
    revision = IntegerField(widget=HiddenInput())

    def offer(self, themes: list[Theme], locale: str) -> None:
        """Name the themes in the reader's language."""
        self.themes.choices = [(item.slug, getattr(item, f"name_{locale}")) for item in themes]

    def text(self) -> StoryText:
        """What was written, for the service."""
        return StoryText(
            stretches=self.stretches.spans,
            title_kk=self.title_kk.data or "",
            title_ru=self.title_ru.data or "",
            summary_kk=self.summary_kk.data or "",
            summary_ru=self.summary_ru.data or "",
            content_note_kk=self.content_note_kk.data or "",
            content_note_ru=self.content_note_ru.data or "",
            themes=tuple(self.themes.data or ()),
        )

    def tell(self, faults: Mapping[str, Fault]) -> None:
        """Put each fault's sentence beside its field."""
        for name, fault in faults.items():
            field, *place = name.split("-")
            if place:
                self.stretches.tell(int(place[0]), place[1], str(FAULTS[fault]))
            else:
                self[field].errors = [str(FAULTS[fault])]


def stretch_rows(spans: Iterable[Span]) -> list[dict[str, int]]:
    """Stretches as the form's first values."""
    return [{"start": start, "end": end} for start, end in spans]


def written(story: Story) -> dict[str, Any]:
    """A story's present text as a form's first values."""
    names = ("title_kk", "title_ru", "summary_kk", "summary_ru", "content_note_kk")
    return {
        **{name: getattr(story, name) for name in (*names, "content_note_ru", "revision")},
        "themes": [theme.slug for theme in story.themes],
        "stretches": stretch_rows(story.spans),
    }


class SeenForm(FlaskForm):
    """What the reviewer had before their eyes; an older page decides nothing."""

    story_revision = IntegerField(validators=[InputRequired()])
    transcript_revision = IntegerField(validators=[InputRequired()])


class ApproveForm(SeenForm):
    """Every point looked at; nothing is ticked beforehand."""

    checked = CheckboxesField(_l("I have looked at each of these"), choices=list(CHECKS.items()))
    remark = TextAreaField(_l("A remark, if you like"), render_kw={"rows": 3, "maxlength": 4000})


class ReturnForm(SeenForm):
    """Why it comes back."""

    why = TextAreaField(
        _l("What should be changed?"),
        description=_l("Friendly and precise: whoever reads it wants to get it right."),
        render_kw={"rows": 4, "maxlength": 4000},
    )
