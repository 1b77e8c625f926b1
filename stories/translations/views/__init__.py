"""The room's pages."""

from stories.translations.finding import views as finding
from stories.translations.glossary import views as glossary
from stories.translations.inward import views as inward
from stories.translations.views import drafting, files, helping
from stories.translations.views.keeping import blueprint

__all__ = ["blueprint", "drafting", "files", "finding", "glossary", "helping", "inward"]
