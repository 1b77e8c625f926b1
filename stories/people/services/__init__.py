"""The verbs of the room."""

from stories.people.services.agreements import (
    Answer,
    given_at,
    record_agreement,
    record_outcome,
    signers_of,
    withdraw_agreement,
)
from stories.people.services.beside import (
    allow_together,
    keep_apart,
    link_representative,
    unlink_representative,
)
from stories.people.services.closing import (
    close_person,
    reopen_person,
)
from stories.people.services.details import (
    Details,
    checked,
    problem_of,
)
from stories.people.services.editing import (
    GROUPS,
    Merged,
    Seen,
    details_of,
    prints_of,
    with_groups,
)
from stories.people.services.erase import (
    FORGET,
    erase,
    forget_again,
    forget_file,
    keep_closed,
    plan_erasure,
)
from stories.people.services.evidence import (
    SHOWN_BY,
    add_evidence,
)
from stories.people.services.identity import (
    note_identity_seen,
)
from stories.people.services.import_people import (
    drop_draft,
    forget_old_drafts,
    import_people,
    keep_draft,
)
from stories.people.services.merge import (
    merge_persons,
)
from stories.people.services.never_publish import (
    lift_never_publish,
    never_publish,
)
from stories.people.services.own_links import (
    NewOwnLink,
    enter_own_link,
    give_own_link,
    open_own_link,
    own_door,
    revoke_own_link,
    withdraw_by_link,
)
from stories.people.services.papers import (
    Print,
    print_form,
)
from stories.people.services.persons import (
    add_person,
    edit_person,
)
from stories.people.services.placing import (
    place_person,
)
from stories.people.services.preview import (
    Preview,
    look_at,
)
from stories.people.services.relations import (
    relate,
    unrelate,
)
from stories.people.services.restricted import (
    remove_fact,
    write_fact,
)
from stories.people.services.unmerge import (
    UNDO_WITHIN,
    forget_old_merges,
    undo_merge,
    undoable,
)

__all__ = [
    "FORGET",
    "GROUPS",
    "SHOWN_BY",
    "UNDO_WITHIN",
    "Answer",
    "Details",
    "Merged",
    "NewOwnLink",
    "Preview",
    "Print",
    "Seen",
    "add_evidence",
    "add_person",
    "allow_together",
    "checked",
    "close_person",
    "details_of",
    "drop_draft",
    "edit_person",
    "enter_own_link",
    "erase",
    "forget_again",
    "forget_file",
    "forget_old_drafts",
    "forget_old_merges",
    "give_own_link",
    "given_at",
    "import_people",
    "keep_apart",
    "keep_closed",
    "keep_draft",
    "lift_never_publish",
    "link_representative",
    "look_at",
    "merge_persons",
    "never_publish",
    "note_identity_seen",
    "open_own_link",
    "own_door",
    "place_person",
    "plan_erasure",
    "print_form",
    "prints_of",
    "problem_of",
    "record_agreement",
    "record_outcome",
    "relate",
    "remove_fact",
    "reopen_person",
    "revoke_own_link",
    "signers_of",
    "undo_merge",
    "undoable",
    "unlink_representative",
    "unrelate",
    "with_groups",
    "withdraw_agreement",
    "withdraw_by_link",
    "write_fact",
]
