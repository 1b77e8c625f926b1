"""Drafts by a machine: the row is the truth, consent is asked again, a person's words stay."""

from datetime import timedelta

import pytest

from stories.foundation import work
from stories.foundation.db import db, unit_of_work
from stories.foundation.models import AuditEvent, WorkState
from stories.people.models import Agreement, Use
from stories.transcripts import queries as transcripts
from stories.transcripts.engine.types import ModelUsed
from stories.translations import queries
from stories.translations.drafts import jobs
from stories.translations.drafts.queries import KIND, KIND_ONE
from stories.translations.engine import Begun, Done, Drafted, EngineFailed
from stories.translations.models import TranslationState
from tests.translations import tiny

JSON = {"Accept": "application/json"}


@pytest.fixture(scope="session")
def models(tmp_path_factory):
    root = tmp_path_factory.mktemp("models")
    tiny.build(root / "nllb", "nllb")
    return root


def choose(app, monkeypatch, **values):
    for name, value in values.items():
        monkeypatch.setitem(app.extensions["settings"].values, name, value)


@pytest.fixture
def translator(app, models, monkeypatch):
    """The house drafts with a real, tiny model."""
    choose(
        app,
        monkeypatch,
        TRANSLATION_ENGINE="ctranslate2",
        TRANSLATION_MODEL="nllb",
        MODELS_DIR=str(models),
    )


@pytest.fixture
def signed(client, facilitator):
    return client.sign_in(facilitator).speak("en")


@pytest.fixture
def beside(app, segments):
    def read():
        with app.app_context(), unit_of_work(write=False):
            rows = queries.translations_for(row.id for row in segments())
            db.session.expunge_all()
            return [rows.get(row.id) for row in segments()]

    return read


def change(app, model, where, **values):
    with app.app_context(), unit_of_work():
        for row in db.session.query(model).filter_by(**where):
            for name, value in values.items():
                setattr(row, name, value)


def withdraw_translation(app):
    with app.app_context(), unit_of_work():
        for row in db.session.query(Agreement):
            row.uses = [use for use in row.uses if use != Use.TRANSLATE.value]


def script(*, before=None, fail=None):
    """An engine that drafts each passage as “D<place>”."""
    asked = []

    def engine(request, *, on_beat):
        asked.append([one.text for one in request.passages])
        on_beat()
        if fail is not None:
            raise EngineFailed(fail)
        yield Begun({target: ModelUsed("m", "d" * 64) for target in ("kk", "ru")})
        for one in request.passages:
            if before:
                before(one.place)
            yield Drafted(one.place, f"D{one.place}")
        yield Done()

    engine.asked = asked
    return engine


def ask(client, recording):
    client.send(f"/recordings/{recording.id}/translation/draft", expect=303)


def test_a_real_model_drafts_a_whole_text_and_the_page_says_so(
    translator, signed, desk, recording, version, beside
):
    page = signed.page(f"/recordings/{recording.id}/translation")
    assert "Draft 3 segments" in page.get_text()
    ask(signed, recording)
    assert (
        "A machine drafts the translation"
        in signed.page(f"/recordings/{recording.id}/translation").get_text()
    )
    desk.perform(KIND, version.id)
    assert desk.work(KIND, version.id).state is WorkState.DONE
    rows = beside()
    for row in rows:
        assert row.state is TranslationState.DRAFT
        assert row.drafted
        assert (row.engine, row.model, len(row.model_digest)) == ("ctranslate2", "nllb", 64)
        assert row.author_id is None
        assert row.source_text
    text = signed.page(f"/recordings/{recording.id}/transcript")
    marks = [tag.get_text() for tag in text.select("[data-draft]")]
    assert marks == ["Machine draft, not confirmed"] * 3
    read = signed.page(f"/recordings/{recording.id}/transcript/read").get_text()
    assert read.count("Machine draft, not confirmed") == 3
    told = signed.get(f"/recordings/{recording.id}/transcript/both?as=json").json["segments"]
    assert {one["translation"]["state"] for one in told} == {"draft"}
    captions = signed.get(f"/recordings/{recording.id}/transcript/both?as=vtt-ru").text
    assert "Parts of the translation are a machine's drafts, not confirmed" in captions


@pytest.mark.usefixtures("translator")
def test_a_persons_words_are_never_drafted_over(
    signed, desk, recording, version, segments, beside, monkeypatch
):
    first, second, _third = segments()
    path = f"/segments/{first.id}/translation"
    signed.send(path, {"text": "Моё", "language": "ru", "revision": 0}, expect=200, headers=JSON)
    answer = signed.send(f"{path}/draft", expect=409, headers=JSON)
    assert "A person wrote this translation" in answer.json["sentence"]

    def meanwhile(place):
        if place == 0:  # while the machine works somebody writes the second one
            own = {"text": "Своё", "language": "ru", "revision": 0}
            signed.send(f"/segments/{second.id}/translation", own, expect=200, headers=JSON)

    engine = script(before=meanwhile)
    monkeypatch.setattr(jobs, "draft", engine)
    ask(signed, recording)
    desk.perform(KIND, version.id)
    assert engine.asked == [[row.text for row in segments()[1:]]]
    assert [row.text for row in beside()] == ["Моё", "Своё", "D1"]
    assert [row.drafted for row in beside()] == [False, False, True]


@pytest.mark.usefixtures("translator")
def test_an_original_that_was_corrected_meanwhile_gets_no_draft_of_the_old_words(
    signed, desk, recording, version, segments, beside, monkeypatch
):
    first = segments()[0]

    def meanwhile(place):
        if place == 0:
            words = {"text": "Басқа сөз", "language": "kk", "revision": 1}
            signed.send(f"/segments/{first.id}", words, expect=200, headers=JSON)

    monkeypatch.setattr(jobs, "draft", script(before=meanwhile))
    ask(signed, recording)
    desk.perform(KIND, version.id)
    assert [row and row.text for row in beside()] == [None, "D1", "D2"]


@pytest.mark.usefixtures("translator")
def test_a_killed_worker_goes_on_with_what_is_lacking(
    app, signed, desk, recording, version, beside, monkeypatch
):
    class Killed(BaseException):
        pass

    def die(place):
        if place == 1:
            raise Killed

    monkeypatch.setattr(jobs, "draft", script(before=die))
    ask(signed, recording)
    with pytest.raises(Killed):
        desk.perform(KIND, version.id)
    with app.app_context(), unit_of_work():
        work.find(KIND, version.id).heartbeat_at -= timedelta(minutes=5)
    engine = script()
    monkeypatch.setattr(jobs, "draft", engine)
    desk.perform(KIND, version.id)
    assert [len(one) for one in engine.asked] == [2]
    assert [row.text for row in beside()] == ["D0", "D0", "D1"]


@pytest.mark.usefixtures("translator")
def test_consent_is_asked_before_the_first_byte_and_before_each_draft_is_kept(
    app, signed, desk, recording, version, beside, monkeypatch
):
    monkeypatch.setattr(
        jobs, "draft", script(before=lambda at: withdraw_translation(app) if at == 1 else None)
    )
    ask(signed, recording)
    desk.perform(KIND, version.id)
    row = desk.work(KIND, version.id)
    assert (row.state, row.problem) == (WorkState.FAILED, "not_permitted")
    assert beside() == [None, None, None], "what it drafted before goes with the agreement"
    page = signed.page(f"/recordings/{recording.id}/translation").get_text()
    assert "Not everybody agrees yet" in page
    refused = signed.send(
        f"/recordings/{recording.id}/translation/draft", expect=409, headers=JSON
    ).json
    assert "agrees to a machine translating it" in refused["sentence"]
    engine = script()
    monkeypatch.setattr(jobs, "draft", engine)
    with app.app_context(), unit_of_work():
        found = work.find(KIND, version.id)
        found.state, found.finished_at = WorkState.WAITING, None
    desk.perform(KIND, version.id)
    assert engine.asked == []


@pytest.mark.usefixtures("translator")
def test_drafts_alone_take_no_approval_back_and_confirming_one_counts(
    app, signed, desk, recording, version, segments, monkeypatch
):
    monkeypatch.setattr(jobs, "draft", script())
    ask(signed, recording)
    desk.perform(KIND, version.id)

    def revision():
        with app.app_context(), unit_of_work(write=False):
            return transcripts.version_by_id(version.id).revision

    assert revision() == 1
    answer = signed.send(
        f"/segments/{segments()[0].id}/translation/confirmed",
        {"revision": 1},
        expect=200,
        headers=JSON,
    ).json
    assert (answer["draft"], answer["stale"]) == ("", False)
    assert revision() == 2


def test_one_segment_is_drafted_and_drafted_anew(
    translator, signed, desk, segments, beside, monkeypatch
):
    monkeypatch.setattr(jobs, "draft", script())
    second = segments()[1]
    path = f"/segments/{second.id}/translation"
    assert signed.send(f"{path}/draft", expect=200, headers=JSON).json == {"asked": True}
    assert signed.page(path).select_one("[data-moving]")
    desk.perform(KIND_ONE, second.id)
    assert [row and row.text for row in beside()] == [None, "D0", None]
    page = signed.page(path)
    assert not page.select_one("[data-moving]")
    assert "Draft it anew" in page.get_text()
    signed.send(f"{path}/draft", expect=303)
    desk.perform(KIND_ONE, second.id)
    assert beside()[1].revision == 2


@pytest.mark.usefixtures("translator")
def test_a_draft_whose_original_changed_is_told_as_both_and_drafted_again(
    signed, desk, recording, version, segments, beside, monkeypatch
):
    monkeypatch.setattr(jobs, "draft", script())
    ask(signed, recording)
    desk.perform(KIND, version.id)
    words = {"text": "Апам ерте тұратын еді.", "language": "kk", "revision": 1}
    signed.send(f"/segments/{segments()[0].id}", words, expect=200, headers=JSON)
    cell = signed.page(f"/recordings/{recording.id}/transcript").select_one("[data-other]")
    assert not cell.select_one("[data-draft]").has_attr("hidden")
    assert not cell.select_one("[data-changed]").has_attr("hidden")
    engine = script()
    monkeypatch.setattr(jobs, "draft", engine)
    ask(signed, recording)
    desk.perform(KIND, version.id)
    assert engine.asked == [["Апам ерте тұратын еді."]]
    assert beside()[0].state is TranslationState.DRAFT


@pytest.mark.parametrize(
    ("code", "state", "told"),
    [
        ("translator_incomplete", WorkState.FAILED, "is not whole on the server"),
        ("model_changed", WorkState.FAILED, "was changed on the server"),
        ("crashed", WorkState.WAITING, ""),
    ],
)
@pytest.mark.usefixtures("translator")
def test_what_goes_wrong_is_a_sentence(
    signed, desk, recording, version, monkeypatch, code, state, told
):
    monkeypatch.setattr(jobs, "draft", script(fail=code))
    ask(signed, recording)
    desk.perform(KIND, version.id)
    assert desk.work(KIND, version.id).state is state
    assert told in signed.page(f"/recordings/{recording.id}/translation").get_text()


def test_a_half_copied_folder_is_a_sentence_on_the_page(
    app, signed, desk, recording, version, models, tmp_path, monkeypatch
):
    import shutil

    seen = shutil.ignore_patterns("*.sha256", ".*")  # no digest of an earlier use comes along
    shutil.copytree(models / "nllb", tmp_path / "half", ignore=seen)
    whole = (tmp_path / "half" / "model.bin").read_bytes()
    (tmp_path / "half" / "model.bin").write_bytes(whole[:2000])
    choose(app, monkeypatch, TRANSLATION_ENGINE="ctranslate2", TRANSLATION_MODEL="half")
    choose(app, monkeypatch, MODELS_DIR=str(tmp_path))
    ask(signed, recording)
    desk.perform(KIND, version.id)
    page = signed.page(f"/recordings/{recording.id}/translation").get_text()
    assert "The model for translating is not whole on the server." in page


def test_it_can_be_stopped_and_what_is_drafted_stays(
    translator, signed, desk, recording, version, beside, monkeypatch
):
    def stop(place):
        if place == 1:
            signed.send(f"/recordings/{recording.id}/translation/draft/stop", expect=303)

    monkeypatch.setattr(jobs, "draft", script(before=stop))
    ask(signed, recording)
    desk.perform(KIND, version.id)
    assert desk.work(KIND, version.id).state is WorkState.CANCELLED
    assert [row and row.text for row in beside()] == ["D0", None, None]
    signed.send(f"/recordings/{recording.id}/translation/draft/stop", expect=409)


def test_without_an_engine_nothing_is_offered(signed, recording, version, segments):
    path = f"/recordings/{recording.id}/translation"
    assert "No machine drafts translations in this house." in signed.page(path).get_text()
    signed.send(f"{path}/draft", expect=422)
    one = f"/segments/{segments()[0].id}/translation"
    assert "Let a machine draft it" not in signed.page(one).get_text()
    signed.send(f"{one}/draft", expect=422)


def test_the_log_names_engine_and_model_and_no_word(
    app, translator, signed, desk, recording, version, monkeypatch
):
    monkeypatch.setattr(jobs, "draft", script())
    ask(signed, recording)
    desk.perform(KIND, version.id)
    with app.app_context(), unit_of_work(write=False):
        lines = [row for row in db.session.query(AuditEvent) if "draft" in row.action]
        assert {row.action for row in lines} == {
            "translations.drafts_asked",
            "translations.drafted",
        }
        assert {row.detail.get("model") for row in lines} == {None, "m"}
        assert "D0" not in str([row.detail for row in lines])


def test_the_page_follows_the_machine_with_the_share_and_the_time_left(
    translator, signed, desk, recording, version, monkeypatch
):
    base, told = f"/recordings/{recording.id}/translation", []

    def look(place):
        told.append(signed.get(f"{base}/drafting", headers=JSON).get_json())
        if place == 2:
            page = signed.page(base)
            assert page.select_one("[data-writing]")["data-ask"] == f"{base}/drafting"
            assert page.select_one("[data-writing] progress")["value"] == "67"
            assert "67 % · nearly done" in page.get_text()
            assert page.select_one(f"form[action='{base}/draft/stop']")

    monkeypatch.setattr(jobs, "draft", script(before=look))
    ask(signed, recording)
    waits = signed.get(f"{base}/drafting", headers=JSON).get_json()
    assert (waits["moving"], waits["share"], waits["words"]) == (True, None, "waits for its turn")
    desk.perform(KIND, version.id)
    assert [one["share"] for one in told] == [0, 33, 67]
    assert [one["told"] for one in told][1:] == ["nearly done", "nearly done"]
    assert signed.get(f"{base}/drafting", headers=JSON).get_json()["moving"] is False
