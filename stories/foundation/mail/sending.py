"""The minute's round of the post. The row is the truth; at most once, whatever dies (0010)."""

import uuid

import structlog
from flask_babel import force_locale

from stories.foundation.clock import now
from stories.foundation.db import unit_of_work
from stories.foundation.mail import outbox, server
from stories.foundation.mail.address import MailServer
from stories.foundation.mail.letter import Letter, message
from stories.foundation.mail.line import Later, Line, Never, ServerTrouble, Unanswered, talking_to
from stories.foundation.mail.models import Dropped
from stories.foundation.mail.outbox import Claim
from stories.foundation.mail.rooms import Receiver, receiver_of, written

log = structlog.get_logger()
MOST_A_ROUND = 60
Ready = tuple[Receiver, Letter]


def send_waiting() -> None:
    """Send every letter whose time has come; keeps units of its own, none during a conversation."""
    with unit_of_work():
        outbox.close_unanswered()
        outbox.forget_old()
    post = server()
    if post is None:
        return
    with unit_of_work(write=False):
        found = outbox.waiting(MOST_A_ROUND)
    if not found:
        return
    try:
        with talking_to(post) as line:
            for letter_id in found:
                _send(post, line, letter_id)
    except ServerTrouble as trouble:
        log.warning("mail_server_trouble", problem=trouble.problem)


def _send(post: MailServer, line: Line, letter_id: uuid.UUID) -> None:
    with unit_of_work():
        taken = outbox.claim(letter_id)
    if taken is None:
        return
    try:
        ready = _write(taken)
        if ready is not None:
            _speak(post, line, taken, ready)
    except ServerTrouble as trouble:
        _put_back(taken, trouble.problem)
        raise
    except Exception:
        # Whatever broke while it was written is no reason to hold up the others.
        log.exception("letter_failed", letter=str(letter_id), kind=taken.slip.kind)
        _put_back(taken, "internal")


def _put_back(taken: Claim, problem: str) -> None:
    with unit_of_work():
        outbox.put_back(taken, problem)


def _write(taken: Claim) -> Ready | None:
    """Where the letter goes and what it says now; dropped for good if it is not to go."""
    with unit_of_work():
        found = _as_it_is_now(taken)
        if isinstance(found, Dropped):
            outbox.drop(taken, found)
            return None
    return found


def _as_it_is_now(taken: Claim) -> Ready | Dropped:
    receiver = receiver_of(taken.slip)
    if isinstance(receiver, Dropped):
        return receiver
    with force_locale(receiver.language):
        letter = written(taken.slip)
    if isinstance(letter, Dropped):
        return letter
    return receiver, letter or taken.kept


def _speak(post: MailServer, line: Line, taken: Claim, ready: Ready) -> None:
    receiver, letter = ready
    content = message(
        letter, taken.key, post.sender, receiver.address, receiver.language, now()
    ).as_bytes()
    try:
        line.offer(receiver.address)
        if not _hand(taken, ready):
            line.take_back()
            return
        line.deliver(content)
    except Never as no:
        _drop(taken, Dropped.REFUSED, no.problem)
        line.take_back()
    except Later as later:
        with unit_of_work():
            outbox.put_back(taken, later.problem, not_taken=True)
        line.take_back()
    except Unanswered:
        _drop(taken, Dropped.UNANSWERED)
        raise ServerTrouble("line broke") from None
    else:
        with unit_of_work():
            outbox.sent(taken)


def _hand(taken: Claim, ready: Ready) -> bool:
    """Right before it goes over: is it still what is to be said? Then it is noted as handed over.

    From here on it is never sent a second time without the server's word that it was not taken.
    """
    with unit_of_work():
        again = _as_it_is_now(taken)
        if isinstance(again, Dropped):
            outbox.drop(taken, again)
            return False
        if again != ready:
            outbox.put_back(taken, "changed")
            return False
        return outbox.hand(taken, ready[1], ready[0].language)


def _drop(taken: Claim, why: Dropped, problem: str = "") -> None:
    with unit_of_work():
        outbox.drop(taken, why, problem)
