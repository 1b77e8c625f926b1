"""Forms on paper: made for one person, found again by their code, recorded once they come back."""

from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from stories.foundation.access import Role
from stories.foundation.clock import now, today
from stories.foundation.db import db, unit_of_work
from stories.foundation.models import AuditEvent
from stories.people.models import Agreement, Evidence, PaperForm, Stage, Wording
from stories.people.rules import spaced
from tests.client import InspectingClient, soup
from tests.factories import Factory
from tests.files import photograph

pytestmark = pytest.mark.usefixtures("facilitator")


@pytest.fixture
def facilitator(client: InspectingClient, make: Factory):
    user = make.facilitator()
    client.sign_in(user).speak("en")
    return user


def only(app, model):
    with app.app_context(), unit_of_work(write=False):
        found = db.session.query(model).one()
        db.session.expunge_all()
    return found


def actions(app):
    with app.app_context(), unit_of_work(write=False):
        return [row.action for row in db.session.query(AuditEvent).order_by(AuditEvent.at)]


def text_of(answer):
    assert answer.mimetype == "application/pdf"
    pages = PdfReader(BytesIO(answer.data)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def test_a_form_is_made_printed_found_by_its_code_and_recorded(client, app, make, facilitator):
    child = make.child(name="Әсел")
    page = client.page(f"/people/{child.id}/asking")
    assert [item.text for item in page.select(".row-tag")] == ["Not asked yet"] * 2
    wanted = f"before.representative.{child.guardian.id}"
    send = {"wanted": wanted, "language": "kk"}
    made = client.send(f"/people/{child.id}/forms", send)
    paper = only(app, PaperForm)
    assert made.location == f"/forms/{paper.id}"
    assert (paper.wording, paper.printed_by) == (Wording.REPRESENTATIVE, facilitator.id)
    assert spaced(paper.code) in client.page(f"/forms/{paper.id}").text
    told = text_of(client.get(f"/forms/{paper.id}/pdf"))
    assert spaced(paper.code) in told
    assert "Әсел" in told
    assert "".join(child.guardian.name.split()) in told
    typed = spaced(paper.code).lower()
    found = client.get(f"/forms?code={typed}&person={child.id}", expect=303)
    assert found.location == f"/forms/{paper.id}"
    path = f"/people/{child.id}/agreements/new?paper={paper.id}"
    form = client.page(path).find("main")
    for asked in ("signer", "evidence", "language", "form_version"):
        assert not form.find_all(attrs={"name": asked}), asked
    fields = {"uses": ["record"], "given_on": str(today()), "operator_name": "Үміт орталығы"}
    kept = client.send(path, fields | {"papers": [(BytesIO(photograph()), "1.jpg")]})
    row = only(app, Agreement)
    assert kept.location == f"/agreements/{row.id}"
    assert (row.signer_id, row.paper_id) == (child.guardian.id, paper.id)
    assert (row.language, row.form_version) == ("kk", "1")
    assert row.evidence is Evidence.SIGNED
    assert "Recorded from this form" in client.page(f"/forms/{paper.id}").text
    for action in ("form_printed", "form_opened", "agreement_recorded", "evidence_added"):
        assert f"people.{action}" in actions(app)


def test_what_a_childs_form_does_not_ask_is_not_recorded(client, app, make):
    """DOMAIN P1: nor is a child named by their own name."""
    child = make.child()
    session = make.session(narrators=[child])
    fields = {"wording": Wording.PICTURES, "session_id": session.id}
    paper = make.paper(child, Stage.AFTER, **fields)
    path = f"/people/{child.id}/agreements/new?paper={paper.id}"
    form = client.page(path).find("main")
    for asked in ("third_parties", "cross_border", "ends_on"):
        assert not form.find_all(attrs={"name": asked}), asked
    assert not form.select("input[name=naming][value=own_name]")
    told = {"uses": ["share"], "audience": "family", "given_on": str(today()), "operator_name": "x"}
    client.send(path, told | {"naming": "own_name"}, expect=422)
    client.send(path, told | {"naming": "pseudonym", "third_parties": "y", "ends_on": "2099-01-01"})
    row = only(app, Agreement)
    assert (row.third_parties, row.ends_on, row.session_id) == (False, None, session.id)


def test_a_form_of_somebody_else_is_refused(client, app, make):
    one, other = make.person(), make.person()
    paper = make.paper(other)
    page = soup(client.get(f"/forms?code={paper.code}&person={one.id}", expect=422))
    assert "printed for another answer" in page.text
    client.get(f"/people/{one.id}/agreements/new?paper={paper.id}", expect=422)
    fields = {"uses": ["record"], "given_on": str(today()), "operator_name": "x"}
    client.send(f"/people/{one.id}/agreements/new?paper={paper.id}", fields, expect=422)
    with app.app_context(), unit_of_work(write=False):
        assert db.session.query(Agreement).count() == 0


@pytest.mark.parametrize("taken_back", [True, False])
def test_a_page_is_one_answer(client, app, make, taken_back):
    """An old signature gives nothing again that was taken back since, nor anything more."""
    person = make.person()
    paper = make.paper(person)
    day = now() if taken_back else None
    make.agreement(person, Stage.BEFORE, paper_id=paper.id, uses=["record"], withdrawn_at=day)
    again = {"uses": ["record", "transcribe"], "given_on": today(), "operator_name": "Үміт"}
    where = f"/people/{person.id}/agreements/new?paper={paper.id}"
    client.send(where, again, expect=409)
    client.get(where, expect=409)
    only(app, Agreement)


def test_nobody_signed_a_page_before_it_was_printed(client, app, make):
    person = make.person()
    paper = make.paper(person)
    early = {"uses": ["record"], "given_on": today() - timedelta(days=1), "operator_name": "Үміт"}
    where = f"/people/{person.id}/agreements/new?paper={paper.id}"
    assert "not printed yet" in soup(client.send(where, early, expect=422)).text
    client.send(where, early | {"given_on": today()})
    assert only(app, Agreement).paper_id == paper.id


@pytest.mark.parametrize("typed", ["", "нан", "AAAA-BBBB-CC", "x" * 5000])
def test_a_wrong_code_gets_a_sentence(client, typed):
    page = soup(client.get(f"/forms?code={typed}", expect=422))
    assert page.select_one(".field.wrong .error").text


def test_another_organisations_code_is_like_one_nobody_has(client, make):
    there = Factory(make.app)
    there._organisation = make.other_organisation()
    paper = there.paper(there.person())
    page = soup(client.get(f"/forms?code={paper.code}", expect=422))
    assert "No form here has this code" in page.text


def test_nothing_is_made_for_somebody_who_does_not_answer(client, app, make):
    one, other = make.person(), make.person()
    wanted = {"wanted": f"before.adult.{other.id}", "language": "kk"}
    client.send(f"/people/{one.id}/forms", wanted, expect=422)
    client.send(f"/people/{one.id}/forms", {}, expect=422)
    with app.app_context(), unit_of_work(write=False):
        assert db.session.query(PaperForm).count() == 0


def test_a_curator_prints_nothing(client, make):
    client.sign_in(make.user(Role.CURATOR))
    client.get(f"/forms/{make.paper(make.person()).id}/pdf", expect=403)


def test_samples_have_neither_name_nor_code(client):
    page = client.page("/forms/samples")
    links = [item["href"] for item in page.find("main").select("a[href*='sample?']")]
    assert len(links) == 2 * 4 * 3
    told = text_of(client.get("/forms/sample?wording=pictures&language=ru"))
    assert "Образец" in told
    assert "Можнозаписатьтвойголос?" in told
    for wrong in ("language=de", "stage=x", "wording=../1"):
        client.get(f"/forms/sample?{wrong}", expect=404)


def test_the_narrator_gets_a_copy_in_their_language(client, make):
    """DOMAIN C12."""
    elder = make.person(name="Мәриям")
    session = make.session(narrators=[elder])
    fields = {"language": "ru", "ends_on": today() + timedelta(days=99), "witness": "Гүлнар"}
    row = make.agreement(elder, Stage.AFTER, session=session, **fields)
    told = text_of(client.get(f"/agreements/{row.id}/copy"))
    assert "Копияответов" in told
    assert "Мәриям" in told
    assert "Гүлнар" in told


def test_an_agreement_older_than_the_forms_has_a_copy_too(client, make):
    row = make.agreement(make.person(), Stage.BEFORE, form_version="0.9")
    assert "Жауаптардыңкөшірмесі" in text_of(client.get(f"/agreements/{row.id}/copy"))
