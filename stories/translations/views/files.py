"""Both languages as a file. Names stay in the house (DOMAIN P1)."""

import uuid
from collections.abc import Callable

from flask import Response, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.foundation import audit
from stories.foundation.access import current_actor, expose
from stories.foundation.clock import now
from stories.foundation.errors import NotFound
from stories.foundation.i18n import locale_code
from stories.transcripts import captions
from stories.transcripts.views.files import script_to_take
from stories.translations.out import as_json, docx_table, eaf
from stories.translations.out.pairs import Script, in_language
from stories.translations.scripts import script_of
from stories.translations.views.keeping import blueprint


def _docx(script: Script) -> bytes:
    heads = {"time": _("Time"), "speaker": _("Who speaks"), "text": _("What was said")}
    heads["other"] = _("In the other language")
    return docx_table.draw(script, _("Text of a recording"), heads, locale_code())


def _captions(draw: Callable[..., str], language: str) -> Callable[[Script], bytes]:
    return lambda script: draw(
        in_language(script.pairs, language), _label(script, language)
    ).encode()


def _label(script: Script, language: str) -> str:
    """Captions begin with what is to be known of them: not every kind can mark single lines."""
    doubted = any(one.doubt and one.other_language == language for one in script.pairs)
    told = [script.label, _("Parts of the translation are not confirmed") if doubted else ""]
    return ". ".join(filter(None, told))


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMS: dict[str, tuple[Callable[[Script], bytes], str, str]] = {
    "docx": (_docx, WORD, "docx"),
    "eaf": (lambda script: eaf.draw(script, now()), "text/xml", "eaf"),
    "json": (as_json.draw, "application/json", "json"),
    "vtt-kk": (_captions(captions.vtt, "kk"), "text/vtt; charset=utf-8", "kk.vtt"),
    "vtt-ru": (_captions(captions.vtt, "ru"), "text/vtt; charset=utf-8", "ru.vtt"),
    "srt-kk": (_captions(captions.srt, "kk"), "application/x-subrip; charset=utf-8", "kk.srt"),
    "srt-ru": (_captions(captions.srt, "ru"), "application/x-subrip; charset=utf-8", "ru.srt"),
}


@blueprint.get("/recordings/<uuid:recording_id>/transcript/both")
@expose("transcripts.view")
def both_file(recording_id: uuid.UUID) -> ResponseReturnValue:
    """Both languages in one file, or all of it in one language, as ``?as=`` says."""
    actor = current_actor()
    recording, version = script_to_take(actor, recording_id)
    form = request.args.get("as", "docx")
    if form not in FORMS:
        raise NotFound
    audit.record(actor, "transcripts.downloaded", recording, detail={"as": form})
    draw, kind, ending = FORMS[form]
    answer = Response(draw(script_of(version)), content_type=kind)
    name = f"text-{version.number}.{ending}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
