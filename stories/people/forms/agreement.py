"""The form of an agreement. Nothing is ticked beforehand; silence is never consent (DOMAIN C7)."""

import uuid
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from stories.foundation.clock import today
from stories.foundation.fields import (
    CHOOSE,
    NEEDED,
    TOO_LONG,
    Choice,
    FilesForm,
    Pick,
    PlainDate,
    Ticks,
    choices,
    stripped,
)
from stories.people.calling import called_here
from stories.people.documents import VERSIONS, document
from stories.people.evidence import Arrived
from stories.people.forms.papers import SCANS, VOICES, Papers
from stories.people.models import (
    Audience,
    Evidence,
    Naming,
    Outcome,
    PaperForm,
    Person,
    Stage,
    Use,
)
from stories.people.problems import EndsTooEarly, NeedsNoFile
from stories.people.rules import IN_THE_ROOM
from stories.people.services import SHOWN_BY, Answer, signers_of
from stories.people.words import (
    AUDIENCES,
    EVIDENCES,
    FORM_LANGUAGES,
    NAMINGS,
    OUTCOMES,
    USES,
    language_choices,
)

MOST_YEARS = 100
# what only some forms ask → the field it is recorded in
NOT_EVERYWHERE = {
    "third_parties": "third_parties",
    "cross_border": "cross_border",
    "ends": "ends_on",
}


class AgreementForm(FilesForm):
    """What one person said yes or no to, and how it can be shown (DOMAIN C6)."""

    signer = Choice(_l("Who answers?"))
    uses = Ticks(_l("What do they agree to?"))
    refused = BooleanField(_l("They agree to none of this"))
    audience = Choice(
        _l("Who may hear and read it?"), validate_choice=False, choices=choices(AUDIENCES)
    )
    naming = Choice(_l("How are they named?"), validate_choice=False, choices=choices(NAMINGS))
    third_parties = BooleanField(_l("It may be handed on to partner organisations"))
    cross_border = BooleanField(_l("It may be sent to another country"))
    given_on = PlainDate(_l("Day of the answer"), [InputRequired(NEEDED)])
    ends_on = PlainDate(
        _l("Ends on"),
        [Optional()],
        description=_l("From this day on nothing may be done. Empty: until it is withdrawn."),
    )
    language = Pick(_l("Language of the form"), [InputRequired(CHOOSE)])
    form_version = Pick(_l("Version of the form"), [InputRequired(NEEDED)])
    evidence = Choice(_l("How can it be shown?"), choices=choices(EVIDENCES))
    papers = Papers(
        _l("The signed pages, or the spoken answer"),
        description=_l(
            "Photographs or a PDF of the signed form, or the sound of the answer. You may add it "
            "later. Never copy or photograph an identity paper."
        ),
        render_kw={"accept": f"{SCANS},{VOICES}"},
    )
    witness = StringField(
        _l("Who was there as a witness?"),
        [Length(max=160, message=TOO_LONG)],
        filters=[stripped],
    )
    operator_name = StringField(
        _l("Who keeps the recording?"),
        [DataRequired(NEEDED), Length(max=160, message=TOO_LONG)],
        filters=[stripped],
        description=_l("The organisation named in the form as responsible for the data."),
    )

    def __init__(
        self, person: Person, stage: Stage, paper: PaperForm | None = None, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.person, self.stage, self.paper = person, stage, paper
        self.files: list[Arrived] = []
        self._offer()
        if self.before:
            del self.audience, self.naming
        if paper:
            self._follow(paper)

    def _follow(self, paper: PaperForm) -> None:
        # Its code says all of this by itself, and what it did not ask is not asked here.
        del self.signer, self.language, self.form_version, self.evidence, self.witness
        read = document(paper.version, paper.language, paper.stage, paper.wording, "")
        for name, field in NOT_EVERYWHERE.items():
            if not read.asks(name):
                del self[field]
        for asked in read.questions:
            if asked.name in self and asked.options:
                offered = self[asked.name].choices
                self[asked.name].choices = [item for item in offered if item[0] in asked.options]

    def _offer(self) -> None:
        offered = {use: word for use, word in USES.items() if (use in IN_THE_ROOM) == self.before}
        self.uses.choices = choices(offered)
        self.language.choices = [("", _("Choose a language")), *language_choices(FORM_LANGUAGES)]
        self.form_version.choices = [(one, one) for one in VERSIONS]
        signers = signers_of(self.person).values()
        self.signer.choices = [(str(item.id), self._signer(item)) for item in signers]

    @property
    def before(self) -> bool:
        """Whether it is the answer from before the session, which opens nothing outside."""
        return self.stage is Stage.BEFORE

    def _signer(self, item: Person) -> str:
        if item.id == self.person.id:
            return called_here(item)
        return str(_("%(name)s, as legal representative", name=called_here(item)))

    def validate_uses(self, field: Field) -> None:
        if not field.data and not self.refused.data:
            raise ValidationError(
                _("Tick what they agree to, or that they agree to none of this. Silence is no yes.")
            )
        if field.data and self.refused.data:
            raise ValidationError(_("They cannot agree and refuse at once. Please ask again."))

    def validate_audience(self, field: Field) -> None:
        if self.refused.data:
            return
        if field.data not in set(Audience):
            raise ValidationError(CHOOSE)
        if field.data != Audience.PRIVATE and Use.SHARE not in (self.uses.data or ()):
            raise ValidationError(_("Others may hear it only if sharing is ticked above."))
        if field.data == Audience.PUBLIC and Use.PUBLISH not in (self.uses.data or ()):
            raise ValidationError(_("Anybody may hear it only if publishing is ticked above."))

    def validate_naming(self, field: Any) -> None:
        offered = {value for value, _word in field.choices}
        if not self.refused.data and field.data not in offered:
            raise ValidationError(CHOOSE)

    def validate_given_on(self, field: Field) -> None:
        day: date | None = field.data
        if day and day > today():
            raise ValidationError(_("This day has not come yet. Record what was already answered."))
        born = self.person.birth_year or today().year - MOST_YEARS
        if day and day.year < born:
            raise ValidationError(_("This day is too long ago. Please check it."))

    def validate_papers(self, field: Papers) -> None:
        shown_by = SHOWN_BY.get(self._evidence) if self._evidence else None
        if shown_by:
            self.files = field.fit(shown_by)
        elif self._evidence and any(item.filename for item in field.data or () if item):
            raise ValidationError(str(NeedsNoFile.sentence))

    def validate_witness(self, field: Field) -> None:
        if self._evidence is Evidence.WITNESSED and not field.data:
            raise ValidationError(_("Name the witness, or choose another way to show it."))

    @property
    def _evidence(self) -> Evidence | None:
        if self.paper:
            return Evidence.SIGNED
        return Evidence(self.evidence.data) if self.evidence.data in set(Evidence) else None

    def validate_ends_on(self, field: Field) -> None:
        given = self.given_on.data
        if field.data and given and field.data <= given:
            raise ValidationError(str(EndsTooEarly.sentence))
        if field.data and field.data <= today():
            raise ValidationError(_("This day is over. An agreement ends on a coming day."))
        if field.data and field.data.year > today().year + MOST_YEARS:
            raise ValidationError(_("This day is too far away. Leave the field empty instead."))

    def answer(self, session_id: uuid.UUID | None) -> Answer:
        """What was filled in, for the service."""
        opened = not self.before and not self.refused.data
        paper = self.paper
        return Answer(
            signer_id=paper.signer_id if paper else uuid.UUID(self.signer.data),
            stage=self.stage,
            session_id=session_id,
            uses=tuple(Use(use) for use in dict.fromkeys(self.uses.data or ())),
            audience=Audience(self.audience.data) if opened else Audience.PRIVATE,
            naming=Naming(self.naming.data) if opened else Naming.ANONYMOUS,
            language=paper.language if paper else self.language.data,
            form_version=paper.version if paper else self.form_version.data,
            evidence=Evidence.SIGNED if paper else Evidence(self.evidence.data),
            operator_name=str(self.operator_name.data),
            third_parties="third_parties" in self and self.third_parties.data,
            cross_border="cross_border" in self and self.cross_border.data,
            given_on=self.given_on.data or today(),
            ends_on=self.ends_on.data if "ends_on" in self else None,
            witness="" if paper else str(self.witness.data or ""),
            paper_id=paper.id if paper else None,
        )


class WithdrawalForm(FlaskForm):
    """What was asked for with the withdrawal; what follows may be recorded later."""

    note = TextAreaField(
        _l("What did they ask for?"),
        [Length(max=2000, message=TOO_LONG)],
        filters=[lambda value: (value or "").replace("\x00", "").strip()],
        description=_l("Not needed. No reason has to be given."),
    )


class OutcomeForm(FlaskForm):
    """What was done with what there was (DOMAIN C8)."""

    outcome = Choice(_l("What was done?"), choices=choices(OUTCOMES))

    def chosen(self) -> Outcome:
        """The outcome, for the service."""
        return Outcome(self.outcome.data)
