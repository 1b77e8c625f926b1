"""Scans and spoken words as they come in: judged by their content, never by their name."""

from stories.people.evidence.arriving import MOST_FILES, Arrived, arrive

__all__ = ["MOST_FILES", "Arrived", "arrive"]
