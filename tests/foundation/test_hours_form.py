import pytest
from flask import render_template_string
from flask_babel import force_locale
from flask_wtf import FlaskForm
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from stories.foundation.hours import NEVER, Hours
from stories.foundation.hours_field import HoursField
from stories.foundation.hours_words import hours_words, read_clock, window_words

WED = Hours.of([(2, 840, 1020)])
EDGES = Hours.of([(2, 0, 480), (2, 1200, 1440)])
DRAWN = "{% from '_components/hours.html' import hours_field %}{{ hours_field(form.free) }}"


class Form(FlaskForm):
    class Meta(FlaskForm.Meta):
        csrf = False

    free = HoursField("Free hours")


def sent(known, *, was=None, **pairs):
    """A form as it is sent: ``w2=("14:00", "17:00")`` are the times of a Wednesday."""
    data = MultiDict([("free-known", known)] if known else [])
    for name, (first, last) in pairs.items():
        data.add(f"free-{name[1]}-from", first)
        data.add(f"free-{name[1]}-to", last)
    return Form(formdata=data, data={"free": was})


@pytest.fixture
def english(app):
    with app.test_request_context(), force_locale("en"):
        yield


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (None, "Not known"),
        (NEVER, "No free hours in the week"),
        (WED, "Wed 14:00–17:00"),
        (
            Hours.of([(2, 840, 1020), (4, 840, 1020), (5, 600, 720)]),
            "Wed, Fri 14:00–17:00; Sat 10:00–12:00",
        ),
        (Hours.of([(day, 540, 1440) for day in range(5)]), "Mon–Fri 09:00–24:00"),
        (EDGES, "Wed 00:00–08:00, 20:00–24:00"),
    ],
)
@pytest.mark.usefixtures("english")
def test_hours_in_words(hours, words):
    assert hours_words(hours) == words


def test_words_are_the_readers(app):
    with app.test_request_context():
        with force_locale("kk"):
            assert hours_words(WED) == "Ср 14:00–17:00"
        with force_locale("ru"):
            assert window_words(WED.windows[0]) == "Ср 14:00–17:00"


@pytest.mark.parametrize(
    ("known", "was", "pairs", "hours"),
    [
        ("these", None, {"w2": ("14:00", "17:00")}, WED),
        ("these", WED, {"w2": ("14", "17.00"), "w3": ("", "")}, WED),
        ("these", None, {"w2": ("00:00", "08:00"), "x2": ("20:00", "00:00")}, EDGES),
        ("these", None, {"w2": ("14:00:00", "16:00:00"), "x2": ("15:00", "17:00")}, WED),
        ("never", WED, {"w2": ("14:00", "17:00")}, NEVER),
        ("unknown", WED, {"w2": ("14:00", "17:00")}, None),
        ("unknown", None, {}, None),
        ("never", None, {}, NEVER),
        ("nonsense", None, {}, None),
        (None, WED, {}, WED),
    ],
)
@pytest.mark.usefixtures("english")
def test_what_was_sent_is_what_is_meant(known, was, pairs, hours):
    form = sent(known, was=was, **pairs)
    assert form.validate(), form.errors
    assert form.free.data == hours


AT_WED = {
    ("17:00", "14:00"): "the end is before the beginning. What goes on after midnight belongs to "
    "the next day.",
    ("14:00", "14:00"): "it begins and ends at the same time.",
    ("14:00", ""): "fill in both times, or neither.",
    ("", "14:00"): "fill in both times, or neither.",
    ("25:00", "14:00"): "enter times such as 15:00.",
    ("24:00", "14:00"): "enter times such as 15:00.",
}
BOTH = "Times are filled in below, and something else is chosen above. Which is right?"
MANY = {f"{letter}2": ("14:00", "15:00") for letter in "abcdefg"}


@pytest.mark.parametrize(
    ("known", "pairs", "sentence"),
    [
        ("these", {}, "No time is filled in below. Which hours are free?"),
        ("unknown", {"w2": ("14:00", "17:00")}, BOTH),
        ("these", MANY, "Wednesday: these are too many times for one day."),
        *(("these", {"w2": pair}, f"Wednesday: {told}") for pair, told in AT_WED.items()),
    ],
)
@pytest.mark.usefixtures("english")
def test_what_is_wrong_is_said_and_stays(known, pairs, sentence):
    form = sent(known, was=None, **pairs)
    assert not form.validate()
    assert list(form.free.errors) == [sentence]
    assert form.free.data is None
    page = render_template_string(DRAWN, form=form)
    assert sentence in page.replace("&#39;", "'")
    assert all(f'value="{typed}"' in page for pair in pairs.values() for typed in pair if typed)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=8), st.text(max_size=8))
def test_no_text_breaks_a_row(app, first, last):
    with app.test_request_context(), force_locale("en"):
        form = sent("these", w2=(first, last))
        assert form.validate() is (form.free.data is not None)
        assert read_clock(first) is None or 0 <= read_clock(first) <= 1440


@pytest.mark.usefixtures("english")
def test_what_is_known_stands_in_the_rows():
    page = render_template_string(DRAWN, form=Form(formdata=None, data={"free": EDGES}))
    assert 'value="these" checked' in page
    assert page.count('value="00:00"') == 2
    assert 'value="20:00"' in page
    assert page.count("<details open>") == 1
