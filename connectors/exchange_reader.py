"""Reading messages by their ids, many in one request, in answers of bounded size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from connectors.exchange_errors import translated
from connectors.exchange_read import WHOLE_BYTES, arrived, reaction_row, wants_whole
from connectors.exchange_services import READ_FIELDS, SYNC_FIELDS, WHOLE_FIELDS, T, attachment, id_of, items, text

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from connectors.exchange_link import Link

CHUNK = 100
"""Messages read in one request at most …"""
CHUNK_BYTES = 8 << 20
"""… and bytes of them, as far as their size can be text."""
_TEXT_BYTES = 1 << 20

GONE = ("ErrorItemNotFound", "ErrorInvalidIdMalformed", "ErrorInvalidId", "ErrorInvalidIdEmpty", "ErrorInvalidIdXml")
"""Codes of messages that are not there any more, or never were."""


class Wanted:
    """A message that is to be read."""

    def __init__(self, element: Element, item_id: str = "") -> None:
        """Take what the change says of it."""
        self.id = item_id or id_of(element)
        size = text(element, "Size")
        self.size = int(size) if size.isdecimal() else _TEXT_BYTES
        self.whole = wants_whole(text(element, "ItemClass")) and self.size <= WHOLE_BYTES
        self.arrived = arrived(element)


class Reader:
    """Reads through one link."""

    def __init__(self, link: Link) -> None:
        """Ask nothing yet."""
        self._link = link

    def again(self, ids: Sequence[str]) -> Iterator[Reading]:
        """Read messages of which nothing but the id is known."""
        for at in range(0, len(ids), CHUNK):
            chunk = ids[at : at + CHUNK]
            with self._link.using() as account:
                answers = list(items(account, chunk, SYNC_FIELDS))
            with translated(self._link.where):
                known = list(_readings(chunk, answers))
            yield from (each for each in known if each.element is None)
            yield from self.read([Wanted(each.element, each.id) for each in known if each.element is not None])

    def read(self, wanted: Sequence[Wanted]) -> Iterator[Reading]:
        """Read messages, many at once; what the server does not hand out comes as None, what is gone not at all."""
        for chunk, whole in chunks(wanted):
            ids = [each.id for each in chunk]
            with self._link.using() as account:
                answers = list(items(account, ids, WHOLE_FIELDS if whole else READ_FIELDS))
            with translated(self._link.where):
                readings = list(_readings(ids, answers))
            for each in readings:
                self._complete(each)
                yield each

    def _complete(self, reading: Reading) -> None:
        """Put a reaction that the server made an attachment of into its place: nothing else says that it is one."""
        row = None if reading.element is None else reaction_row(reading.element)
        if row is None:
            return
        with self._link.using() as account:
            found = attachment(account, id_of(row, "AttachmentId"))
        content = None if isinstance(found, Exception) else found.find(f"{T}Content")
        if content is not None:
            row.append(content)


class Reading:
    """What became of one message."""

    def __init__(self, id_: str, element: Element | None, *, gone: bool = False) -> None:
        """`element` None and not `gone`: the server shows the message and does not hand it out."""
        self.id, self.element, self.gone = id_, element, gone


def _readings(ids: Sequence[str], answers: Sequence[Element | Exception]) -> Iterator[Reading]:
    if len(answers) != len(ids):
        raise ValueError("an answer of another length")
    for id_, answer in zip(ids, answers, strict=True):
        if isinstance(answer, Exception):
            yield Reading(id_, None, gone=type(answer).__name__ in GONE)
        else:
            yield Reading(id_, answer)


def chunks(wanted: Iterable[Wanted]) -> Iterator[tuple[list[Wanted], bool]]:
    """Cut into requests that are answered in bounded size; those that are read whole apart."""
    for whole in (False, True):
        chunk: list[Wanted] = []
        size = 0
        for each in wanted:
            if each.whole != whole:
                continue
            weight = each.size * 4 // 3 if whole else min(each.size, _TEXT_BYTES)
            if chunk and (len(chunk) >= CHUNK or size + weight > CHUNK_BYTES):
                yield chunk, whole
                chunk, size = [], 0
            chunk.append(each)
            size += weight
        if chunk:
            yield chunk, whole
