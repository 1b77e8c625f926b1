"""The regions of Kazakhstan and its three cities of republican significance (since 2022)."""

from flask_babel import lazy_gettext as _l

REGIONS = {
    "abai": _l("Abai region"),
    "akmola": _l("Akmola region"),
    "aktobe": _l("Aktobe region"),
    "almaty_city": _l("Almaty"),
    "almaty": _l("Almaty region"),
    "astana": _l("Astana"),
    "atyrau": _l("Atyrau region"),
    "east": _l("East Kazakhstan region"),
    "zhambyl": _l("Zhambyl region"),
    "zhetisu": _l("Zhetisu region"),
    "karaganda": _l("Karaganda region"),
    "kostanay": _l("Kostanay region"),
    "kyzylorda": _l("Kyzylorda region"),
    "mangystau": _l("Mangystau region"),
    "north": _l("North Kazakhstan region"),
    "pavlodar": _l("Pavlodar region"),
    "shymkent": _l("Shymkent"),
    "turkistan": _l("Turkistan region"),
    "ulytau": _l("Ulytau region"),
    "west": _l("West Kazakhstan region"),
}
