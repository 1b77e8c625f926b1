"""Forms of collections."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired

from stories.accounts.models import Organisation
from stories.collections.labels import AUDIENCES, COVERS, USE_LABELS
from stories.collections.models import Collection
from stories.collections.services import CollectionText
from stories.foundation.fields import CHOOSE
from stories.foundation.i18n import say
from stories.moderation.forms import CheckboxesField
from stories.moderation.models import Story
from stories.moderation.text import MOST_SUMMARY, MOST_TITLE
from stories.people.models import Audience


class CollectionForm(FlaskForm):
    """A collection's own words, whom it is for, how it may be used, its cover."""

    organisation = SelectField(_l("Organisation"), validate_choice=True)
    title_kk = StringField(_l("Title in Kazakh"), render_kw={"maxlength": MOST_TITLE, "lang": "kk"})
    title_ru = StringField(
        _l("Title in Russian"), render_kw={"maxlength": MOST_TITLE, "lang": "ru"}
    )
    intro_kk = TextAreaField(
        _l("Introduction in Kazakh"),
        description=_l("A few words to those who open it. Or empty."),
        render_kw={"maxlength": MOST_SUMMARY, "rows": 4, "lang": "kk"},
    )
    intro_ru = TextAreaField(
        _l("Introduction in Russian"),
        description=_l("The same in the other language."),
        render_kw={"maxlength": MOST_SUMMARY, "rows": 4, "lang": "ru"},
    )
    audience = RadioField(
        _l("Who it is for"),
        [InputRequired(CHOOSE)],
        description=_l("A story is shown only if everyone in it has agreed to these listeners."),
        choices=[(item.value, word) for item, word in AUDIENCES.items()],
    )
    labels = CheckboxesField(_l("How it may be used"), choices=list(USE_LABELS.items()))
    cover_seed = RadioField(_l("Cover"), [InputRequired(CHOOSE)], coerce=int)

    def offer(self, organisations: list[Organisation], seed: int | None = None) -> None:
        """Name the organisations and covers to choose from."""
        self.organisation.choices = [
            (str(item.id), say(item.name, item.name_ru)) for item in organisations
        ]
        seeds = dict.fromkeys([*COVERS, *([] if seed is None else [seed])])
        self.cover_seed.choices = [
            (item, _l("Cover %(number)d", number=at)) for at, item in enumerate(seeds, 1)
        ]

    def text(self) -> CollectionText:
        """What was written, for the service."""
        return CollectionText(
            self.title_kk.data or "",
            self.title_ru.data or "",
            self.intro_kk.data or "",
            self.intro_ru.data or "",
            Audience(self.audience.data),
            tuple(self.labels.data or ()),
            int(self.cover_seed.data),
        )

    def tell(self, sentences: Mapping[str, object]) -> None:
        """Put each sentence beside its field."""
        for name, sentence in sentences.items():
            self[name].errors = [str(sentence)]


def written(row: Collection) -> dict[str, Any]:
    """A collection's present words as a form's first values."""
    names = ("title_kk", "title_ru", "intro_kk", "intro_ru", "labels", "cover_seed")
    return {
        **{name: getattr(row, name) for name in names},
        "audience": row.audience.value,
        "organisation": str(row.organisation_id),
    }


class AddForm(FlaskForm):
    """A story to put into a collection."""

    story = SelectField(_l("Story"), coerce=str)

    def offer(self, stories: list[Story]) -> None:
        """Name the stories by their titles."""
        self.story.choices = [(str(item.id), say(item.title_kk, item.title_ru)) for item in stories]
