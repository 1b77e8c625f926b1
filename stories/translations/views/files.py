"""Both languages as a file. Names stay in the house (DOMAIN P1)."""

import uuid
from collections.abc import Callable

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.foundation.access import current_actor, expose
from stories.foundation.clock import now
from stories.foundation.errors import NotFound
from stories.foundation.i18n import locale_code
from stories.transcripts import captions
from stories.transcripts.views.files import hand_out, script_to_take
from stories.translations.models import TranslationState
from stories.translations.out import as_json, docx_table, eaf, side_by_side
from stories.translations.out.pairs import Script, in_language
from stories.translations.scripts import script_of
from stories.translations.views.keeping import blueprint
from stories.translations.words import PARTS


def _docx(script: Script) -> bytes:
    heads = {"time": _("Time"), "speaker": _("Who speaks"), "text": _("What was said")}
    heads |= {"other": _("In the other language"), "state": _("Checked?")}
    return docx_table.draw(script, _("Text of a recording"), heads, locale_code())


def _captions(draw: Callable[..., str], language: str) -> Callable[[Script], bytes]:
    return lambda script: draw(
        in_language(script.pairs, language), _label(script, language)
    ).encode()


def _both(draw: Callable[..., str]) -> Callable[[Script], bytes]:
    return lambda script: draw(script.pairs, _label(script)).encode()


def _label(script: Script, language: str = "") -> str:
    """Captions begin with what is to be known of them: italics explain themselves to nobody."""
    doubted = [one for one in script.pairs if one.doubt and language in {"", one.other_language}]
    drafts = any(one.state == TranslationState.DRAFT for one in doubted)
    told = [script.label, str(PARTS[drafts]) if doubted else ""]
    return ". ".join(filter(None, told))


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
VTT, SRT = "text/vtt; charset=utf-8", "application/x-subrip; charset=utf-8"
FORMS: dict[str, tuple[Callable[[Script], bytes], str, str]] = {
    "docx": (_docx, WORD, "docx"),
    "eaf": (lambda script: eaf.draw(script, now()), "text/xml", "eaf"),
    "json": (as_json.draw, "application/json", "json"),
    "vtt": (_both(side_by_side.vtt), VTT, "kk.ru.vtt"),
    "srt": (_both(side_by_side.srt), SRT, "kk.ru.srt"),
    "vtt-kk": (_captions(captions.vtt, "kk"), VTT, "kk.vtt"),
    "vtt-ru": (_captions(captions.vtt, "ru"), VTT, "ru.vtt"),
    "srt-kk": (_captions(captions.srt, "kk"), SRT, "kk.srt"),
    "srt-ru": (_captions(captions.srt, "ru"), SRT, "ru.srt"),
}


@blueprint.get("/recordings/<uuid:recording_id>/transcript/both")
@expose("transcripts.view")
def both_file(recording_id: uuid.UUID) -> ResponseReturnValue:
    """Both languages in one file, or all of it in one language, as ``?as=`` says."""
    actor = current_actor()
    version = script_to_take(actor, recording_id)
    form = request.args.get("as", "docx")
    if form not in FORMS:
        raise NotFound
    draw, kind, ending = FORMS[form]
    return hand_out(actor, version, form, draw(script_of(version)), kind, ending)
