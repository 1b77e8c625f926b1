"""Reading people, who stands beside whom, and agreements."""

from stories.people.queries.agreements import (
    agreement,
    withdrawn_without_outcome,
)
from stories.people.queries.beside import (
    do_not_pair_among,
    kept_apart_from,
    kept_apart_row,
    representation,
    representations_of,
)
from stories.people.queries.persons import (
    closures_over,
    has_pseudonym,
    others_of,
    people_list,
    person,
    persons_by_ids,
    pseudonyms_of,
)
from stories.people.queries.voices import (
    counts_for,
    voices_for,
    voices_for_many,
)

__all__ = [
    "agreement",
    "closures_over",
    "counts_for",
    "do_not_pair_among",
    "has_pseudonym",
    "kept_apart_from",
    "kept_apart_row",
    "others_of",
    "people_list",
    "person",
    "persons_by_ids",
    "pseudonyms_of",
    "representation",
    "representations_of",
    "voices_for",
    "voices_for_many",
    "withdrawn_without_outcome",
]
