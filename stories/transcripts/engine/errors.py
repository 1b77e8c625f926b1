"""Why the engine could not write a recording down."""

from typing import Final

SENTENCES: Final = {
    "missing": "There is no such file.",
    "empty": "The file holds no sound.",
    "not_media": "The file is not a sound or video file.",
    "no_sound": "The file has a picture but no sound.",
    "truncated": "The file is cut off or damaged; please copy it again from where it was made.",
    "too_long": "The recording is longer than six hours.",
    "unsupported_format": "Sound in this format cannot be read.",
    "unknown_language": "Whisper does not know one of these languages.",
    "unknown_model": "There is no model of this name; `stories models list` shows which there are.",
    "model_missing": "This model is not installed; `stories models install NAME` fetches it.",
    "model_damaged": "The model's files are damaged; `stories models install NAME` repairs them.",
    "model_incomplete": "The model's folder is not whole; copy the model there again.",
    "model_changed": (
        "The model's weights are no longer those that were used before. If that is meant, remove "
        "the file with the ending .sha256 beside them."
    ),
    "not_whisper": "What lies in the model's folder is not a Whisper model.",
    "unknown_engine": "There is no engine of this name.",
    "engine_missing": "openai-whisper is not installed; install the extra `openai`.",
    "no_space": "There is no space left for the temporary copy of the sound.",
    "no_memory": "There is not enough memory for this model.",
    "sound_failed": "The sound could not be read to its end.",
    "crashed": "The transcription stopped unexpectedly.",
    "killed": "The transcription was ended from outside, perhaps for lack of memory.",
    "stalled": "The transcription made no progress for too long and was ended.",
}
OF_THE_FILE: Final = frozenset(
    {
        *("missing", "empty", "not_media", "no_sound"),
        *("truncated", "too_long", "unsupported_format"),
    }
)
OF_THE_ASKING: Final = frozenset({"unknown_language", "unknown_model", "unknown_engine"})
PASSING: Final = frozenset({"crashed", "killed", "stalled", "no_memory", "no_space"})


class EngineFailed(Exception):
    """The recording could not be written down; `code` is a key of `SENTENCES`.

    `detail` is for the log alone, never for people. `passing` says that another attempt may
    do better; `of_the_file` that no attempt will, because of the file itself.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail

    @property
    def sentence(self) -> str:
        return SENTENCES.get(self.code, SENTENCES["crashed"])

    @property
    def passing(self) -> bool:
        return self.code in PASSING

    @property
    def of_the_file(self) -> bool:
        return self.code in OF_THE_FILE
