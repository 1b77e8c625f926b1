"""One agreement: what was answered, what shows it, and the narrator's copy."""

import uuid

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.foundation import audit
from stories.foundation.access import current_actor, expose
from stories.foundation.errors import NotFound
from stories.foundation.serving import serve_blob
from stories.people import asked, copies, queries, services, shown
from stories.people.forms import EvidenceForm
from stories.people.models import Agreement, EvidenceFile, EvidenceKind
from stories.people.problems import Mistake
from stories.people.views.papers import pdf
from stories.people.views.persons import blueprint, tell

__all__ = ["blueprint"]
ENDINGS = {
    "application/pdf": "pdf",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
}


@blueprint.get("/agreements/<uuid:agreement_id>")
@expose("people.agree")
def agreement(agreement_id: uuid.UUID) -> ResponseReturnValue:
    """One answer with all that belongs to it."""
    row = queries.agreement(current_actor(), agreement_id)
    audit.record(current_actor(), "people.agreement_viewed", row)
    return _page(row, EvidenceForm(row.evidence))


def _page(row: Agreement, form: EvidenceForm) -> ResponseReturnValue:
    page = render_template(
        "people/agreement.html",
        agreement=row,
        person=row.person,
        line=shown.agreement_line(row),
        session=shown.session_line(row.session_id),
        form=form,
        may_add=row.evidence in services.SHOWN_BY and bool(row.uses) and not _erased(row),
        lacks=asked.lacks_evidence(row),
        names=queries.staff_names(item.added_by for item in row.files),
    )
    return page, 422 if form.errors else 200


def _erased(row: Agreement) -> bool:
    return bool(row.person.erased_at or row.signer.erased_at)


@blueprint.post("/agreements/<uuid:agreement_id>/evidence")
@expose("people.agree", files=True)
def add_evidence(agreement_id: uuid.UUID) -> ResponseReturnValue:
    """Bring the signed pages or the spoken answer."""
    row = queries.agreement(current_actor(), agreement_id)
    form = EvidenceForm(row.evidence)
    if form.validate_on_submit():
        try:
            services.add_evidence(current_actor(), row, form.files)
        except Mistake as mistake:
            tell(form, mistake)
        else:
            flash(_("It is kept beside the agreement."), "ok")
            return redirect(url_for("people.agreement", agreement_id=row.id), code=303)
    return _page(row, form)


@blueprint.get("/evidence/<uuid:evidence_id>/<any(original, shown):kind>")
@expose("people.agree")
def evidence(evidence_id: uuid.UUID, kind: str) -> Response:
    """The file as it arrived, or of a photograph the copy without a camera's notes."""
    row = queries.evidence_file(current_actor(), evidence_id)
    if kind == "shown" and row.kind is EvidenceKind.SCAN and row.shown_key is None:
        raise NotFound
    if "Range" not in request.headers or request.headers["Range"].startswith("bytes=0-"):
        audit.record(current_actor(), "people.evidence_opened", row, detail={"kind": kind})
    if kind == "shown" and row.shown_key:
        return serve_blob(row.shown_key, "image/jpeg", download_name=f"{_name(row)}.jpg")
    ending = ENDINGS.get(row.content_type, "sound")
    return serve_blob(row.key, row.content_type, download_name=f"{_name(row)}.{ending}")


def _name(row: EvidenceFile) -> str:
    return f"evidence-{row.id.hex[:8]}-{row.position + 1}"


@blueprint.get("/agreements/<uuid:agreement_id>/copy")
@expose("people.agree")
def copy(agreement_id: uuid.UUID) -> Response:
    """What somebody answered, for them to keep, in the language they were asked in (C12)."""
    row = queries.agreement(current_actor(), agreement_id)
    audit.record(current_actor(), "people.copy_given", row)
    return pdf(copies.copy_of(row), f"copy-{row.id.hex[:8]}.pdf")


@blueprint.get("/evidence")
@expose("people.agree")
def evidence_missing() -> str:
    """Agreements whose signed page or spoken answer nobody has brought yet."""
    rows = queries.without_evidence(current_actor())
    lines = [shown.agreement_line(row) for row in rows]
    return render_template("people/evidence_missing.html", lines=lines)
