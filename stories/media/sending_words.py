"""What a page's script says while a file is being sent; it fills in what stands as ``%(name)s``."""

from flask_babel import gettext as _


def sending_words() -> dict[str, str]:
    """Sentences by the state of a sending (static/src/media/sending)."""
    return {
        "size": _("%(size)s MB"),
        "begun": _("It is being sent."),
        "waiting": _("Waits until another file has arrived."),
        "part": _("%(sent)s of %(size)s MB"),
        "sending": _("%(sent)s of %(size)s MB · %(speed)s MB a second · %(left)s left"),
        "paused": _("Paused at %(sent)s of %(size)s MB. It goes on from there."),
        "lost": _("The connection is gone. It goes on by itself from %(sent)s of %(size)s MB."),
        "out": _("You are signed out. Sign in in another window, and it goes on by itself."),
        "other": _("Somebody else has signed in here meanwhile. Nothing is sent in their name."),
        "comparing": _("Everything has arrived and is being compared …"),
        "arrived": _("Arrived whole: every byte is as it is here."),
        "known": _("This recording was already here; it was not kept a second time."),
        "set-aside": _("The file is kept, but it cannot be used as a recording."),
        "differs": _("What arrived is not what is here. Keep your copy and send it again."),
        "unreadable": _("The file cannot be read here any more. Choose it again."),
        "refused": _("This did not work. Keep your copy and try again."),
        "ended": _("Cancelled. Nothing was kept."),
        "large": _("This file is larger than %(size)s MB, the most this system takes."),
    }
