"""The words for what a narrator wishes: as they read it, and as the team does."""

from typing import Any

from flask_babel import lazy_gettext as _l

from stories.translations.narrator.models import WishKind

SAID: dict[WishKind, Any] = {
    WishKind.NOT_MY_WORDS: _l("That is not what I said"),
    WishKind.DO_NOT_PUBLISH: _l("Do not publish this"),
    WishKind.A_NAME: _l("A name stands here"),
    WishKind.OTHER: _l("Another reason"),
}
WISHED: dict[WishKind, Any] = {
    WishKind.NOT_MY_WORDS: _l("That is not what was said"),
    WishKind.DO_NOT_PUBLISH: _l("Not to be published"),
    WishKind.A_NAME: _l("A name stands there"),
    WishKind.OTHER: _l("Another reason"),
}
