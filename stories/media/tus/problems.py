"""What can stand in an upload's way: a status of tus 1.0, and a sentence for people."""

from flask_babel import lazy_gettext as _l

from stories.foundation.errors import StoriesError


class Unreadable(StoriesError):
    """A header that is missing or makes no sense."""

    status = 400
    sentence = _l("The upload could not be understood. Please choose the file again.")


class OtherVersion(StoriesError):
    """The client speaks another version of the protocol."""

    status = 412
    sentence = _l("This programme sends files in a way that is not understood here.")


class OtherPlace(StoriesError):
    """The stretch does not begin where the house's copy ends: late, or sent twice."""

    status = 409
    sentence = _l("This part has already arrived. The upload goes on where it stands.")


class WrongType(StoriesError):
    """A stretch comes as application/offset+octet-stream."""

    status = 415
    sentence = _l("This programme sends files in a way that is not understood here.")


class Busy(StoriesError):
    """Another connection is writing the same upload."""

    status = 423
    sentence = _l("This file is being sent by another window. Please wait a moment.")


class Damaged(StoriesError):
    """The checksum does not fit; nothing of the stretch is kept."""

    status = 460
    sentence = _l("A part arrived damaged and was not kept. Please send it again.")


class TooLarge(StoriesError):
    """More than the house takes."""

    status = 413
    sentence = _l("The file is too large for this system. Nothing was saved.")


class QuotaReached(StoriesError):
    """The organisation's share of the disk is used up."""

    status = 413
    sentence = _l(
        "Your organisation has used up its room for recordings. "
        "Keep your copy, and tell the administrator."
    )
