"""`python -m stories.translations.engine.child`: passages on stdin, drafts on stdout."""

import resource
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from stories.transcripts.engine.child import (
    BAD_REQUEST,
    end_with_parent,
    private_stdout,
    say,
    tell_error,
)
from stories.transcripts.engine.errors import EngineFailed
from stories.transcripts.engine.own_models import checked_digest, keep_digest
from stories.transcripts.engine.types import ModelUsed
from stories.translations.engine import folder_of
from stories.translations.engine.folder import Folder, opened
from stories.translations.engine.translator import Translator
from stories.translations.engine.types import WHISPER, Asked, Begun, Done, Drafted, Event
from stories.translations.engine.wire import asked_from_json, event_to_json


def main() -> int:
    """Answer one request; the exit code is 0 only after a `done` event."""
    out = private_stdout()
    try:
        asked = asked_from_json(sys.stdin.readline())
    except (ValueError, KeyError, TypeError) as error:
        sys.stderr.write(f"not a request: {error!r}\n")
        return BAD_REQUEST
    threading.Thread(target=end_with_parent, daemon=True).start()
    try:
        for event in events(asked):
            say(out, event_to_json(event))
    except EngineFailed as error:
        return tell_error(out, error.code, error.detail)
    except MemoryError as error:
        return tell_error(out, "no_memory", repr(error))
    return 0


def events(asked: Asked) -> Iterator[Event]:
    """What a child says; raises EngineFailed."""
    yield from (_listened(asked) if asked.engine == WHISPER else _translated(asked))
    yield Done(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


@dataclass
class _Bench:
    """The models of one request, each loaded once; one in memory at a time."""

    asked: Asked
    taken: tuple[str, Translator] | None = None
    folders: dict[str, Folder] = field(default_factory=dict)

    def used(self, target: str) -> ModelUsed:
        name = self.asked.names.get(target, "")
        if name not in self.folders:
            path = folder_of(self.asked.models, name) if name else None
            if path is None:
                raise EngineFailed("translator_missing", name)
            self.folders[name] = opened(path)
        return ModelUsed(self.folders[name].path.name, checked_digest(self.folders[name].weights))

    def take(self, target: str) -> Translator:
        name = self.asked.names[target]
        if self.taken is None or self.taken[0] != name:
            self.taken = None
            folder, digest = self.folders[name], self.used(target).digest
            asked = self.asked
            loaded = Translator(
                folder, threads=asked.threads, device=asked.device, compute=asked.compute
            )
            keep_digest(folder.weights, digest)
            self.taken = name, loaded
        return self.taken[1]


def _translated(asked: Asked) -> Iterator[Event]:
    bench, began = _Bench(asked), time.monotonic()
    targets = list(dict.fromkeys(one.target for one in asked.passages))
    used = {target: bench.used(target) for target in targets}
    for target in targets[:1]:
        bench.take(target)
    yield Begun(used, round(time.monotonic() - began, 2))
    for target in targets:
        translator = bench.take(target)
        for one in asked.passages:
            if one.target == target:
                yield Drafted(one.place, translator.draft(one.text, one.source, target))


def _listened(asked: Asked) -> Iterator[Event]:
    from stories.transcripts.engine.sound import opened as sound_of
    from stories.translations.engine.gist import gist, shelf_for

    if asked.audio is None:
        raise EngineFailed("missing")
    shelf, began = shelf_for(asked), time.monotonic()
    targets = list(dict.fromkeys(one.target for one in asked.passages))
    used = {target: shelf.used(asked.names[target]) for target in targets}
    with sound_of(asked.audio, lambda _: None) as sound:
        yield Begun(used, round(time.monotonic() - began, 2))
        for target in targets:
            recogniser = shelf.take(asked.names[target])
            for one in asked.passages:
                if one.target == target:
                    yield Drafted(one.place, gist(recogniser, sound, one))


if __name__ == "__main__":
    sys.exit(main())
