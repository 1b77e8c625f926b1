"""Guards over the route map: access declared, addresses typed, changes only by POST."""

import importlib
import inspect
import json
import pkgutil
from types import ModuleType

import pytest

import stories
from stories.foundation.access import known
from stories.foundation.access_table import access_rows
from stories.foundation.house_cli import access
from tests.guards.routes import endpoints, ways_in
from tests.guards.visitors import SAFE

# services that act for nobody who could be asked, each with its reason
WITHOUT_ACTOR = {
    "moderation.services.copies.drop_copies": "a step of services that authorise; it only lets go",
    "sessions.services.hear.confirmed_no_more": "follows from a word that was taken back",
    "sessions.services.hear.hear_again": "follows from a word that somebody else's act has noted",
    "accounts.services.check_passphrase": "nobody is signed in yet",
    "accounts.services.hash_code": "a pure digest",
    "accounts.services.note_failed_code": "nobody is signed in yet",
    "accounts.services.note_failed_sign_in": "nobody is signed in yet",
    "accounts.services.renew_digest": "whoever shows the passphrase owns the digest",
    "accounts.services.new_grant": "a step of services that authorise",
    "accounts.services.note_sign_in": "the user who signs in is the actor",
    "accounts.services.note_sign_out": "the user who leaves is the actor",
    "collections.services.follow": "follows signals; the act was authorised where it was done",
    "collections.services.letting_go.look_again": "only lets go, whoever closed what",
    "collections.services.letting_go.look_later": "only lets go, whoever closed what",
    "collections.services.letting_go.look_at_all": "only lets go of what fell by itself",
    "media.services.check_fixity.hear_of_master": "the rounds looked; the house acts itself",
    "media.tus.services.most_bytes": "reads a setting",
    "moderation.services.copies.keep_copies": "a job keeps what an authorised act asked for",
    "moderation.suggesting.services.keep_suggestions": "a job keeps what it found",
    "moderation.suggesting.services.look_at_proposed": "follows a signal; the story was proposed",
    "moderation.services.copies.renew_copies": "the operator's command; nothing else changes",
    "moderation.services.find.refresh_search": "the index follows rows, whoever changed them",
    "moderation.services.follow": "follows signals; the act was authorised where it was done",
    "people.services.agreements.day_at_home": "a pure decision for services that authorise",
    "people.services.agreements.given_at": "a pure decision for services that authorise",
    "people.services.agreements.signers_of": "a pure decision for services that authorise",
    "people.services.details": "pure decisions about what was typed",
    "people.services.editing": "puts two versions together for a service that authorises",
    "people.services.persons.columns_of": "a pure decision for services that authorise",
    "people.services.persons.folded_name": "a pure decision for services that authorise",
    "people.services.persons.folded_pseudonym": "a pure decision for services that authorise",
    "people.services.erase.forget_file": "a job notes what an authorised act asked for",
    "people.services.own_links.enter_own_link": "the PIN is their authority",
    "people.services.own_links.own_door": "a pure decision for services that count attempts",
    "people.services.own_links.open_own_link": "the link is their authority",
    "people.services.own_links.withdraw_by_link": "the link is their authority",
    "people.services.rows": "pure decisions about what a file says",
    "people.services.persons.refold": "a step of services that authorise",
    "people.services.unmerge.undoable": "a pure decision for services that authorise",
    "people.services.taken.unless_taken": "a step of services that authorise",
    "moderation.takedown.services.may_appeal": "a pure decision for services that authorise",
    "reading.services.ask_takedown": "a family has no account; the link is their authority",
    "reading.services.door": "a pure decision for services that count attempts",
    "reading.services.enter": "a family has no account; the PIN is their authority",
    "reading.services.open_link": "a family has no account; the link is their authority",
    "sessions.referrals.services.has_word": "a pure decision for services that authorise",
    "sessions.referrals.services.of_a_child": "a pure decision for services that authorise",
    "sessions.guides.services.kept": "a step of services that authorise",
    "sessions.services.checks.check_plan": "a pure decision for services that authorise",
    "sessions.services.checks.owner_of": "a pure decision for services that authorise",
    "transcripts.services.cut.make_room_after": "counts positions for a cut that was allowed",
    "transcripts.presence.services.forget_who_left": "a chore: rows that are over",
    "translations.narrator.services.answers": "a narrator answers by their link: it is the right",
    "translations.narrator.services.dealing.close_wish": "a step of services that authorise",
    "translations.narrator.services.dealing.drop_note": "a step of services that authorise",
    "translations.narrator.services.giving.door": "under what name attempts are counted",
    "translations.narrator.services.giving.enter": "whoever shows the PIN is let in",
    "translations.narrator.services.giving.is_child": "a pure decision",
    "translations.narrator.services.giving.may_be_asked": "only reads, for a view that authorised",
    "translations.narrator.services.giving.open_link": "whoever has the link has the right",
    "transcripts.services.change.as_shown": "only words a segment for a script",
    "transcripts.services.change.doubts_of": "only words a segment for a page",
    "transcripts.services.change.require_revision": "a pure decision for services that authorise",
    "transcripts.services.move.edge_of": "a number of a segment for services that authorise",
    "transcripts.services.move.span_of": "numbers of a segment for services that authorise",
    "transcripts.services.move.times_of": "only numbers a segment for a script",
    "transcripts.services.change.settle": "a step of services that authorise",
    "transcripts.services.versions.offer_as_working": "a step of services that authorise",
    "transcripts.services.versions.put_in_place": "a step of services that authorise",
    "transcripts.services.write_down.put_in_order": "a step of services that authorise",
    "transcripts.services.write_down.require_agreement": "a pure decision for services",
    "transcripts.services.change.text_changed": "a step of services that authorise",
    "translations.drafts.services.require_agreement": "a pure decision for services",
    "translations.services.as_shown": "only words a translation for a script",
}


def test_every_endpoint_declares_a_known_access(app):
    unsaid = [
        f"{row['endpoint']}: {row['permission']}"
        for row in access_rows(app)
        if row["permission"] is None or not known(str(row["permission"]))
    ]
    assert not unsaid, "put @expose(<a permission of a policy.py>) below the route: " + str(unsaid)


def test_some_role_can_use_every_endpoint(app):
    assert [row["endpoint"] for row in access_rows(app) if not row["roles"]] == []


def test_the_command_prints_every_endpoint_as_flask_names_it(app):
    told = app.test_cli_runner().invoke(access, ["--json"])
    assert told.exit_code == 0
    named = [row["endpoint"] for row in json.loads(told.output)]
    assert sorted(named) == sorted(rule.endpoint for rule in app.url_map.iter_rules())
    assert len(named) == len(set(named)), "an endpoint has two addresses: the table hides one"


def test_the_command_prints_a_mark_for_every_role(app):
    lines = app.test_cli_runner().invoke(access).output.splitlines()
    assert len(lines) == len(access_rows(app)) + 1
    assert all(line.count("●") + line.count("·") == 7 for line in lines[1:])


def test_every_parameter_of_an_address_has_a_converter(app):
    loose = [
        f"{rule.rule} <{name}>"
        for rule in app.url_map.iter_rules()
        for name, converter in rule._converters.items()
        if type(converter).__name__ == "UnicodeConverter" and f":{name}>" not in rule.rule
    ]
    assert not loose, "say what it is, as in <uuid:story_id>: " + str(loose)


def test_every_id_in_an_address_is_a_uuid(app):
    others = [
        f"{rule.rule} <{name}>"
        for rule in app.url_map.iter_rules()
        for name, converter in rule._converters.items()
        if name.endswith("_id") and type(converter).__name__ != "UUIDConverter"
    ]
    assert others == []


OWN_NAMES = {"links", "mine", "feeds", "narrator", "narrators", "remarks", "reviewing"}
OWN_NAMES |= {"redaction", "takedown", "safeguarding"}


def test_endpoints_are_named_after_their_room(app):
    rooms = {name for _finder, name, is_room in pkgutil.iter_modules(stories.__path__) if is_room}
    homeless = [
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static" and rule.endpoint.partition(".")[0] not in rooms | OWN_NAMES
    ]
    assert homeless == []


def service_modules() -> list[ModuleType]:
    names = [
        item.name
        for item in pkgutil.walk_packages(stories.__path__, "stories.")
        if ".services" in item.name
    ]
    return [importlib.import_module(name) for name in names]


def verbs() -> dict[str, list[str]]:
    """Public functions of every service module, with the names of their parameters."""
    return {
        f"{module.__name__.removeprefix('stories.')}.{name}": list(
            inspect.signature(verb).parameters
        )
        for module in service_modules()
        for name, verb in inspect.getmembers(module, inspect.isfunction)
        if verb.__module__ == module.__name__ and not name.startswith("_")
    }


def test_every_service_knows_who_acts():
    strangers = [
        name
        for name, parameters in verbs().items()
        if parameters[:1] != ["actor"] and not {name, name.rpartition(".")[0]} & set(WITHOUT_ACTOR)
    ]
    assert strangers == [], "a service takes `actor` first, or has a reason in WITHOUT_ACTOR"


def test_the_list_of_services_without_an_actor_is_not_older_than_they_are():
    found = verbs()
    modules = {name.rpartition(".")[0] for name in found}
    assert [
        name for name in set(WITHOUT_ACTOR) - modules if found.get(name, ["actor"])[:1] == ["actor"]
    ] == []


READING = [endpoint for endpoint, method in endpoints() if method in SAFE]


@pytest.mark.parametrize("endpoint", READING)
def test_looking_changes_nothing(house, endpoint):
    """Whoever may open a page changes no row by it, apart from the log."""
    before = house.rows()
    for role in ways_in(house.app, endpoint):
        house.visitor(role).ask("GET", house.url(endpoint, house.here))
        assert house.rows() == before, f"{role}: a page that is only looked at has changed a row"
