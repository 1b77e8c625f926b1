"""What is typed about people and their agreements."""

from stories.people.forms.agreement import (
    AgreementForm,
    OutcomeForm,
    WithdrawalForm,
)
from stories.people.forms.apart import (
    FactForm,
    IdentityForm,
)
from stories.people.forms.beside import (
    ApartForm,
    RelationForm,
    RepresentativeForm,
)
from stories.people.forms.closing import (
    ClosureForm,
)
from stories.people.forms.erase import (
    EraseForm,
)
from stories.people.forms.importing import (
    ImportForm,
    PreviewForm,
    numbers,
)
from stories.people.forms.merging import (
    DoubleForm,
    asked_for,
    merge_form,
    taken,
)
from stories.people.forms.own_link import (
    OwnLinkForm,
    OwnPinForm,
    TakeBackForm,
)
from stories.people.forms.papers import (
    CodeForm,
    EvidenceForm,
    PrintForm,
    printable,
)
from stories.people.forms.person import (
    PersonForm,
)
from stories.people.forms.placing import (
    CentreOfForm,
)
from stories.people.forms.screen import (
    ScreenForm,
    answer,
    screen_form,
)
from stories.people.forms.typed import (
    seen_told,
    sent,
)

__all__ = [
    "AgreementForm",
    "ApartForm",
    "CentreOfForm",
    "ClosureForm",
    "CodeForm",
    "DoubleForm",
    "EraseForm",
    "EvidenceForm",
    "FactForm",
    "IdentityForm",
    "ImportForm",
    "OutcomeForm",
    "OwnLinkForm",
    "OwnPinForm",
    "PersonForm",
    "PreviewForm",
    "PrintForm",
    "RelationForm",
    "RepresentativeForm",
    "ScreenForm",
    "TakeBackForm",
    "WithdrawalForm",
    "answer",
    "asked_for",
    "merge_form",
    "numbers",
    "printable",
    "screen_form",
    "seen_told",
    "sent",
    "taken",
]
