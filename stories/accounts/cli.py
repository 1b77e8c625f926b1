"""``stories invite`` and ``stories second-factor reset``."""

import click
from flask import current_app, url_for
from flask.cli import with_appcontext

from stories.accounts import queries, services, team
from stories.accounts.forms import is_address
from stories.foundation.access import OPERATOR, STAFF, Role
from stories.foundation.db import unit_of_work
from stories.foundation.errors import UnsafeStart


@click.command()
@click.argument("email")
@click.option("--role", type=click.Choice([role.value for role in STAFF]), required=True)
@click.option("--organisation", required=True, help="Its name; founded if it is new.")
@with_appcontext
def invite(email: str, role: str, organisation: str) -> None:
    """Make a one-time link for EMAIL to come in by; it lives three days."""
    if not is_address(email):
        raise UnsafeStart("That is no e-mail address.")
    with unit_of_work():
        place = queries.organisation_by_name(organisation) or services.found_organisation(
            OPERATOR, organisation, organisation
        )
        code = services.invite(OPERATOR, email, Role(role), place)
    base = current_app.extensions["settings"]["BASE_URL"].rstrip("/")
    with current_app.test_request_context():
        path = url_for("accounts.join", code=code)
    click.echo(f"{base}{path}")


@click.group("second-factor")
def second_factor() -> None:
    """The codes of staff."""


@second_factor.command()
@click.argument("email")
@with_appcontext
def reset(email: str) -> None:
    """Forget the app and the recovery codes of EMAIL; they set up a new app at the next sign-in."""
    with unit_of_work():
        user = queries.user_by_email(email)
        if user is None:
            raise UnsafeStart("Nobody here has that address.")
        team.reset_second_factor(OPERATOR, user)
    click.echo("The second key is reset; they are signed out everywhere.")
