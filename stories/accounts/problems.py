"""What can go wrong with accounts; ``field`` is the form field the sentence stands beside."""

from flask_babel import lazy_gettext as _l

from stories.foundation.errors import Conflict, Gone, StoriesError, TooManyAttempts


class InvitationOver(Gone):
    title = _l("This invitation is over")
    sentence = _l("It was already used, or its three days are over. Ask for a new one.")


class Mistake(StoriesError):
    field = "passphrase"


class TooShort(Mistake):
    sentence = _l("At least 12 characters, please; a short sentence of your own is best.")


class TooCommon(Mistake):
    sentence = _l("Everybody would guess this one. Take a few words that belong together for you.")


class WrongPassphrase(Mistake):
    field = "passphrase"
    sentence = _l("The passphrase is not right.")


class WrongCode(Mistake):
    field = "code"
    sentence = _l("This code does not fit. Wait for the next one in the app and type that.")


class WrongRecoveryCode(Mistake):
    field = "code"
    sentence = _l("This recovery code does not fit, or it was used before. Take the next one.")


class CodesGuessed(TooManyAttempts):
    sentence = _l(
        "Too many wrong codes. Come in on a device you have used before, or ask your administrator "
        "to reset the second key."
    )


class NotYourself(Conflict):
    sentence = _l("You cannot take your own access away. Ask another administrator.")


NOT_YOUR_CLEARANCE = _l("You cannot clear yourself. Ask another administrator.")


class OnlyRole(Conflict):
    title = _l("This is their only role")
    sentence = _l("Somebody without a role can do nothing here. Take their access away instead.")


class AlreadyHere(Mistake):
    field = "email"
    sentence = _l("This person already has this role here.")


class NoRoleForYourself(Mistake):
    field = "email"
    sentence = _l("You cannot give yourself a role. Ask another administrator.")


class NameTaken(Mistake):
    field = "name"
    sentence = _l("There is a centre of this name already.")


class NameTells(Mistake):
    field = "name"
    sentence = _l("This name would tell a family's past to whoever reads it. Choose another.")


class NoSuchRegion(Mistake):
    field = "region"
    sentence = _l("Choose a region from the list.")
