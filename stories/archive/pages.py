"""All pages of the archive: the blueprint, once every view stands on it."""

from stories.archive.incidents.breach_views import blueprint as with_breaches
from stories.archive.incidents.request_views import blueprint as with_requests
from stories.archive.log.views import blueprint as with_log
from stories.archive.places.views import blueprint as with_places
from stories.archive.register.views import blueprint as with_register
from stories.archive.views import blueprint

__all__ = [
    "blueprint",
    "with_breaches",
    "with_log",
    "with_places",
    "with_register",
    "with_requests",
]
