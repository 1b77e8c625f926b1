"""The route map as parameters of tests."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask

from stories.app import create_app
from stories.foundation.access import Role
from stories.foundation.access_table import Row, access_rows
from tests.conftest import environment


@cache
def table() -> dict[str, Row]:
    """The access table by endpoint; files below /static are nobody's secret."""
    with TemporaryDirectory() as home:
        rows = access_rows(create_app(environment(Path(home))))
    return {str(row["endpoint"]): row for row in rows if row["endpoint"] != "static"}


def endpoints() -> list[tuple[str, str]]:
    """Every endpoint with each of its methods."""
    return [
        (endpoint, method)
        for endpoint, row in table().items()
        for method in row["methods"]  # type: ignore[attr-defined]
    ]


def ways_in(app: Flask, endpoint: str) -> list[Role | None]:
    """Who may knock at an endpoint, as the access table says; None is nobody in particular."""
    row = next(row for row in access_rows(app) if row["endpoint"] == endpoint)
    roles: list[Role | None] = [Role(name) for name in row["roles"]]  # type: ignore[attr-defined]
    return [*roles, None] if row["anonymous"] else roles
