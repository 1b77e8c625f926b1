import pytest

from tests.client import InspectingClient


def test_the_components_page_opens_in_every_language(client: InspectingClient):
    for language in ("kk", "ru", "en"):
        page = client.speak(language).page("/look")
        assert page.html["lang"] == language


def test_the_sign_in_page_opens(client: InspectingClient):
    assert client.page("/sign-in").find("form")


def test_an_unknown_address_is_a_sentence_not_a_crash(client: InspectingClient):
    client.get("/nothing-here", expect=404)


@pytest.mark.parametrize(
    "target", ["http://[", "//evil.example", "/\\evil.example", "http:////evil"]
)
def test_choosing_a_language_leads_back_into_the_house(client: InspectingClient, target: str):
    answer = client.send("/language", {"language": "ru", "next": target})
    assert answer.location.startswith("/")
    assert not answer.location.startswith(("//", "/\\"))
    headers = {"Referer": target}
    client.send("/appearance", {"theme": "dark"}, headers=headers)
