"""The words people read about questions: themes, ages, whom they are put to, refusals."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from stories.sessions.guides.models import AgeBand, AskedOf, Prompt, Question
from stories.sessions.guides.rules import Ground, Objection

THEMES = {
    "childhood": _l("Childhood"),
    "food": _l("Food and the table"),
    "crafts": _l("Crafts"),
    "names": _l("Names"),
    "weddings": _l("Weddings and celebrations"),
    "work": _l("Work"),
    "songs": _l("Songs and proverbs"),
    "steppe": _l("The steppe and the seasons"),
    "school": _l("School"),
    "friends": _l("First friendships"),
}
AGES = {
    AgeBand.SIX: _l("6 to 9 years"),
    AgeBand.TEN: _l("10 to 13 years"),
    AgeBand.FOURTEEN: _l("14 to 17 years"),
    AgeBand.ADULT: _l("Adults"),
}
ASKED_OF = {
    AskedOf.ELDER: _l("For the elder"),
    AskedOf.YOUNG: _l("For the young person"),
}
CARE = {False: _l("Light"), True: _l("Asks for care")}


def prompt_text(prompt: Prompt | Question, language: str) -> str:
    """A question in kk, ru or en; in Kazakh where an organisation gave it no English."""
    text: str = getattr(prompt, f"text_{language}")
    return text or prompt.text_kk


def ages_told(question: Prompt | Question) -> str:
    """«6–13», «10–17, adults»: whom a question suits, as short as it can be said."""
    if set(question.ages) == set(AgeBand):
        return str(_("all ages"))
    children = [str(age).split("-") for age in AgeBand if age in question.ages and "-" in age]
    told = [f"{children[0][0]}–{children[-1][1]}"] if children else []
    told += [str(_("adults"))] if AgeBand.ADULT in question.ages else []
    return ", ".join(told)


def refusal(objection: Objection) -> str:
    """Why a question is not taken in as it was written."""
    if objection.ground is Ground.WHY:
        told = _("«%(word)s» asks for reasons. Ask how it was, or what happened.", **_of(objection))
    elif objection.ground is Ground.CONFLICT:
        told = _("«%(word)s» leads to the conflict, and we ask nothing about it.", **_of(objection))
    else:
        told = _("«%(word)s» touches a loss. Tick that it asks for care.", **_of(objection))
    return str(told)


def _of(objection: Objection) -> dict[str, str]:
    return {"word": objection.word}
