"""How narrators are named: as agreed, children never by their own name."""

import pytest
from flask_babel import force_locale

from stories.moderation import queries
from stories.people.models import Generation, Naming
from tests.moderation.helpers import inside, row


def told(app, make, *people, text="Апамның наны", listeners=(), **agreed):
    session = make.session(narrators=people, listeners=listeners)
    for person in (*people, *listeners):
        make.agree(person, session, **agreed)
    version = make.transcript(make.recording(session))
    story = make.story(version=version, title_kk=text)
    with inside(app), force_locale("en"):
        found = row(story)
        lines = queries.lines_of([found])[found.id]
        return queries.narrator_name(found), queries.names_told(found, lines)


@pytest.mark.parametrize(
    ("naming", "name"),
    [
        (Naming.OWN_NAME, "Мәриям Ахметова"),
        (Naming.PSEUDONYM, "Ақ әже"),
        (Naming.ANONYMOUS, "An elder"),
    ],
)
def test_an_elder_is_named_as_agreed(app, make, naming, name):
    elder = make.person(name="Мәриям Ахметова", pseudonym="Ақ әже")
    assert told(app, make, elder, naming=naming)[0] == name


def test_without_a_pseudonym_nobody_is_named(app, make):
    assert told(app, make, make.person(), naming=Naming.PSEUDONYM)[0] == "An elder"


def test_a_child_is_never_told_by_name(app, make):
    child = make.child(name="Ерасыл", pseudonym="Қарлығаш")
    assert told(app, make, child, naming=Naming.OWN_NAME)[0] == "Қарлығаш"


def test_a_child_without_a_pseudonym_stays_unnamed(app, make):
    child = make.child(name="Ерасыл", pseudonym=None)
    assert told(app, make, child, naming=Naming.OWN_NAME)[0] == "A young narrator"


def test_without_any_agreement_nobody_is_named(app, make):
    session = make.session(narrators=[make.person(name="Мәриям")])
    story = make.story(version=make.transcript(make.recording(session)))
    with inside(app), force_locale("en"):
        assert queries.narrator_name(row(story)) == "An elder"


def test_two_narrators_are_told_in_one_breath(app, make):
    one, two = make.person(name="Мәриям"), make.person(name="Төлеген")
    assert told(app, make, one, two)[0] == "Мәриям and Төлеген"


def test_a_hidden_name_in_the_text_is_pointed_at(app, make):
    child = make.child(name="Ерасыл Сейтов")
    elder = make.person(name="Мәриям", generation=Generation.ELDER)
    text = "Ерасылдың аты мен Мәриямның наны"
    _name, words = told(app, make, elder, listeners=[child], text=text)
    assert words == ["Ерасылдың"]
