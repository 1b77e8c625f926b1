from tests.client import InspectingClient


def test_the_components_page_opens_in_every_language(client: InspectingClient):
    for language in ("kk", "ru", "en"):
        page = client.speak(language).page("/look")
        assert page.html["lang"] == language


def test_the_sign_in_page_opens(client: InspectingClient):
    assert client.page("/sign-in").find("form")


def test_an_unknown_address_is_a_sentence_not_a_crash(client: InspectingClient):
    client.get("/nothing-here", expect=404)
