"""The page of suggestions: sentences and answers; names stay away from those who may not know."""

from stories.foundation.access import Role
from stories.people.models import Use
from tests.client import soup
from tests.moderation.helpers import inside, row
from tests.moderation.suggesting.conftest import found


def address(story, *rest):
    return "/".join([f"/stories/{story.id}/suggestions", *map(str, rest)])


def test_each_suggestion_stands_in_its_sentence(client, looked, make):
    client.sign_in(make.user(Role.FACILITATOR)).speak("en")
    page = client.page(address(looked))
    told = page.select_one(".suggestions > li .told")
    assert told.get_text() == "Айгүлдің әкесі майданда қаза тапты."
    assert told.mark.get_text() == "Айгүлдің"
    assert "a name from this session" in page.text


def test_whoever_may_not_know_names_learns_of_none_whose_it_is(client, looked, moderator):
    client.sign_in(moderator).speak("en")
    page = client.page(address(looked))
    assert "from this session" not in page.text
    assert "· a name" in page.text


def test_an_answer_leads_on_to_the_next(app, client, looked, moderator):
    client.sign_in(moderator).speak("en")
    cards = [card["id"] for card in client.page(address(looked)).select(".suggestions > li")]
    first = cards[0].removeprefix("s-")
    answer = client.send(address(looked, first, "refuse"), {}, expect=303)
    assert answer.location.endswith(f"#{cards[1]}")
    left = [card["id"] for card in client.page(address(looked)).select(".suggestions > li")]
    assert left == cards[1:]
    answer = client.send(address(looked, first, "reopen"), {}, expect=303)
    assert [card["id"] for card in client.page(address(looked)).select("#" + cards[0])]


def test_a_proposed_note_goes_into_the_form(app, client, looked, make):
    client.sign_in(make.user(Role.FACILITATOR)).speak("en")
    hard = [key for kind, _words, _state, key in found(app, looked) if kind == "hard"]
    for key in hard:
        client.send(address(looked, key, "accept"), {}, expect=303)
    page = client.page(address(looked))
    assert "A content note is proposed" in page.text
    form = client.page(f"/stories/{looked.id}/edit?note=1")
    assert form.select_one("[name=content_note_kk]")["value"].endswith("соғыс.")
    assert form.select_one("[name=content_note_ru]")["value"].endswith("война.")
    plain = client.page(f"/stories/{looked.id}/edit")
    assert plain.select_one("[name=content_note_kk]")["value"] == ""


def test_a_closed_recording_tells_no_sentence(app, client, looked, moderator):
    client.sign_in(moderator).speak("en")
    with inside(app):
        session = row(looked).recording.session
        for seat in session.attendances:
            for agreement in seat.person.agreements:
                agreement.uses = [use for use in agreement.uses if use != Use.RECORD.value]
    answer = client.open(address(looked), expect=403)
    assert "Айгүл" not in soup(answer).text


def test_a_suggestion_of_another_story_is_not_found(app, client, looked, make, moderator):
    other, key = make.story(), found(app, looked)[0][3]
    client.sign_in(moderator).speak("en")
    for verb in ("accept", "refuse", "reopen"):
        client.send(address(other, key, verb), {}, expect=404)


def test_the_texts_are_looked_through_when_somebody_asks(client, story, moderator):
    client.sign_in(moderator).speak("en")
    assert "have not been looked through" in client.page(address(story)).text
    client.send(address(story, "look"), {}, expect=303)
    assert "are being looked through" in client.page(address(story)).text


def noted(app, story):
    with inside(app):
        row(story).content_note_ru = "В истории говорят о смерти."


def test_a_content_note_comes_before_the_sentences(app, client, looked, moderator):
    noted(app, looked)
    client.sign_in(moderator).speak("en")
    page = client.page(address(looked))
    assert "В истории говорят о смерти." in page.text
    assert "майданда" not in page.text
    assert not page.select("form[action$='/skip']"), "that belongs to a review"
    on = page.find("a", string="Open it")["href"]
    first = client.page(on).select_one(".suggestions > li")["id"].removeprefix("s-")
    answer = client.send(address(looked, first, "refuse"), {}, expect=303)
    assert client.page(answer.location.partition("#")[0]).select(".suggestions > li")


def test_a_review_that_is_open_leads_to_suggestions_that_are(app, client, looked, moderator):
    noted(app, looked)
    client.sign_in(moderator).speak("en")
    for path, there in (
        (f"/stories/{looked.id}", False),
        (f"/stories/{looked.id}/review?open=1", True),
    ):
        link = client.page(path).find("a", string="Look at the suggestions")["href"]
        assert ("open=1" in link) is there


def test_words_that_are_hidden_already_are_suggested_no_more(app, client, looked, moderator):
    client.sign_in(moderator).speak("en")
    cards = client.page(address(looked)).select(".suggestions > li")
    said, other = (
        next(card["id"].removeprefix("s-") for card in cards if card.mark.get_text() == words)
        for words in ("Айгүлдің", "Айгуль")
    )
    client.send(address(looked, said, "accept"), {}, expect=303)
    left = {card["id"] for card in client.page(address(looked)).select(".suggestions > li")}
    assert left == {card["id"] for card in cards} - {f"s-{said}", f"s-{other}"}
    assert f"{len(left)} places wait" in client.page(f"/stories/{looked.id}").text
    answer = client.send(address(looked, other, "accept"), {}, expect=303)
    assert "This is hidden already" in client.page(answer.location.partition("#")[0]).text


def test_two_names_of_one_passage_without_word_times_are_both_hidden(
    app, client, looked, moderator
):
    client.sign_in(moderator).speak("en")
    told = [key for _kind, words, _state, key in found(app, looked) if words == "Айгүлдің"]
    for key in told:
        client.send(address(looked, key, "accept"), {}, expect=303)
    assert "Айгүл" not in client.page(f"/stories/{looked.id}").select_one(".bilingual").text
