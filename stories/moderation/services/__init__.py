"""The verbs of moderation."""

from stories.moderation.services.takedowns import decide_takedown, request_takedown

__all__ = ["decide_takedown", "request_takedown"]
