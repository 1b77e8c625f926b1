"""What shows the demo's agreements: signed forms as they came back, and a child's own taps."""

from io import BytesIO

from werkzeug.datastructures import FileStorage

from stories.foundation.access import OPERATOR
from stories.people import models as word
from stories.people import services
from stories.people.copies import copy_of
from stories.people.evidence import arrive
from stories.people.services import Answer, Print


def paper_of(person: word.Person, answer: Answer, wording: word.Wording) -> word.PaperForm:
    """The form that was printed for somebody's answer."""
    wanted = Print(answer.signer_id, wording, answer.stage, answer.session_id, answer.language)
    return services.print_form(OPERATOR, person, wanted)


def bring_back(row: word.Agreement) -> None:
    """The form as a scan, with what was ticked on it."""
    scan = FileStorage(BytesIO(copy_of(row)), filename="scan.pdf")
    services.add_evidence(OPERATOR, row, [arrive(scan, word.EvidenceKind.SCAN)])
