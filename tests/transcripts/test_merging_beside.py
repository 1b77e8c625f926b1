"""The other language comes with another version: chosen, and nobody's word written over."""

import pytest

from stories.foundation.access import OPERATOR
from stories.foundation.db import db, unit_of_work
from stories.transcripts import queries, services
from stories.transcripts.approvals.services import approve_segment as approve
from stories.transcripts.history.models import Kind, SegmentChange
from stories.transcripts.history.services import redo, undo
from stories.transcripts.merging import services as merging
from stories.transcripts.merging.pairs import compare
from stories.transcripts.merging.rules import Block, Word, homes_of
from stories.translations.models import SegmentTranslation, TranslationState
from stories.translations.services import save_translation
from tests.transcripts.test_merging import base, write

DRAFT, CONFIRMED, STALE = TranslationState
KK = [(0, 2000, "апам ерте тұрады"), (2000, 4000, "нан иісі"), (4000, 6000, "шай ішеді")]


def beside(segment, text, state=CONFIRMED, who=None, **more):
    row = SegmentTranslation(
        organisation_id=segment.organisation_id,
        segment_id=segment.id,
        language="ru",
        text=text,
        state=state,
        source_text=segment.text,
        author_id=who,
        **more,
    )
    db.session.add(row)
    db.session.flush()
    return row


def told(version):
    """Each segment's text with what stands beside it, its state, and whether a person wrote it."""
    known = {row.segment_id: row for row in db.session.query(SegmentTranslation)}
    rows = [(row.text, known.get(row.id)) for row in queries.every_segment(version.id)]
    return [(said, one and (one.text, one.state, one.author_id is not None)) for said, one in rows]


@pytest.fixture
def inside(app, recording, facilitator):  # these are kept in a unit of their own first
    with app.app_context(), unit_of_work():
        yield


@pytest.fixture
def two(inside, recording, facilitator):
    """The same words twice. Mine: a person's translation, a machine's, none. Theirs: all three."""
    present, other = write(recording, 1, KK, current=True), write(recording, 2, KK, current=False)
    mine, theirs = queries.every_segment(present.id), queries.every_segment(other.id)
    beside(mine[0], "Бабушка встаёт рано", who=facilitator.id)
    beside(mine[1], "хлеб запах", DRAFT, engine="nllb", model="m")
    for row, text in zip(theirs, ("Рано встаёт", "Запах хлеба", "Пьёт чай"), strict=True):
        beside(row, text, who=facilitator.id)
    return present, other


def test_a_translation_goes_where_most_of_its_words_are():
    def words(*rows):
        return tuple(Word(row, at, "а", at, at) for at, row in enumerate(rows))

    blocks = [Block(0, words(0, 0, 1)), Block(1, words(1, 1)), Block(2, words(2)), Block(3)]
    assert homes_of(blocks) == [[0], [1], [2], []]
    assert homes_of([Block(0, words(0, 1)), Block(1, words(0, 1))]) == [[0, 1], []]


def test_one_press_takes_translations_but_never_over_a_persons(two):
    done = merging.take_where_nobody_corrected(OPERATOR, *two)
    assert (done.taken, done.replaced) == (2, 0)
    assert [one for _, one in told(two[0])] == [
        ("Бабушка встаёт рано", CONFIRMED, True),
        ("Запах хлеба", CONFIRMED, True),
        ("Пьёт чай", CONFIRMED, True),
    ]
    assert [pair.mine.text for pair in compare(*two)] == [KK[0][2]], "it is still to be chosen"
    assert len(queries.complete_versions(two[0].recording_id)) == 2, "nothing of people's went"


def test_a_translation_that_is_given_up_stays_in_an_older_version(two):
    (pair,) = [one for one in compare(*two) if one.mine_beside.by_person]
    seen = {pair.key: pair.mine_beside.revision}
    done = merging.take_chosen(OPERATOR, *two, {}, seen)
    assert (done.taken, done.replaced, done.missed) == (1, 1, 0)
    assert told(two[0])[0][1][0] == "Рано встаёт"
    copy = queries.complete_versions(two[0].recording_id)[0]
    assert told(copy)[0][1][0] == "Бабушка встаёт рано"


def test_what_was_written_meanwhile_is_not_taken(two):
    (pair,) = [one for one in compare(*two) if one.mine_beside.by_person]
    seen = pair.mine_beside.revision
    save_translation(OPERATOR, pair.mine, "ru", "Бабушка рано встаёт", seen)
    done = merging.take_chosen(OPERATOR, *two, {}, {pair.key: seen})
    assert (done.taken, done.missed) == (0, 1)
    assert told(two[0])[0][1][0] == "Бабушка рано встаёт"


def test_a_draft_comes_as_a_draft_and_a_taken_one_is_confirmed_anew(inside, recording):
    present, other = write(recording, 1, KK, current=True), write(recording, 2, KK, current=False)
    beside(queries.every_segment(other.id)[0], "бабушка вставать", DRAFT, engine="nllb", model="m")
    merging.take_where_nobody_corrected(OPERATOR, present, other)
    assert told(present)[0][1] == ("бабушка вставать", DRAFT, False)
    undo(OPERATOR, present)
    assert told(present)[0][1] is None
    redo(OPERATOR, present)
    assert told(present)[0][1] == ("бабушка вставать", DRAFT, False), "nobody stood for it"


def test_a_draft_that_no_machine_of_ours_made_may_be_a_persons_and_stays(
    inside, recording, facilitator
):
    present, other = write(recording, 1, KK, current=True), write(recording, 2, KK, current=False)
    beside(queries.every_segment(present.id)[0], "Бабушка встаёт рано", DRAFT)
    beside(queries.every_segment(other.id)[0], "Рано встаёт", who=facilitator.id)
    assert merging.take_where_nobody_corrected(OPERATOR, present, other).taken == 0
    (pair,) = compare(present, other)
    done = merging.take_chosen(OPERATOR, present, other, {}, {pair.key: pair.mine_beside.revision})
    assert (done.taken, done.replaced) == (1, 1)
    assert told(present)[0][1] == ("Рано встаёт", CONFIRMED, True)
    copy = queries.complete_versions(recording.id)[0]
    assert told(copy)[0][1] == ("Бабушка встаёт рано", DRAFT, False), "it came from a file"


def test_what_stands_beside_already_does_not_come_along(inside, recording, facilitator):
    present = write(recording, 1, KK, current=True)
    other = write(recording, 2, [(0, 2000, "апам кеш тұрады"), *KK[1:]], current=False)
    beside(queries.every_segment(other.id)[0], "Встаёт", who=facilitator.id)
    beside(queries.every_segment(present.id)[0], "Встаёт", who=facilitator.id)
    (pair,) = compare(present, other)
    assert (pair.differs, pair.beside_differs, pair.beside_comes) == (True, False, False)


def test_what_was_made_from_other_words_is_looked_at_again(inside, recording, facilitator):
    present = write(recording, 1, KK, current=True)
    other = write(recording, 2, [(0, 2000, "апам кеш тұрады"), *KK[1:]], current=False)
    row = queries.every_segment(present.id)[0]
    services.save_segment(OPERATOR, row, "апам ерте тұрады!", "kk", row.revision)
    beside(queries.every_segment(other.id)[0], "Встаёт поздно", who=facilitator.id)
    assert merging.take_where_nobody_corrected(OPERATOR, present, other).taken == 0
    (pair,) = compare(present, other)
    assert (pair.differs, pair.beside_differs, pair.beside_offered) == (True, True, False)
    merging.take_chosen(OPERATOR, present, other, {}, {pair.key: 0})
    assert told(present)[0] == ("апам ерте тұрады!", ("Встаёт поздно", STALE, True))


def test_new_words_bring_their_translation_and_approvals_fall(two, recording, facilitator):
    present, other = two
    late = write(recording, 3, [*KK, (8000, 9000, "ұйықтайды")], current=False)
    beside(queries.every_segment(late.id)[-1], "Спит", who=facilitator.id)
    merging.take_where_nobody_corrected(OPERATOR, present, late)
    assert told(present)[-1] == ("ұйықтайды", ("Спит", CONFIRMED, True))
    first = queries.every_segment(present.id)[2]
    services.mark_checked(OPERATOR, first, first.revision)
    approve(OPERATOR, first, first.revision)
    merging.take_where_nobody_corrected(OPERATOR, present, other)
    assert queries.counts(present.id).unapproved == len(KK) + 1
    steps = [row for row in db.session.query(SegmentChange) if row.kind is Kind.TRANSLATION]
    assert {row.text_after for row in steps} >= {"Спит", "Пьёт чай"}


def test_the_page_offers_both_languages_and_takes_what_was_chosen(
    app, client, facilitator, recording
):
    with app.app_context(), unit_of_work():
        present = write(recording, 1, KK, current=True)
        other = write(recording, 2, KK, current=False)
        rows = queries.every_segment(other.id)
        beside(queries.every_segment(present.id)[0], "Бабушка встаёт рано", who=facilitator.id)
        for row, text in zip(rows, ("Рано встаёт", "Запах хлеба", "Пьёт чай"), strict=True):
            beside(row, text, who=facilitator.id)
        db.session.expunge_all()
    client.sign_in(facilitator).speak("en")
    page = client.page(base(recording, other))
    assert "They differ in 3 places." in page.get_text()
    assert not page.select("input[name^=take-]"), "what was said is the same"
    ticked = {one["name"]: one["value"] for one in page.select("input[type=radio][checked]")}
    assert list(ticked.values()) == ["mine", "other", "other"]
    seen = {one["name"]: one["value"] for one in page.select("input[name^=told-]")}
    answer = client.send(base(recording, other), ticked | seen)
    assert "2 places now have the other version's words." in client.page(answer.location).get_text()
    with app.app_context(), unit_of_work(write=False):
        now_says = [one[0] for _, one in told(present)]
    assert now_says == ["Бабушка встаёт рано", "Запах хлеба", "Пьёт чай"]
