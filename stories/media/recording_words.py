"""What the page with the microphone says by itself; it fills in what stands as ``%(name)s``."""

from babel.dates import get_month_names
from flask_babel import gettext as _

from stories.foundation.i18n import locale_code
from stories.media.sending_words import sending_words


def recording_words() -> dict[str, str]:
    """Sentences of the recorder, of what lies on the device, and of its sending."""
    return sending_words() | _microphone() | _shelf()


def _microphone() -> dict[str, str]:
    return {
        "microphone": _("Microphone"),
        "testing": _("Say a few words. Five seconds are recorded and then played to you."),
        "tested": _("This is how it sounds. Nothing of it is kept."),
        "silent": _("Nothing is heard. Is the microphone covered, or is it the wrong one?"),
        "finished": _("%(length)s are on this phone. They are sent by themselves."),
        "little": _("There is little room left on this phone. Make room before you begin."),
        "full": _("This phone keeps nothing more. What was recorded until now is safe: send it."),
        "lost_microphone": _("The microphone is gone. What was recorded until now is safe."),
        "taken_microphone": _("Another programme has taken the microphone, perhaps a call."),
        "no_microphone": _("The microphone does not answer. Look whether something else uses it."),
        "NotAllowedError": _(
            "The browser does not allow the microphone. "
            "Allow it beside the address, then try again."
        ),
        "NotFoundError": _("No microphone was found on this device."),
        "no_store": _("This browser keeps nothing, perhaps because the window is a private one."),
    }


def _shelf() -> dict[str, str]:
    return {
        "months": "|".join(get_month_names("wide", locale=locale_code()).values()),
        "take": _("%(day)s %(month)s, %(at)s · %(length)s · %(size)s MB"),
        "take_live": _("It is being recorded now."),
        "take_interrupted": _("Interrupted after %(length)s. Listen to it, and send it."),
        "take_whole": _("Waits to be sent."),
        "take_sent": _("Arrived whole, and compared. It may be removed from this phone."),
        "removed": _("Removed from this phone."),
        "throw_first": _("Throw this recording away? It is nowhere else."),
        "throw_yes": _("Throw away"),
        "throw_second": _(
            "%(length)s of sound are gone for good then; nobody can bring them back."
        ),
        "throw_sure": _("Yes, throw it away for good"),
        "thrown": _("The recording was thrown away."),
        "not_thrown": _("It was not thrown away: it is being sent, or has arrived."),
        "others": _("Recordings of others that wait on this phone: %(count)s. They see them here."),
    }
