"""Signals by which a lower room causes something above without importing it.

``subject_id`` is the id of the row. ``*_changed``, ``*_closed``, ``*_reopened``,
``agreement_given``, ``agreement_withdrawn``, ``never_publish_said`` (of a person),
``persons_merged`` (of a person whose entries became one, or two again), ``speaker_erased`` (of a
child for whom somebody spoke who was erased) and ``somebody_absent`` (of a session) are sent inside
the unit, so that what follows is committed together; ``recording_ready`` follows the commit.
``language_chosen`` carries ``language``, inside the unit of the choice.
"""

from blinker import Namespace

_house = Namespace()

agreement_given = _house.signal("agreement-given")
agreement_withdrawn = _house.signal("agreement-withdrawn")
never_publish_said = _house.signal("never-publish-said")
person_closed = _house.signal("person-closed")
person_reopened = _house.signal("person-reopened")
recording_closed = _house.signal("recording-closed")
recording_ready = _house.signal("recording-ready")
recording_reopened = _house.signal("recording-reopened")
speaker_erased = _house.signal("speaker-erased")
somebody_absent = _house.signal("somebody-absent")
story_changed = _house.signal("story-changed")
transcript_changed = _house.signal("transcript-changed")
persons_merged = _house.signal("persons-merged")
language_chosen = _house.signal("language-chosen")
