"""Who is asked and how; forms on paper: printing one, and finding it again by its code."""

import uuid
from enum import StrEnum
from typing import TypeVar

from flask import Response, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from stories.accounts.queries import organisations_of
from stories.foundation import audit
from stories.foundation.access import current_actor, expose, roles_for
from stories.foundation.clock import today
from stories.foundation.errors import NotFound
from stories.foundation.i18n import locale_code
from stories.people import asked, printing, queries, services, shown
from stories.people.documents import NEWEST, document
from stories.people.forms import CodeForm, PrintForm, printable
from stories.people.models import PaperForm, Person, Stage, Wording
from stories.people.problems import NoSuchPaper, SomebodyElsesPaper
from stories.people.rules import read_code, spaced
from stories.people.views.about import id_asked, operator_of, session_asked
from stories.people.views.persons import blueprint, tell
from stories.people.words import FORM_LANGUAGES, STAGES, WORDINGS, language_name

__all__ = ["blueprint"]
Kind = TypeVar("Kind", bound=StrEnum)


@blueprint.get("/people/<uuid:person_id>/asking")
@expose("people.agree")
def asking(person_id: uuid.UUID) -> ResponseReturnValue:
    """Who has answered and who has not, in the order to ask them; ``?session=…`` adds «after»."""
    return _asking(queries.person(current_actor(), person_id, "people.agree"))


def _asking(row: Person, form: PrintForm | None = None) -> ResponseReturnValue:
    session_id = session_asked()
    found = asked.steps(row, session_id, today())
    page = render_template(
        "people/asking.html",
        person=row,
        steps=found,
        glance=asked.now_and_next(found),
        session_id=session_id,
        session=shown.session_line(session_id),
        form=form or _print_form(found),
        code_form=CodeForm(formdata=None),
    )
    return page, 422 if form else 200


def _print_form(found: list[asked.Step]) -> PrintForm:
    return PrintForm(printable(asked.wanted(found)))


@blueprint.post("/people/<uuid:person_id>/forms")
@expose("people.agree")
def print_form(person_id: uuid.UUID) -> ResponseReturnValue:
    """Make a form for one person, with a code of its own."""
    row = queries.person(current_actor(), person_id, "people.agree")
    session_id = session_asked()
    form = _print_form(asked.steps(row, session_id, today()))
    if not form.validate_on_submit():
        return _asking(row, form)
    made = services.print_form(current_actor(), row, form.chosen(session_id))
    return redirect(url_for("people.paper", paper_id=made.id), code=303)


@blueprint.get("/forms/<uuid:paper_id>")
@expose("people.agree")
def paper(paper_id: uuid.UUID) -> str:
    """A form that was made: open it, print it, and later record what came back on it."""
    row = queries.paper(current_actor(), paper_id)
    return render_template(
        "people/paper.html",
        paper=row,
        person=row.person,
        code=spaced(row.code),
        stage=STAGES[row.stage],
        wording=WORDINGS[row.wording],
        form_language=language_name(row.language),
        session=shown.session_line(row.session_id),
        agreements=queries.agreements_on(row.id),
    )


@blueprint.get("/forms/<uuid:paper_id>/pdf")
@expose("people.agree")
def paper_pdf(paper_id: uuid.UUID) -> Response:
    """The form as a PDF."""
    row = queries.paper(current_actor(), paper_id)
    audit.record(current_actor(), "people.form_opened", row)
    form = document(row.version, row.language, row.stage, row.wording, operator_of(row.person))
    page = printing.Page(form, _people(row), row.code, _address(row.code))
    return pdf(printing.printed(page), f"form-{row.code}.pdf")


def _people(row: PaperForm) -> tuple[tuple[str, str], ...]:
    """Whose names stand in the head of a form."""
    operator = ("operator", operator_of(row.person))
    if row.wording is Wording.ADULT:
        found = [("name", row.person.name), operator]
    elif row.wording is Wording.REPRESENTATIVE:
        found = [("child", row.person.name), ("representative", row.signer.name), operator]
    else:
        found = [("child", row.person.name)]
    line = shown.session_line(row.session_id)
    return (*found, ("session", line.striptags())) if line else tuple(found)


def _address(code: str) -> str:
    base = current_app.extensions["settings"]["BASE_URL"].rstrip("/")
    return f"{base}{url_for('people.find_paper', code=code)}"


def pdf(content: bytes, name: str) -> Response:
    """A PDF that the browser shows or saves under a name that names nobody."""
    answer = make_response(content)
    answer.mimetype = "application/pdf"
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return answer


@blueprint.get("/forms")
@expose("people.agree")
def find_paper() -> ResponseReturnValue:
    """From the code on a signed form to whatever it belongs to; nobody else's form is told of."""
    form = CodeForm(request.args) if "code" in request.args else CodeForm(formdata=None)
    if "code" in request.args and form.validate():
        try:
            return redirect(url_for("people.paper", paper_id=_found(form).id), code=303)
        except (NoSuchPaper, SomebodyElsesPaper) as mistake:
            tell(form, mistake)
    page = render_template("people/find_paper.html", form=form, person=id_asked("person"))
    return page, 422 if form.errors else 200


def _found(form: CodeForm) -> PaperForm:
    row = queries.paper_by_code(current_actor(), read_code(form.code.data or "") or "")
    if row is None:
        raise NoSuchPaper
    whose = id_asked("person")
    if whose is not None and whose != row.person_id:
        raise SomebodyElsesPaper
    return row


@blueprint.get("/forms/sample")
@expose("people.agree")
def sample() -> Response:
    """A form without a name or a code, to read aloud from and to explain with."""
    stage, wording = _named(Stage, "stage"), _named(Wording, "wording")
    language = request.args.get("language") or locale_code()
    if language not in FORM_LANGUAGES:
        raise NotFound
    mine = organisations_of(current_actor(), *roles_for("people.agree"))
    operator = mine[0].name if mine else ""
    form = document(NEWEST, language, stage, wording, operator)
    name = f"sample-{stage.value}-{wording.value}-{language}.pdf"
    return pdf(printing.printed(printing.Page(form)), name)


def _named(kind: type[Kind], name: str) -> Kind:
    """The member an address names, or the first; raises NotFound for any other word."""
    found = request.args.get(name) or next(iter(kind)).value
    if found not in {item.value for item in kind}:
        raise NotFound
    return kind(found)


@blueprint.get("/forms/samples")
@expose("people.agree")
def samples() -> str:
    """Every form, to look at before anybody is asked."""
    return render_template(
        "people/samples.html",
        stages=STAGES,
        wordings=WORDINGS,
        languages={code: language_name(code) for code in FORM_LANGUAGES},
    )
