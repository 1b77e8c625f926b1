"""Files with text and times become lines; pure but for what their libraries do."""

from stories.translations.inward.files.lines import Fault, Found, Line, Unreadable
from stories.translations.inward.files.reading import read

__all__ = ["Fault", "Found", "Line", "Unreadable", "read"]
