"""The programme's own log: JSON lines on standard error, which tell where something broke.

With what it broke is told nowhere: the words of an error, the parameters of a query and the
values on the way may be a name, a PIN or a story (DOMAIN X3).
"""

import sys
from collections.abc import Iterator
from traceback import walk_tb
from typing import Any

import structlog

DEEPEST = 30  # frames of one error, the innermost


def init() -> None:
    """Have every line written so."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            where_it_broke,
            structlog.processors.JSONRenderer(ensure_ascii=False, default=_kind),
        ],
        logger_factory=lambda *_names: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )


def where_it_broke(_logger: Any, _method: str, line: Any) -> Any:
    """Put the kinds of an error and its places in the code instead of the error itself."""
    error = line.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()[1]
    if isinstance(error, BaseException):
        line["errors"] = [_kind(each) for each in _causes(error)]
        line["places"] = _places(error)
    return line


def _causes(error: BaseException) -> Iterator[BaseException]:
    found: BaseException | None = error
    seen: set[int] = set()
    while found is not None and id(found) not in seen:
        seen.add(id(found))
        yield found
        found = found.__cause__ or (None if found.__suppress_context__ else found.__context__)


def _kind(value: object) -> str:
    kind = type(value)
    return f"{kind.__module__}.{kind.__qualname__}"


def _places(error: BaseException) -> list[str]:
    frames = list(walk_tb(error.__traceback__))[-DEEPEST:]
    return [
        f"{frame.f_globals.get('__name__', '?')}:{number} {frame.f_code.co_name}"
        for frame, number in frames
    ]
