"""The room's pages."""

from stories.translations.views import files
from stories.translations.views.keeping import blueprint

__all__ = ["blueprint", "files"]
