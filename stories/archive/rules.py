"""Figures that tell without giving anybody away. Pure."""

from dataclasses import dataclass

CHECK = "archive.check_fixity"  # the kind of work that compares masters with their digests
LEAST_CELL = 5  # smaller cells are suppressed (DOMAIN, figures the field trusts)
FEASIBLE_ATTENDANCE = 0.70


def told(count: int) -> int | None:
    """A number of people as it may be told: None stands for «fewer than five»; 0 is told."""
    return None if 0 < count < LEAST_CELL else count


def share(part: int, whole: int) -> float | None:
    """A share between 0 and 1; None where there is nothing to share."""
    return part / whole if whole else None


@dataclass(frozen=True)
class Figures:
    """Counts of one or more organisations. Times are seconds."""

    sessions_planned: int
    sessions_held: int
    expected: int
    came: int
    people: int
    recordings: int
    recorded_seconds: float
    segments: int
    checked: int
    translated: int
    stories: int
    released: int
    released_with_consent: int
    collections: int
    links: int
    intact: int
    fixity_checked: int

    @property
    def attendance(self) -> float | None:
        return share(self.came, self.expected)

    @property
    def consent(self) -> float | None:
        return share(self.released_with_consent, self.released)
