"""A child about whom everything private is known, for the guards' houses."""

from typing import Any

from stories.people.models import FactKind, Generation, Relation, RestrictedFact, Tie
from tests.factories import Factory
from tests.guards.addresses import PRIVATE_WORDS


def hidden_child(make: Factory, mark: str) -> Any:
    """A child of whom every private field is filled in."""
    words = PRIVATE_WORDS
    guardian = make.person(
        Generation.REPRESENTATIVE,
        name=f"{mark} {words['representations']}",
        pseudonym=f"{mark} емен",
        birth_year=1985,
    )
    return make.child(
        guardian=guardian,
        name=f"{mark} {words['name']}",
        pseudonym=f"Қыр{mark.lower()}",  # no word of the own name, as the house asks
        ways=[{"kind": "telephone", "value": words["ways"], "preferred": True}],
        access_needs=["hearing"],
        free_hours=[[2, 433, 469], *([day, 540, 1260] for day in range(7))],
        **{name: words[name] for name in ("given_name", "patronymic", "surname")},
        **{name: words[name] for name in ("reach_note", "access_note")},
    )


def kept_apart(make: Factory, child: Any, elder: Any) -> tuple[Any, Any]:
    """A relation and a restricted fact of a child."""
    mine = {"organisation_id": child.organisation_id}
    relation = Relation(
        one_id=elder.id,
        other_id=child.id,
        one_is=Tie.GRANDMOTHER,
        other_is=Tie.GRANDCHILD,
        note=PRIVATE_WORDS["relations"],
        **mine,
    )
    fact = RestrictedFact(
        person_id=child.id,
        kind=FactKind.SAFETY,
        text=PRIVATE_WORDS["restricted_facts"],
        **mine,
    )
    return make.keep(relation), make.keep(fact)
