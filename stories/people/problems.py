"""What can be wrong with what was entered; each names the field it belongs to."""

import uuid
from typing import Any

from flask_babel import lazy_gettext as _l

from stories.foundation.errors import Conflict, NotFound, StoriesError


class Mistake(StoriesError):
    """Something entered cannot be; ``field`` is the form field it stands beside."""

    field = "name"

    def at(self, field: str) -> "Mistake":
        """The same, beside another field."""
        self.field = field
        return self


class NoName(Mistake):
    sentence = _l("Please write it with letters.")


class TooLong(Mistake):
    sentence = _l("This is too long.")


class UnreadableSigns(Mistake):
    sentence = _l(
        "Pictures and signs that nobody can read aloud have no place here. Please leave them out."
    )


class NoAddress(Mistake):
    sentence = _l("This is no e-mail address. It looks like name@example.org.")


class HoldsIdentityNumber(Mistake):
    """DOMAIN X8."""

    sentence = _l(
        "This looks like an identity number (IIN); we keep none. A foreign telephone number begins "
        "with a plus."
    )


class BornImpossibly(Mistake):
    field = "birth_date"
    sentence = _l("Nobody here was born in that year. Please check it.")


class PseudonymNeeded(Mistake):
    """DOMAIN P1."""

    field = "pseudonym"
    sentence = _l("A child needs a pseudonym. If it is no child, enter the year of birth.")


class PseudonymTaken(Mistake):
    field = "pseudonym"
    sentence = _l("Somebody here already has this pseudonym. Please choose another.")


class PseudonymTells(Mistake):
    """DOMAIN P1."""

    field = "pseudonym"
    sentence = _l(
        "A word of their own name stands in this pseudonym. Please choose one that gives no hint."
    )


class SaysTooMuch(Mistake):
    """DOMAIN P3."""

    sentence = _l("This word could tell others about a family’s past. Please choose another.")


class EditClash(Conflict):
    """Somebody saved in between; ``both`` holds the two versions put together."""

    sentence = _l("Somebody else has changed this person in the meantime. Nothing is saved yet.")

    def __init__(self, both: Any) -> None:
        super().__init__()
        self.both = both


class NoRepresentative(Mistake):
    field = "representative"
    sentence = _l(
        "A representative is a grown-up, and not the child. Please choose another person."
    )


class AlreadyLinked(Mistake):
    field = "representative"
    sentence = _l("This person already represents the child.")


class HasSpoken(Conflict):
    sentence = _l(
        "This representative has already answered for the child. Their word stays, so the link "
        "stays too; it can be withdrawn with the agreement."
    )


class NotTheSame(Mistake):
    field = "other"
    sentence = _l("Please choose somebody else from this organisation.")


class AlreadyApart(Mistake):
    field = "other"
    sentence = _l("These two are already kept apart.")


class AlreadyRelated(Mistake):
    field = "relative"
    sentence = _l("This is already known of these two.")


class NotYetSeen(Mistake):
    field = "seen_on"
    sentence = _l("This day has not come yet.")


class NotTheirs(Mistake):
    field = "signer"
    sentence = _l("Only the person, or a child’s legal representative, can give this answer.")


class AlreadyWithdrawn(Conflict):
    sentence = _l("This agreement was already withdrawn. Everything is hidden.")


class NotWithdrawn(Conflict):
    sentence = _l("This agreement stands. An outcome is recorded once it is withdrawn.")


class ClosureUnclear(Mistake):
    """DOMAIN C9."""

    field = "until"
    sentence = _l("Please give a day to come, and a reason.")


class ClosureRuns(Conflict):
    sentence = _l("The day until which it is closed has not come yet.")


class NotClosed(Conflict):
    sentence = _l("Nothing is closed here. Look at where it stands now.")


class ListChanged(Conflict):
    sentence = _l(
        "Something changed since you looked at this list. It is shown as it is now; please look "
        "once more."
    )


class RowsWrong(Conflict):
    status = 422
    sentence = _l("Some rows cannot be entered as they are. Leave them out, or correct the file.")


class NothingChosen(Conflict):
    status = 422
    sentence = _l("Every row is left out, so there is nobody to enter.")


class MergedAway(NotFound):
    """Somebody was merged into another entry; ``kept_id`` is where they are found now."""

    def __init__(self, kept_id: uuid.UUID) -> None:
        super().__init__()
        self.kept_id = kept_id


class CannotMerge(Conflict):
    """The sentence says what stands against it; see ``reasons.BARS``."""


class CannotUndo(Conflict):
    """The sentence says what happened since."""


class EndsTooEarly(Mistake):
    field = "ends_on"
    sentence = _l("An agreement cannot end before it starts. Please check both days.")


class NotGivenYet(Mistake):
    field = "given_on"
    sentence = _l("This day has not come yet. Record what was already answered.")


class NotPrintedYet(Mistake):
    field = "given_on"
    sentence = _l("On this day the form was not printed yet. Please check the day.")


class PaperUsed(Conflict):
    sentence = _l("This form was recorded already. For another answer, print a new form.")


class NoSuchForm(Mistake):
    field = "form_version"
    sentence = _l("There is no form of this version. Please choose another.")


class NoSuchPaper(Mistake):
    field = "code"
    sentence = _l("No form here has this code. Compare it with the foot of the page, sign by sign.")


class SomebodyElsesPaper(Mistake):
    field = "code"
    sentence = _l("This form was printed for another answer. Look at the name on the page.")


class WitnessApart(Mistake):
    field = "witness"
    sentence = _l(
        "A witness is neither the one who answers nor the one who records. If it is somebody else "
        "of this name, write their whole name."
    )


class WitnessUnnamed(Mistake):
    field = "witness"
    sentence = _l("Name the witness, or choose another way to show it.")


class UnusableFile(Mistake):
    """A file that cannot be evidence; nothing of the form is lost."""

    field = "papers"


class EmptyFile(UnusableFile):
    sentence = _l("This file is empty. Please choose it again.")


class FileTooLarge(UnusableFile):
    sentence = _l("This file is too large. A photograph of the page is enough, up to 20 MB.")


class NotAScan(UnusableFile):
    sentence = _l(
        "This file is neither a photograph nor a PDF. Take a photograph of the signed form, "
        "or scan it."
    )


class BrokenFile(UnusableFile):
    sentence = _l("This file is damaged and cannot be opened. Please take or save it once more.")


class LockedFile(UnusableFile):
    sentence = _l("This PDF is locked with a password. Please save it without one.")


class ActingFile(UnusableFile):
    sentence = _l(
        "This PDF holds a programme or other files. Take a photograph of the signed form, or scan "
        "it once more."
    )


class TooManyPages(UnusableFile):
    sentence = _l("This PDF has more than 20 pages. Keep only the pages of the signed form.")


class NotAVoice(UnusableFile):
    sentence = _l("No voice can be heard in this file. Record the spoken answer as sound alone.")


class TooLongASpeech(UnusableFile):
    sentence = _l("This sound is longer than 30 minutes. Keep only the spoken answer.")


class TooManyFiles(UnusableFile):
    sentence = _l("These are more than 12 files. Keep only the pages of the signed form.")


class NeedsNoFile(UnusableFile):
    sentence = _l("This agreement was given before a witness. It needs no file.")


class PlanChanged(Conflict):
    sentence = _l(
        "Something changed since this list was made. Nothing was erased: here is the new list."
    )


class ErasedAlready(Conflict):
    sentence = _l("This person was erased already.")


class DecidedAlready(Conflict):
    sentence = _l("This was decided already.")


class HeldBack(Conflict):
    title = _l("Nothing may be erased just now")


class NoSuchCentre(Mistake):
    field = "centre"
    sentence = _l("Choose a centre from the list.")
