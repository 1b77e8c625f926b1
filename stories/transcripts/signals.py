"""What happens to segments, for the room above that keeps their other language.

All are sent inside the unit. ``segment`` is a Segment; ``other`` is the one that begins at a
cut, or goes away in a merge (sent before it goes). ``copies`` leads from the segments of a version
to those of its copy, by id.
"""

from blinker import Namespace

_room = Namespace()

segment_changed = _room.signal("segment-changed")
segment_split = _room.signal("segment-split")
segments_merged = _room.signal("segments-merged")
version_copied = _room.signal("version-copied")
