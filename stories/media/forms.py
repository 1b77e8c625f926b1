"""The form a recording comes in by."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired

ACCEPT = "audio/*,video/mp4,video/webm,video/quicktime,.m4a,.opus,.flac"


class UploadForm(FlaskForm):
    """One file."""

    file = FileField(
        _l("The file"),
        [FileRequired(_l("Choose the recording first."))],
        render_kw={"accept": ACCEPT},
    )
