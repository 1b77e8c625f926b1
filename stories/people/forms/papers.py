"""Printing a form, finding one by its code, and bringing what shows an agreement."""

import uuid
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import MultipleFileField
from werkzeug.datastructures import FileStorage
from wtforms import Field, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from stories.foundation.fields import CHOOSE, NEEDED, TOO_LONG, FilesForm, Pick, stripped
from stories.people.evidence import MOST_FILES, Arrived, arrive
from stories.people.models import Evidence, EvidenceKind, Stage, Wording
from stories.people.problems import NoSuchPaper, TooManyFiles, UnusableFile
from stories.people.rules import read_code
from stories.people.services import Print
from stories.people.words import FORM_LANGUAGES, STAGES, WORDINGS, language_choices

# A telephone's browser turns its own kind of photograph into a JPEG when it reads this list.
SCANS = "image/jpeg,image/png,image/webp,application/pdf"
VOICES = "audio/*,.m4a,.opus,.flac"
NO_IDENTITY = _l("Only the signed form. Never copy or photograph an identity paper.")
Wanted = tuple[uuid.UUID, Wording, Stage]


class PrintForm(FlaskForm):
    """Which form is printed, and in which language."""

    wanted = Pick(_l("Whose form?"), [InputRequired(CHOOSE)])
    language = Pick(_l("Language of the form"), [InputRequired(CHOOSE)])

    def __init__(self, wanted: dict[str, tuple[Wanted, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._wanted = wanted
        named = [(key, name) for key, (_form, name) in wanted.items()]
        self.wanted.choices = [("", _("Choose a form")), *named]
        self.language.choices = [("", _("Choose a language")), *language_choices(FORM_LANGUAGES)]

    def chosen(self, session_id: uuid.UUID | None) -> Print:
        """What is wanted, for the service."""
        signer_id, wording, stage = self._wanted[self.wanted.data][0]
        about = session_id if stage is Stage.AFTER else None
        return Print(signer_id, wording, stage, about, self.language.data)


def printable(asked: list[tuple[Wanted, str]]) -> dict[str, tuple[Wanted, str]]:
    """Forms by the key that stands in the list; a child has one of words and one of pictures."""
    found: dict[str, tuple[Wanted, str]] = {}
    for (signer_id, wording, stage), name in asked:
        kinds = (wording, Wording.PICTURES) if wording is Wording.CHILD else (wording,)
        for kind in kinds:
            told = _(
                "%(stage)s: %(name)s. %(wording)s",
                stage=STAGES[stage],
                name=name,
                wording=WORDINGS[kind],
            )
            found[f"{stage.value}.{kind.value}.{signer_id}"] = ((signer_id, kind, stage), told)
    return found


class CodeForm(FlaskForm):
    """The code in the foot of a form that came back."""

    class Meta:
        csrf = False  # it is a question, sent as an address

    code = StringField(
        _l("Code on the form"),
        [InputRequired(NEEDED), Length(max=40, message=TOO_LONG)],
        filters=[stripped],
        description=_l("It stands in the foot of each page. Capital and small letters are alike."),
    )

    def validate_code(self, field: Field) -> None:
        if read_code(field.data or "") is None:
            raise ValidationError(str(NoSuchPaper.sentence))


class Papers(MultipleFileField):
    """Files of evidence; each is judged by its content while the form is looked at."""

    def fit(self, kind: EvidenceKind) -> list[Arrived]:
        """The files as they can be kept; the first that cannot is told beside the field."""
        uploads = [item for item in self.data or () if isinstance(item, FileStorage)]
        named = [item for item in uploads if item.filename]
        if len(named) > MOST_FILES:
            raise ValidationError(str(TooManyFiles.sentence))
        try:
            return [arrive(item, kind) for item in named]
        except UnusableFile as problem:
            raise ValidationError(str(problem.sentence)) from None


class EvidenceForm(FilesForm):
    """What shows an agreement that was recorded before."""

    papers = Papers(_l("Pages of the signed form"), description=NO_IDENTITY)

    def __init__(self, evidence: Evidence, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spoken = evidence is Evidence.SPOKEN
        self.kind = EvidenceKind.VOICE if spoken else EvidenceKind.SCAN
        self.files: list[Arrived] = []
        self.papers.render_kw = {"accept": VOICES if spoken else SCANS}
        if spoken:
            self.papers.label.text = str(_("The spoken answer"))
            self.papers.description = ""

    def validate_papers(self, field: Papers) -> None:
        self.files = field.fit(self.kind)
        if not self.files:
            raise ValidationError(str(NEEDED))
