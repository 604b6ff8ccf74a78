"""The operations of Exchange Web Services that reading needs, answered as plain elements.

exchangelib does the protocol (envelope, version, errors, paging); its objects are not made, since they cost most of
the time and lose times with fractions of a second.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from exchangelib import Account
    from lxml.etree import _Element as Element

T = "{http://schemas.microsoft.com/exchange/services/2006/types}"
M = "{http://schemas.microsoft.com/exchange/services/2006/messages}"

SYNC_FIELDS = ("item_class", "datetime_received", "size", "is_draft")
"""What is asked of each change: enough to decide whether and how to read it."""
READ_FIELDS = (
    "item_class", "subject", "body", "attachments", "datetime_received", "datetime_created", "last_modified_time",
    "datetime_sent", "size", "in_reply_to", "is_draft", "headers", "conversation_id", "parent_folder_id",
    "sender", "author", "to_recipients", "cc_recipients", "bcc_recipients", "reply_to", "message_id", "references",
)  # fmt: skip
"""What the rules need of a message; attachments are named, never transferred."""
WHOLE_FIELDS = (*READ_FIELDS, "mime_content")
"""The same with the message as it was sent, for small reports and meeting messages."""


class FolderAt(NamedTuple):
    """A folder as the server shows it."""

    id: str
    name: str
    total: int


@dataclass(frozen=True)
class Page:
    """Some changes of a folder: kinds ("Create", "Update", "Delete", "ReadFlagChange") with elements, in order."""

    changes: tuple[tuple[str, Element], ...]
    state: str
    last: bool


def local(element: Element) -> str:
    """An element's name without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def text(element: Element, name: str) -> str:
    """The text of a child, "" without one."""
    return element.findtext(f"{T}{name}") or ""


def id_of(element: Element, name: str = "ItemId") -> str:
    """The Id of a child, "" without one."""
    found = element.find(f"{T}{name}")
    return "" if found is None else found.get("Id") or ""


def paths(names: Sequence[str]) -> list[Any]:
    """The field paths, as exchangelib wants them, of some properties."""
    from exchangelib.fields import FieldPath
    from exchangelib.items import Message

    return [FieldPath(field=Message.get_field_by_fieldname(name)) for name in names]


def distinguished(account: Account, name: str) -> Any:  # noqa: ANN401 - exchangelib has no types
    """A well-known folder of the account's mailbox, also of one that is not the user's own."""
    from exchangelib.properties import DistinguishedFolderId, Mailbox

    return DistinguishedFolderId(id=name, mailbox=Mailbox(email_address=account.primary_smtp_address))


def identified(folder_id: str) -> Any:  # noqa: ANN401
    """A folder by its id."""
    from exchangelib.properties import FolderId

    return FolderId(id=folder_id)


def folder_at(account: Account, place: Any) -> FolderAt:  # noqa: ANN401
    """Look a folder up. Raises as exchangelib does."""
    from exchangelib.fields import FieldPath
    from exchangelib.folders import Folder
    from exchangelib.services import GetFolder

    class Get(GetFolder):  # type: ignore[misc]
        def _elems_to_objs(self, elems: Iterator[Any]) -> Iterator[Any]:
            return elems

    fields = [FieldPath(field=Folder.get_field_by_fieldname(name)) for name in ("name", "total_count")]
    for each in Get(account=account).call(folders=[place], additional_fields=fields, shape="IdOnly"):
        if isinstance(each, Exception):
            raise each
        return _folder(each)
    raise ValueError("no folder in the answer")


def folders_in(account: Account, parent: str) -> list[FolderAt]:
    """The folders right under another one."""
    from exchangelib.fields import FieldPath
    from exchangelib.folders import Folder
    from exchangelib.services import FindFolder

    class Find(FindFolder):  # type: ignore[misc]
        def _elem_to_obj(self, elem: Element) -> FolderAt:
            return _folder(elem)

    class Parent:
        """What exchangelib wants to be given: a folder with a root, and its id."""

        root = None
        id, changekey = parent, None

    fields = [FieldPath(field=Folder.get_field_by_fieldname(name)) for name in ("name", "total_count")]
    found = Find(account=account).call(
        folders=[Parent()], additional_fields=fields, restriction=None, shape="IdOnly", depth="Shallow",
        max_items=None, offset=0,
    )  # fmt: skip
    return [_good(each) for each in found]


def _good(each: Any) -> FolderAt:  # noqa: ANN401
    if isinstance(each, Exception):
        raise each
    return each  # type: ignore[no-any-return]


def _folder(element: Element) -> FolderAt:
    total = text(element, "TotalCount")
    return FolderAt(id_of(element, "FolderId"), text(element, "DisplayName"), int(total) if total.isdecimal() else 0)


def sync_page(account: Account, folder_id: str, state: str, most: int, fields: Sequence[str] = SYNC_FIELDS) -> Page:
    """Ask once what changed in a folder since a sync state ("" for all that is there)."""
    from exchangelib.services import SyncFolderItems

    class Sync(SyncFolderItems):  # type: ignore[misc]
        def _get_element_container(self, message: Element, name: str | None = None) -> Any:  # noqa: ANN401
            if message.find(f"{M}SyncState") is None or message.find(f"{M}IncludesLastItemInRange") is None:
                from exchangelib.services.common import EWSService

                return EWSService._get_element_container(self, message=message, name=name)  # noqa: SLF001 - errors
            return super()._get_element_container(message=message, name=name)

        def _elem_to_obj(self, elem: Element) -> tuple[str, Element]:
            kind = local(elem)
            return kind, elem[0] if kind in ("Create", "Update") and len(elem) else elem

    service = Sync(account=account)
    found = service.call(
        folder=identified(folder_id), shape="IdOnly", additional_fields=paths(fields), sync_state=state or None,
        ignore=None, max_changes_returned=most, sync_scope=None,
    )  # fmt: skip
    changes = []
    for each in found:
        if isinstance(each, Exception):
            raise each
        changes.append(each)
    if not service.sync_state:
        raise ValueError("no sync state in the answer")
    return Page(tuple(changes), service.sync_state, bool(service.includes_last_item_in_range))


def items(account: Account, ids: Sequence[str], fields: Sequence[str]) -> Iterator[Element | Exception]:
    """Read messages by id, in one request; in their order, an exception where one is not handed out."""
    from exchangelib.properties import ItemId
    from exchangelib.services import GetItem

    class Get(GetItem):  # type: ignore[misc]
        def _elem_to_obj(self, elem: Element) -> Element:
            return elem

        def _get_element_container(self, message: Element, name: str | None = None) -> Any:  # noqa: ANN401
            found = super()._get_element_container(message=message, name=name)
            if not isinstance(found, bool | Exception) and not len(found):
                return ValueError("an answer without its item")
            return found

    service = Get(account=account, chunk_size=max(1, len(ids)))
    wanted = [ItemId(id=each) for each in ids]
    yield from service.call(items=wanted, additional_fields=paths(fields), shape="IdOnly")


def attachment(account: Account, attachment_id: str) -> Element | Exception:
    """One attachment with its content, or what the server says instead."""
    from exchangelib.attachments import AttachmentId
    from exchangelib.services import GetAttachment

    class Get(GetAttachment):  # type: ignore[misc]
        def _elem_to_obj(self, elem: Element) -> Element:
            return elem

    found: Iterator[Element | Exception] = Get(account=account).call(
        items=[AttachmentId(id=attachment_id)], include_mime_content=False, body_type=None, filter_html_content=None,
        additional_fields=None,
    )  # fmt: skip
    first = next(iter(found), None)
    return ValueError("an answer without its attachment") if first is None else first


def create(account: Account, message: bytes, how: str, place: Any) -> None:  # noqa: ANN401
    """Send a message ("SendAndSaveCopy") or keep it ("SaveOnly"), with its copy in `place`. Raises as exchangelib."""
    from exchangelib.items import Message
    from exchangelib.services import CreateItem

    class Create(CreateItem):  # type: ignore[misc]
        def _elem_to_obj(self, elem: Element) -> Element:
            return elem

        def get_payload(self, items: Any, **more: Any) -> Element:  # noqa: ANN401
            from exchangelib.services.common import folder_ids_element

            made = super().get_payload(items=items, **more)
            made.insert(0, folder_ids_element([place], version=self.account.version, tag="m:SavedItemFolderId"))
            return made

    service = Create(account=account)
    payload = service.get_payload(
        items=[Message(account=account, mime_content=message)], folder=None, message_disposition=how,
        send_meeting_invitations="SendToNone",
    )  # fmt: skip
    for each in service._get_elements(payload=payload):  # noqa: SLF001 - `call` insists on folders of exchangelib's own
        if isinstance(each, Exception):
            raise each


def finds(account: Account, place: Any, message_id: str) -> bool:  # noqa: ANN401
    """Whether a folder holds a message with this Message-ID."""
    from exchangelib.folders import Folder
    from exchangelib.restriction import Q, Restriction
    from exchangelib.services import FindItem

    class Find(FindItem):  # type: ignore[misc]
        def _elem_to_obj(self, elem: Element) -> Element:
            return elem

    query = Q(message_id=message_id)
    query.clean(version=account.version)
    restriction = Restriction(query, folders=[Folder()], applies_to=Restriction.ITEMS)
    found = Find(account=account).call(
        folders=[place], additional_fields=None, restriction=restriction, order_fields=None, shape="IdOnly",
        query_string=None, depth="Shallow", calendar_view=None, max_items=1, offset=0,
    )  # fmt: skip
    return any(not isinstance(each, Exception) for each in found)
