"""What a narrator's word brings about in the rooms above; sent inside the unit.

``subject_id`` is the recording's.
"""

from blinker import Namespace

_room = Namespace()

wish_changed = _room.signal("wish-changed")
