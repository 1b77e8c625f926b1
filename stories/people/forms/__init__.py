"""What is typed about people and their agreements."""

from stories.people.forms.agreement import FORM_VERSION, AgreementForm, OutcomeForm, WithdrawalForm
from stories.people.forms.closing import ClosureForm
from stories.people.forms.merging import DoubleForm, asked_for, merge_form, taken
from stories.people.forms.own_link import OwnLinkForm, OwnPinForm, TakeBackForm
from stories.people.forms.person import ApartForm, PersonForm, RepresentativeForm

__all__ = [
    "FORM_VERSION",
    "AgreementForm",
    "ApartForm",
    "ClosureForm",
    "DoubleForm",
    "OutcomeForm",
    "OwnLinkForm",
    "OwnPinForm",
    "PersonForm",
    "RepresentativeForm",
    "TakeBackForm",
    "WithdrawalForm",
    "asked_for",
    "merge_form",
    "taken",
]
