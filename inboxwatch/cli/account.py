"""What `explain` tells, put together from the store: the request with its trace, or the reason why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inboxwatch.views.story import Account

if TYPE_CHECKING:
    from inboxwatch.classifier.personal import Personal
    from inboxwatch.cli.run import Run
    from inboxwatch.model import Mail, Message, Request
    from inboxwatch.notices import Record
    from inboxwatch.reminders import Plan


def account_of(run: Run, identity: str, *, read: bool) -> Account:
    """Put the account together. Raises UsageError if nothing has that id."""
    from inboxwatch.classifier.personal import version
    from inboxwatch.classifier.reasons import MARKED, MOST, reason_words
    from inboxwatch.cli.messages import place_of
    from inboxwatch.cli.present import derive
    from inboxwatch.views import apart

    place = place_of(run, identity)
    derive(run)
    messages, request, owed = _traced(run, place)
    message = next((each for each in messages if (each.mailbox, each.key) == place), None)
    personal = _personal(run, message)
    mail = _again(run, message) if read and message is not None else None
    reasons, text = _words(run, message, mail, personal)
    notices = _notices(message, mail, version(personal), read=read)
    if request is None:
        why = _refusal(run, message)
        notices = (*notices, *(apart.sentence(each, run.frame()) for each in owed))
        return Account(None, message, reasons, why, notices=notices, text=text, threshold=run.rules.threshold)
    end = request.ended_at or run.now
    intervals = run.calendar.intervals(request.received_at, end) if end > request.received_at else []
    described = run.calendar.describe()
    if request.reasons[:1] == (MARKED,):
        reasons = [*reason_words([MARKED]), *reasons][:MOST]
    steps, threshold = request.trace, run.rules.threshold
    told, outlook = _reminders(run, request)
    return Account(
        request, message, reasons, "", intervals, notices, text, described, steps, threshold, told=told, plan=outlook
    )


def _reminders(run: Run, request: Request) -> tuple[list[Record], Plan]:
    """Return what the owner was told of a request, and what is to come."""
    from inboxwatch.cli.outlook import outlook
    from inboxwatch.cli.present import fresh_read

    return fresh_read(run, lambda quick: (quick.records_about(request.id), outlook(run, quick, [request])))[0]


def _personal(run: Run, message: Message | None) -> Personal | None:
    """The owner's own weights that judge mail of the message's mailbox."""
    from inboxwatch.watch.adapted import in_use

    if message is None:
        return None
    with run.open_store() as store:
        return in_use(store, run.settings, message.mailbox)


def _notices(message: Message | None, mail: Mail | None, expected: str, *, read: bool) -> tuple[str, ...]:
    notices = ["The mail is no longer in the mailbox, so its text cannot be read."] if read and mail is None else []
    if message is not None and message.verdict.version != expected:
        notices.append("An older classifier judged this mail; its verdict stays until the mail is read again.")
    return tuple(notices)


def _traced(run: Run, place: tuple[str, str]) -> tuple[tuple[Message, ...], Request | None, list[Request]]:
    """Derive the conversations around one message again, with the trace; also what the owner is owed for it."""
    from inboxwatch.tracker import revealed, track_all

    with run.open_store() as store:
        group = store.closure([place])
        decisions = store.decisions()
    found = track_all(group.messages, decisions, run.rules, run.now, trace=True, witnesses=group.witnesses)
    about = next((each for each in found.requests if (each.mailbox, each.key) == place), None)
    owed = [each for each in found.owed if (each.mailbox, each.key) == place]
    return revealed(group.messages, group.witnesses), about, owed


def _refusal(run: Run, message: Message | None) -> str:
    """Say why a message opens no request for the one who answers for its mailbox."""
    from inboxwatch.tracker import refusal, responders

    if message is None:
        return "not-in-this-mailbox"
    responder = next(each for each in responders(run.rules) if message.mailbox in each.mailboxes)
    return str(refusal(message, run.rules, responder))


def _again(run: Run, message: Message) -> Mail | None:
    """Read one message again from its mailbox; None if it is gone. Raises ConnectorError."""
    from inboxwatch.watch.sync import plugged

    mailbox = next((each for each in run.settings.mailbox if each.name == message.mailbox), None)
    if mailbox is None or not message.ref:
        return None
    connector = plugged(run.settings)(mailbox)
    try:
        return connector.texts([message.ref]).get(message.ref)
    finally:
        connector.close()


def _words(
    run: Run, message: Message | None, mail: Mail | None, personal: Personal | None
) -> tuple[list[str], str | None]:
    """The reasons in words, quoting the mail where its text is at hand."""
    from inboxwatch.classifier.personal import judge
    from inboxwatch.classifier.reasons import verdict_words

    if message is None:
        return [], None
    verdict = judge(mail, run.settings.owner(message.mailbox), personal) if mail is not None else message.verdict
    return verdict_words(verdict, mail), mail.text if mail is not None else verdict.text or None
