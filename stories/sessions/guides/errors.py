"""Why a question is not taken in."""

from flask_babel import lazy_gettext as _l

from stories.foundation.errors import StoriesError


class BadQuestion(StoriesError):
    """A question the house does not ask; ``problems`` has a sentence for each field."""

    title = _l("The question is not complete")

    def __init__(self, problems: dict[str, object]) -> None:
        super().__init__(next(iter(problems.values())))
        self.problems = problems


class NothingChosen(StoriesError):
    """No question was ticked, or one that is not offered there."""

    title = _l("No question is chosen")
    sentence = _l("Tick at least one question and choose a session.")
