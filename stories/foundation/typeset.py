"""A printable PDF from a Typst source and what stands in it; compiled from memory (typst).

Libertinus Serif, which comes with Typst, has every Kazakh letter. Nothing is fetched and nothing
is written to disk: a source with ``@preview`` in it would reach for the network and is refused.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

# A fixed moment: the same page is the same bytes, and a file does not tell when it was made.
_MOMENT = datetime(2026, 1, 1, tzinfo=UTC)


@cache
def _fonts() -> Any:
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)


def typeset(source: str, data: Mapping[str, Any]) -> bytes:
    """The PDF of a Typst source that reads ``data`` with ``json(bytes(sys.inputs.data))``."""
    import typst

    if "@preview" in source:
        raise ValueError("A package from outside cannot be part of a page.")
    pdf: bytes = typst.compile(
        source.encode(),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        timestamp=_MOMENT,
    )
    return pdf
