"""The narrator’s copy: the form as they were asked, with what they answered (DOMAIN C12)."""

from datetime import date
from zoneinfo import ZoneInfo

from babel.dates import format_date

from stories.foundation.clock import HOME_ZONE
from stories.people.documents import LANGUAGES, NEWEST, VERSIONS, document
from stories.people.models import Agreement, Stage, Wording
from stories.people.printing import Answers, Page, printed
from stories.people.queries import voices_for
from stories.people.rules import is_child


def copy_of(row: Agreement) -> bytes:
    """The PDF; an agreement older than the forms is shown on the newest."""
    version = row.form_version if row.form_version in VERSIONS else NEWEST
    language = row.language if row.language in LANGUAGES else "kk"
    form = document(version, language, row.stage, _wording(row), row.operator_name)
    return printed(Page(form, _people(row), answers=_answers(row, language)))


def _wording(row: Agreement) -> Wording:
    if row.signer_id != row.person_id:
        return Wording.REPRESENTATIVE
    voice = voices_for([row.person_id], row.session_id)[0]
    return Wording.CHILD if is_child(voice, _day(row)) else Wording.ADULT


def _people(row: Agreement) -> tuple[tuple[str, str], ...]:
    if row.signer_id != row.person_id:
        return (("child", row.person.name), ("representative", row.signer.name), _operator(row))
    return (("name", row.person.name), _operator(row))


def _operator(row: Agreement) -> tuple[str, str]:
    return ("operator", row.operator_name)


def _answers(row: Agreement, language: str) -> Answers:
    flags = {"third_parties": row.third_parties, "cross_border": row.cross_border}
    after = row.stage is Stage.AFTER and bool(row.uses)
    given = format_date(_day(row), "long", locale=language)
    witness = (("witness", row.witness),) if row.witness else ()
    return Answers(
        yes=frozenset({*row.uses, *(name for name, yes in flags.items() if yes)}),
        chosen={"audience": row.audience, "naming": row.naming} if after else {},
        ends_on=row.ends_on,
        facts=(("given", given), *witness),
    )


def _day(row: Agreement) -> date:
    return row.given_at.astimezone(ZoneInfo(HOME_ZONE)).date()
