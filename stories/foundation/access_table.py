"""The access table as printed by ``stories access`` and held to by a guard test."""

from flask import Flask

from stories.foundation.access import PUBLIC, Role, roles_for

Row = dict[str, object]


def access_rows(app: Flask) -> list[Row]:
    """One row per endpoint: address, methods, permission, and the roles that may knock."""
    rows: list[Row] = []
    for rule in sorted(app.url_map.iter_rules(), key=lambda item: item.endpoint):
        view = app.view_functions[rule.endpoint]
        permission = PUBLIC if rule.endpoint == "static" else getattr(view, "access", None)
        rows.append(
            {
                "endpoint": rule.endpoint,
                "rule": rule.rule,
                "methods": sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}),
                "permission": permission,
                "anonymous": permission == PUBLIC,
                "roles": sorted(roles_for(permission)) if permission else [],
            }
        )
    return rows


def as_text(rows: list[Row]) -> str:
    """The table for a terminal: a column per role, a dot where the door is open."""
    columns = ["anonymous", *(role.value for role in Role)]
    lines = [f"{'endpoint':40}" + "  ".join(columns)]
    for row in rows:
        roles = row["roles"]
        opens = [row["anonymous"], *(role.value in roles for role in Role)]  # type: ignore[operator]
        marks = ("●" if is_open else "·" for is_open in opens)
        cells = "  ".join(mark.center(len(name)) for mark, name in zip(marks, columns, strict=True))
        lines.append(f"{row['endpoint']!s:40}{cells}")
    return "\n".join(lines)
