"""The pages of the house, from the route map, and who opens them first."""

from stories.foundation.access import Role
from tests.browser.demo.house import Demo
from tests.guards.routes import endpoints, table, ways_in

# what is fetched and is no page by itself, with the reason
NO_PAGE = {
    "accounts.code": "wants a passphrase before it",
    "accounts.invited": "tells a link once, after it was made",
    "accounts.set_up": "wants a passphrase before it",
    "archive.log_csv": "a file",
    "collections.book": "a file",
    "feeds.calendar": "a file",
    "foundation.health": "speaks to a supervisor",
    "foundation.robots": "speaks to crawlers",
    "foundation.worker": "a script",
    "media.original": "a file",
    "media.outline": "a picture of sound",
    "media.playback": "sound",
    "media.progress": "a part of a page",
    "mine.take_out": "a file",
    "moderation.listen": "sound",
    "people.copy": "a file",
    "people.erase_plan_file": "a file",
    "people.evidence": "a file",
    "people.import_template": "a file",
    "people.paper_pdf": "a file",
    "people.sample": "a file",
    "people.take_out": "a file",
    "narrator.sound": "sound",
    "narrators.hear": "sound",
    "reading.pack": "a list for a script",
    "reading.sound": "sound",
    "reading.worker": "a script",
    "sessions.manual_file": "a file",
    "sessions.plan_sheet": "a file",
    "sessions.referral_slip": "a file",
    "sessions.thanks": "a file",
    "transcripts.text_file": "a file",
    "translations.both_file": "a file",
    "translations.glossary_file": "a file",
    "transcripts.further": "rows for a script",
    "translations.drafting": "figures for a script",
    "transcripts.next_marked": "a place for a script",
    "transcripts.segment_spelling": "words for a script",
    "transcripts.spelling": "words for a script",
    "transcripts.progress": "figures for a script",
    "transcripts.stream": "figures for a script",
    "transcripts.word_times": "times for a script",
}
PAGES = [name for name, method in endpoints() if method == "GET" and name not in NO_PAGE]


# who it concerns, where the role alone opens nothing
CONCERNED = {
    "sessions.referral": (Role.FACILITATOR, Role.MODERATOR, Role.SAFEGUARDING),
}


def roles_in(demo: Demo, endpoint: str) -> list[Role | None]:
    """Whoever the table names, or those of them a page of a few concerns."""
    return [*CONCERNED.get(endpoint, ())] or ways_in(demo.app, endpoint)


def first_way_in(demo: Demo, endpoint: str) -> Role | None:
    """Whoever the table names first; nobody in particular where a page is public."""
    return None if table()[endpoint]["anonymous"] else roles_in(demo, endpoint)[0]
