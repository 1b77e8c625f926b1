"""What an erasure touches in this room: names in the other language of texts that stay."""

from collections.abc import Iterator

from stories.foundation.erasure import Erasing, Touch, gone, without_words
from stories.people.queries import persons_by_ids
from stories.transcripts.erasing import segments
from stories.translations import queries
from stories.translations.glossary.queries import every_term
from stories.translations.inward.queries import drafts_of


def touches(erasing: Erasing) -> Iterator[Touch]:
    """Translations lose the person's names where their segments stay; terms that name them go.

    A text on its way in that names the person goes; whoever sent it may send it again.
    """
    for row in queries.translations_of(item.id for item in segments(erasing)):
        yield from without_words(row, erasing.words, "text", "source_text")
    person = persons_by_ids([erasing.person_id]).get(erasing.person_id)
    if person is None:
        return
    for draft in drafts_of(person.organisation_id):
        if erasing.words.out_of(draft.lines) != draft.lines:
            yield gone(draft, "names_the_person")
    for term in every_term([person.organisation_id]) if erasing.whole else ():
        said = f"{term.kk} {term.ru} {term.note}"
        if erasing.words.without(said) != said:
            yield gone(term, "names_taken_out")
