"""Reading people, who stands beside whom, and agreements."""

from stories.people.queries.agreements import (
    agreement,
    agreements_about,
    agreements_signed_by,
    withdrawn_without_outcome,
)
from stories.people.queries.beside import (
    do_not_pair_among,
    facts_kept_apart,
    identity_seen,
    kept_apart_from,
    kept_apart_row,
    papers_about,
    relations_about,
    representation,
    representations_of,
)
from stories.people.queries.own_links import (
    agreement_behind,
    own_link,
    own_link_by_token,
    own_links_of,
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
    "agreement_behind",
    "agreements_about",
    "agreements_signed_by",
    "closures_over",
    "counts_for",
    "do_not_pair_among",
    "facts_kept_apart",
    "has_pseudonym",
    "identity_seen",
    "kept_apart_from",
    "kept_apart_row",
    "others_of",
    "own_link",
    "own_link_by_token",
    "own_links_of",
    "papers_about",
    "people_list",
    "person",
    "persons_by_ids",
    "pseudonyms_of",
    "relations_about",
    "representation",
    "representations_of",
    "voices_for",
    "voices_for_many",
    "withdrawn_without_outcome",
]
