"""What a reviewer may want to hide, found in a text of Kazakh or Russian. Pure; never decides."""

from stories.moderation.suggesting.finders.finding import find
from stories.moderation.suggesting.finders.found import Found, Kind, Known, Named, Theme

__all__ = ["Found", "Kind", "Known", "Named", "Theme", "find"]
