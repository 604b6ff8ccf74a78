"""The weekly summary, told once for each week and channel (R2): the same delivery as reminders, another letter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Final

from inboxwatch.config.policy import MAIL, policy, target
from inboxwatch.errors import ConfigurationError, StoreError
from inboxwatch.notices import Delivery, Notice, NoticeKind, Record
from inboxwatch.ports import Letter
from inboxwatch.reminders import key_of, resumable
from inboxwatch.store.files import is_shared
from inboxwatch.store.journal import Journal
from inboxwatch.watch import team_report
from inboxwatch.watch.deliver import LONGEST_PAUSE, ChangedError, Deliverer
from inboxwatch.watch.remind import OpenChannel, plugged_channels, restore
from inboxwatch.watch.report import last_week, summary
from inboxwatch.watch.track import track
from inboxwatch.weeks import bounds, monday, week_of

if TYPE_CHECKING:
    from inboxwatch.config import Settings
    from inboxwatch.config.tables import ChannelTable
    from inboxwatch.notices import NoticeItem
    from inboxwatch.store import Store
    from inboxwatch.views.summary.page import Page

TEAM: Final = " team"
"""What ends the topic of a summary that names nobody."""
PATIENCE: Final = dt.timedelta(hours=1)
"""How long the summary waits for mailboxes that are not read; then it is sent, and says that they are missing."""
_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def moment(settings: Settings, now: dt.datetime) -> dt.datetime:
    """When the summary of last week is to be sent in the week of `now` (UTC)."""
    calendar = settings.working_calendar
    day, _, time = settings.report.when.partition(" ")
    date = monday(week_of(now, calendar.zone)) + dt.timedelta(days=_DAYS.index(day.lower()))
    return calendar.instant(date, dt.time.fromisoformat(time.strip()))


def due(
    settings: Settings, store: Store, now: dt.datetime, *, started: dt.datetime, settled: Collection[str]
) -> tuple[Notice, ...]:
    """Summaries whose time has come and which nobody has tried to send; reads little, writes nothing.

    None about weeks that were over before a mailbox was first read, and none before the mailboxes have been read
    completely since the daemon began at `started` (`settled` names those), or an hour has passed.
    """
    at = moment(settings, now)
    names = [mailbox.name for mailbox in settings.mailbox]
    waiting = not set(names) <= set(settled) and now - max(at, started) < PATIENCE
    if not settings.report.channels or now < at or waiting:
        return ()
    firsts = [state.first_success for state in store.mailbox_states() if state.name in names]
    zone = settings.working_calendar.zone
    week = last_week(now, zone)
    if not any(first is not None and first < bounds(week, zone)[1] for first in firsts):
        return ()
    known = {record.notice.key for record in store.notices.summaries()}
    wanted = notices(settings, week, now)
    if is_shared(store.url) and not team_report.told(week, now):
        wanted = tuple(notice for notice in wanted if not notice.topic.endswith(TEAM))
    return tuple(notice for notice in wanted if notice.key not in known)


def notices(settings: Settings, week: str, now: dt.datetime) -> tuple[Notice, ...]:
    """The summaries of one week, one for each channel that `[report]` names."""
    table = settings.report
    wanted = [(table.channel, week)] if table.channel else []
    wanted += [(table.team_channel, week + TEAM)] if table.team_channel else []
    return tuple(
        Notice(key_of(NoticeKind.SUMMARY, (name, ""), (), topic), NoticeKind.SUMMARY, name, (), now, "", topic)
        for name, topic in wanted
    )


def resume(store: Store, now: dt.datetime) -> tuple[Record, ...]:
    """Summaries that were begun and are to be tried again now."""
    return tuple(resumable(store.notices.summaries(), now, LONGEST_PAUSE * 2))


def send(
    settings: Settings,
    store: Store,
    now: dt.datetime,
    wanted: Iterable[Notice],
    *,
    channels: OpenChannel | None = None,
) -> tuple[Record, ...]:
    """Send these summaries and what is left of earlier ones; returns what became of each, also of those sent before.

    Nothing is sent while reminders are paused. Raises StoreError and ConfigurationError.
    """
    with store.notices.sending():
        restore(store)
        track(store, settings.rules(), now)
        paused = policy(settings, paused_until=store.notices.paused_until()).paused_until
        if paused is not None and now < paused:
            return ()
        begun = resume(store, now)
        known = {record.notice.key: record for record in store.notices.summaries()}
        fresh = [notice for notice in wanted if notice.key not in known]
        asked = [known[notice.key] for notice in wanted if notice.key in known]
        letters = _letters(settings, store, now, [*(record.notice for record in begun), *fresh])
        targets = {table.name: target(table, store.secret) for table in settings.channel}

        def write(notice: Notice, _: tuple[NoticeItem, ...]) -> Letter:
            return letters[notice.key]

        opened = channels or plugged_channels(settings, store)
        deliverer = Deliverer(store, Journal(store.path), now, write, opened, targets)
        try:
            done = [deliverer.again(record) for record in begun]
            done += [deliverer.first(notice) for notice in fresh]
        except ChangedError:
            return ()
        finally:
            deliverer.close()
    tried = [record for record in done if record is not None]
    return (*tried, *(record for record in asked if record.notice.key not in {each.notice.key for each in tried}))


def _letters(settings: Settings, store: Store, now: dt.datetime, about: Iterable[Notice]) -> Mapping[str, Letter]:
    """Write all letters before the first is claimed, so that a bug here leaves nothing begun."""
    tables = {table.name: table for table in settings.channel}
    return {
        notice.key: letter(_page(settings, store, now, notice, tables[notice.channel]), notice, tables[notice.channel])
        for notice in about
        if notice.channel in tables
    }


def _page(settings: Settings, store: Store, now: dt.datetime, notice: Notice, table: ChannelTable) -> Page:
    from inboxwatch.store.quick import opened
    from inboxwatch.views.summary import phrases
    from inboxwatch.views.summary.content import Content

    week, team = notice.topic.removesuffix(TEAM), notice.topic.endswith(TEAM)
    say = phrases.Phrases(phrases.language(settings.report.language), settings.working_calendar.zone)
    if team and is_shared(store.url):
        return team_report.content(store.url, week, now, say).page()
    with opened(store.url) as quick:
        if quick is None:
            raise StoreError("The store has another schema.", "Update inboxwatch.")
        found = summary(settings, quick, week, now)
    return Content(found, say, settings.people.name, subjects=table.subjects, team=team).page()


def letter(page: Page, notice: Notice, table: ChannelTable) -> Letter:
    """The page as its channel can show it: a mail with text, HTML and the trend's picture; few words for a chat."""
    from inboxwatch.views.summary import html, markdown, picture

    week = notice.topic.removesuffix(TEAM)
    if table.kind == MAIL:
        lengths = [bar.length for section in page.sections for bar in section.bars if section.alt]
        images = {html.IMAGE: picture.picture(lengths)} if lengths else {}
        words = html.html(page, image=bool(images))
        return Letter(notice.key, page.title, markdown.plain(page), words, images=images)
    if table.subjects:
        return Letter(notice.key, page.title, markdown.plain(page))
    return Letter(notice.key, page.title, "\n".join([*page.lead, "", f"inboxwatch report --week {week}"]))


def check(settings: Settings) -> None:
    """Raise ConfigurationError where no channel is named."""
    if not settings.report.channels:
        raise ConfigurationError(
            "No channel is named for the weekly summary.", 'Add channel = "…" under [report], see config.example.toml.'
        )


def unsent(record: Record) -> bool:
    """Whether a summary has not been sent."""
    return record.state in {Delivery.FAILED, Delivery.UNCERTAIN, Delivery.INTENDED}
