"""The operations of Exchange Web Services that the tests need, on `ews_state`: elements in, elements out."""

from __future__ import annotations

import base64
import datetime as dt
import re
from email.parser import BytesParser
from email.policy import compat32
from email.utils import getaddresses
from typing import TYPE_CHECKING

from lxml import etree

from tests.servers.ews_items import Shown, attachment, m, mailbox, t
from tests.servers.ews_state import Box, Folder, InvalidStateError

if TYPE_CHECKING:
    from tests.servers.ews import Ews

FLAGS, ARRIVAL = "0xe07", "0xe06"
"""Tags of the properties that say whether a message is a draft (PidTagMessageFlags) and when it arrived."""
NS = {
    "m": "http://schemas.microsoft.com/exchange/services/2006/messages",
    "t": "http://schemas.microsoft.com/exchange/services/2006/types",
}


class RefusedError(Exception):
    """The answer is an error with this code."""

    def __init__(self, code: str, text: str = "", **values: str) -> None:
        """`values` go into MessageXml."""
        super().__init__(code)
        self.code, self.text, self.values = code, text or code.removeprefix("Error"), values


class Operations:
    """One request: `account` is whose rights count, `server` holds the mailboxes."""

    def __init__(self, server: Ews, user: str, impersonated: str) -> None:
        """`user` signed in and acts as `impersonated` where that is not empty."""
        self.server, self.user, self.impersonated = server, user, impersonated

    def answer(self, request: etree._Element) -> etree._Element:
        """Carry out one operation and wrap its answers."""
        name = etree.QName(request).localname
        handler = getattr(self, f"_{name}", None)
        if handler is None:
            raise RefusedError("ErrorInvalidRequest", f"The operation {name} is not known here.")
        messages = m("ResponseMessages")
        try:
            found = list(handler(request))
        except RefusedError as error:
            found = [error]
        for each in found:
            messages.append(self._message(name, each))
        return m(f"{name}Response", None, messages)

    def _message(self, name: str, content: object) -> etree._Element:
        if isinstance(content, RefusedError):
            made = m(f"{name}ResponseMessage", None, m("MessageText", content.text), ResponseClass="Error")
            made.append(m("ResponseCode", content.code))
            if content.values:
                rows = [t("Value", value, Name=key) for key, value in content.values.items()]
                made.append(m("MessageXml", None, *rows))
            if name == "SyncFolderItems":
                made.extend([m("SyncState", ""), m("IncludesLastItemInRange", "true")])
            return made
        made = m(f"{name}ResponseMessage", None, m("ResponseCode", "NoError"), ResponseClass="Success")
        made.extend(content if isinstance(content, list) else [content])
        return made

    # -- who and where ---------------------------------------------------------------------------------------------

    def box(self, address: str = "") -> Box:
        """The mailbox that is meant, if this user may open it."""
        own = self.impersonated or self.server.users[self.user].address
        wanted = (address or own).lower()
        if wanted not in self.server.boxes:
            raise RefusedError("ErrorNonExistentMailbox", "The SMTP address has no mailbox associated with it.")
        if wanted != own.lower() and wanted not in self.server.users[self.user].opens:
            raise RefusedError("ErrorAccessDenied", "Access is denied. Check credentials and try again.")
        return self.server.boxes[wanted]

    def _folder(self, element: etree._Element) -> tuple[Box, Folder]:
        if etree.QName(element).localname == "DistinguishedFolderId":
            box = self.box(element.findtext("t:Mailbox/t:EmailAddress", "", NS))
        else:
            boxes = [each for each in self.server.boxes.values() if element.get("Id") in each.folders]
            if not boxes:
                raise RefusedError("ErrorFolderNotFound", "The specified folder could not be found in the store.")
            box = self.box(boxes[0].address)
        try:
            return box, box.folder(str(element.get("Id")))
        except KeyError:
            raise RefusedError("ErrorFolderNotFound", "The specified folder could not be found.") from None

    # -- folders ---------------------------------------------------------------------------------------------------

    def _shown(self, folder: Folder) -> etree._Element:
        return t(
            "Folder", None, t("FolderId", None, Id=folder.id, ChangeKey="AQ=="), t("FolderClass", "IPF.Note"),
            t("DisplayName", folder.name), t("TotalCount", str(len(folder.items))), t("ChildFolderCount", "0"),
            t("UnreadCount", str(sum(not item.read for item in folder.items.values()))),
        )  # fmt: skip

    def _GetFolder(self, request: etree._Element) -> list[object]:  # noqa: N802 - the operation's name
        out: list[object] = []
        for wanted in request.find("m:FolderIds", NS):
            try:
                out.append(m("Folders", None, self._shown(self._folder(wanted)[1])))
            except RefusedError as error:
                out.append(error)
        return out

    def _FindFolder(self, request: etree._Element) -> list[object]:  # noqa: N802
        view = request.find("m:IndexedPageFolderView", NS)
        start, most = int(view.get("Offset", "0")), int(view.get("MaxEntriesReturned", "100"))
        out: list[object] = []
        for parent in request.find("m:ParentFolderIds", NS):
            box, folder = self._folder(parent)
            found = [each for each in box.folders.values() if each.parent == folder.id]
            out.append(self._page("Folders", [self._shown(each) for each in found], start, most))
        return out

    def _page(self, name: str, rows: list[etree._Element], start: int, most: int) -> etree._Element:
        end = start + most
        last = end >= len(rows)
        made = m(
            "RootFolder", None, t(name, None, *rows[start:end]), TotalItemsInView=str(len(rows)),
            IncludesLastItemInRange="true" if last else "false",
        )  # fmt: skip
        if not last:
            made.set("IndexedPagingOffset", str(end))
        return made

    # -- items -----------------------------------------------------------------------------------------------------

    def _fields(self, request: etree._Element, shape: str = "m:ItemShape") -> list[str]:
        return [
            str(each.get("FieldURI")) for each in request.iterfind(f"{shape}/t:AdditionalProperties/t:FieldURI", NS)
        ]

    def _item(self, folder: Folder, item_id: str, fields: list[str]) -> etree._Element:
        own = folder.distinguished in ("sentitems", "drafts") and not self.server.sent_headers
        server, item = self.server, folder.items[item_id]
        shown = Shown(item, folder, fractions=server.fractions, transport=not own, decodes=server.decodes)
        return shown.element(fields)

    def _SyncFolderItems(self, request: etree._Element) -> list[object]:  # noqa: N802
        box, folder = self._folder(request.find("m:SyncFolderId", NS)[0])
        most = min(int(request.findtext("m:MaxChangesReturned", "100", NS)), 512)
        try:
            page, state, last = box.changes(folder, request.findtext("m:SyncState", "", NS) or "", most)
        except InvalidStateError:
            raise RefusedError("ErrorInvalidSyncStateData", "The sync state data is invalid.") from None
        fields, changes = self._fields(request), m("Changes")
        for kind, item_id in page:
            if kind == "Delete":
                changes.append(t(kind, None, t("ItemId", None, Id=item_id, ChangeKey="AQ==")))
            elif kind == "ReadFlagChange":
                item = folder.items[item_id]
                place = t("ItemId", None, Id=item_id, ChangeKey=item.etag())
                changes.append(t(kind, None, place, t("IsRead", "true" if item.read else "false")))
            else:
                changes.append(t(kind, None, self._item(folder, item_id, fields)))
        whole = m("IncludesLastItemInRange", "true" if last else "false")
        return [[m("SyncState", state), whole, changes]]

    def _GetItem(self, request: etree._Element) -> list[object]:  # noqa: N802
        fields, out = self._fields(request), []
        for wanted in request.find("m:ItemIds", NS):
            item_id = str(wanted.get("Id"))
            out.append(self._got(item_id, fields))
        return out

    def _got(self, item_id: str, fields: list[str]) -> object:
        if not re.fullmatch(r"[A-Za-z0-9+/=]{40,}", item_id):
            return RefusedError("ErrorInvalidIdMalformed", "Id is malformed.")
        for box in self.server.boxes.values():
            found = box.find(item_id)
            if found is not None:
                if item_id in self.server.broken:
                    return RefusedError(self.server.broken[item_id])
                try:
                    self.box(box.address)
                except RefusedError as error:
                    return error
                return m("Items", None, self._item(found[0], item_id, fields))
        return RefusedError("ErrorItemNotFound", "The specified object was not found in the store.")

    def _GetAttachment(self, request: etree._Element) -> list[object]:  # noqa: N802
        out: list[object] = []
        for wanted in request.find("m:AttachmentIds", NS):
            item_id, _, number = str(wanted.get("Id")).rpartition(".")
            found = [found for box in self.server.boxes.values() if (found := box.find(item_id))]
            if found and not self.server.keeps_attachments:
                out.append(m("Attachments", None, attachment(found[0][1], int(number))))
            else:
                out.append(RefusedError("ErrorItemNotFound", "The specified object was not found in the store."))
        return out

    def _FindItem(self, request: etree._Element) -> list[object]:  # noqa: N802
        view = request.find("m:IndexedPageItemView", NS)
        start, most = int(view.get("Offset", "0")), int(view.get("MaxEntriesReturned", "100"))
        equal = request.find("m:Restriction/t:IsEqualTo", NS)
        out: list[object] = []
        for parent in request.find("m:ParentFolderIds", NS):
            folder = self._folder(parent)[1]
            ids = list(folder.items)
            if equal is not None:
                uri, value = equal.find("t:FieldURI", NS).get("FieldURI"), equal.find(".//t:Constant", NS).get("Value")
                shown = [(each, Shown(folder.items[each], folder).property(uri)) for each in ids]
                ids = [each for each, found in shown if found and found[0] is not None and found[0].text == value]
            rows = [self._item(folder, each, self._fields(request)) for each in ids]
            out.append(self._page("Items", rows, start, most))
        return out

    def _CreateItem(self, request: etree._Element) -> list[object]:  # noqa: N802
        how, out = request.get("MessageDisposition"), []
        saved = request.find("m:SavedItemFolderId", NS)
        for element in request.find("m:Items", NS):
            content = element.findtext("t:MimeContent", "", NS)
            if not content:
                raise RefusedError("ErrorInvalidRequest", "This server takes items as MIME only.")
            raw = base64.b64decode(content)
            box, folder = self.box(), self.box().folder("drafts" if how == "SaveOnly" else "sentitems")
            if saved is not None:
                box, folder = self._folder(saved[0])
            if how != "SaveOnly":
                self._deliver(box, raw)
            extra = {
                str(each.find("t:ExtendedFieldURI", NS).get("PropertyTag")).lower(): each.findtext("t:Value", "", NS)
                for each in element.iterfind("t:ExtendedProperty", NS)
            }
            at = dt.datetime.fromisoformat(extra[ARRIVAL]) if ARRIVAL in extra else dt.datetime.now(dt.UTC)
            draft = how == "SaveOnly" and extra.get(FLAGS) != "1"
            rows = box.put(folder.id, [raw], at=[at], draft=draft) if how != "SendOnly" else []
            made = [t("Message", None, t("ItemId", None, Id=item.id, ChangeKey=item.etag())) for item in rows]
            out.append(m("Items", None, *(made if how == "SaveOnly" else [])))
        return out

    def _deliver(self, box: Box, raw: bytes) -> None:
        message = BytesParser(policy=compat32).parsebytes(raw)
        headers = [str(value) for name in ("To", "Cc", "Bcc") for value in message.get_all(name, [])]
        to = [address.lower() for _, address in getaddresses(headers) if "@" in address]
        if not to:
            raise RefusedError("ErrorInvalidRecipients", "At least one recipient isn't valid.")
        box.sent.append((raw, to))
        for address in to:
            if address in self.server.boxes:
                self.server.boxes[address].put("inbox", [raw], at=[dt.datetime.now(dt.UTC)])

    def _DeleteItem(self, request: etree._Element) -> list[object]:  # noqa: N802
        out: list[object] = []
        for wanted in request.find("m:ItemIds", NS):
            found = self.box().find(str(wanted.get("Id")))
            if found is None:
                out.append(RefusedError("ErrorItemNotFound", "The specified object was not found in the store."))
                continue
            self.box().remove(found[0].id, list(found[0].items).index(found[1].id))
            out.append([])
        return out

    def _CreateFolder(self, request: etree._Element) -> list[object]:  # noqa: N802
        box, parent = self._folder(request.find("m:ParentFolderId", NS)[0])
        names = [each.findtext("t:DisplayName", "", NS) for each in request.find("m:Folders", NS)]
        return [m("Folders", None, self._shown(box.make(name, parent.id))) for name in names]

    # -- notifications ---------------------------------------------------------------------------------------------

    def _Subscribe(self, request: etree._Element) -> list[object]:  # noqa: N802
        wanted = request[0]
        if etree.QName(wanted).localname == "StreamingSubscriptionRequest" and not self.server.streams:
            raise RefusedError("ErrorInvalidSubscriptionRequest", "The subscription request is not valid.")
        folders = [self._folder(each) for each in wanted.find("t:FolderIds", NS)]
        made = folders[0][0].subscribe(folder.id for _, folder in folders)
        rows = [m("SubscriptionId", made.id)]
        if etree.QName(wanted).localname == "PullSubscriptionRequest":
            rows.append(m("Watermark", str(made.seen)))
        return [rows]

    def subscription(self, wanted: str) -> tuple[Box, str]:
        """Whose subscription that is."""
        for box in self.server.boxes.values():
            if wanted in box.subscriptions:
                return box, wanted
        raise RefusedError("ErrorSubscriptionNotFound", "The specified subscription was not found.")

    def _GetEvents(self, request: etree._Element) -> list[object]:  # noqa: N802
        box, found = self.subscription(request.findtext("m:SubscriptionId", "", NS))
        return [notification(box, found)]

    def _Unsubscribe(self, request: etree._Element) -> list[object]:  # noqa: N802
        box, found = self.subscription(request.findtext("m:SubscriptionId", "", NS))
        with box.changed:
            del box.subscriptions[found]
            box.changed.notify_all()
        return [[]]

    def _GetUserConfiguration(self, request: etree._Element) -> list[object]:  # noqa: N802
        name = request.find("m:UserConfigurationName", NS)
        place = name.find("t:DistinguishedFolderId", NS)
        box = self.box(place.findtext("t:Mailbox/t:EmailAddress", "", NS))
        if (name.get("Name"), place.get("Id")) != ("WorkHours", "calendar") or not box.work_hours:
            raise RefusedError("ErrorItemNotFound", "The specified object was not found in the store.")
        shown = t("UserConfigurationName", None, t("DistinguishedFolderId", None, Id="calendar"), Name="WorkHours")
        data = base64.b64encode(box.work_hours).decode()
        return [(t if self.server.misplaced else m)("UserConfiguration", None, shown, t("XmlData", data))]

    # -- people ----------------------------------------------------------------------------------------------------

    def _ConvertId(self, request: etree._Element) -> list[object]:  # noqa: N802
        return [RefusedError("ErrorInvalidIdMalformed", "Id is malformed.") for _ in request.find("m:SourceIds", NS)]

    def _ResolveNames(self, request: etree._Element) -> list[object]:  # noqa: N802
        wanted = request.findtext("m:UnresolvedEntry", "", NS).removeprefix("smtp:").lower()
        rows = []
        for box in self.server.boxes.values():
            if wanted in (box.address, box.name.lower()) or (self.server.partial and wanted in box.address):
                contact = t("Contact", None, t("DisplayName", box.name), t("Department", box.department))
                rows.append(t("Resolution", None, mailbox(box.name, box.address), contact))
        if not rows:
            raise RefusedError("ErrorNameResolutionNoResults", "No results were found.")
        return [m("ResolutionSet", None, *rows, TotalItemsInView=str(len(rows)), IncludesLastItemInRange="true")]


def notification(box: Box, subscription_id: str) -> etree._Element:
    """What happened since the last time; a status event where nothing did."""
    subscription = box.subscriptions[subscription_id]
    made = m("Notification", None, t("SubscriptionId", subscription_id))
    for order, kind, item, folder in box.news(subscription):
        place = [t("ItemId", None, Id=item, ChangeKey="AQ=="), t("ParentFolderId", None, Id=folder, ChangeKey="AQ==")]
        event = {"Create": "NewMailEvent", "Delete": "DeletedEvent"}.get(kind, "ModifiedEvent")
        now = t("TimeStamp", "2026-03-02T09:00:00Z")
        made.append(t(event, None, t("Watermark", str(order)), now, *place))
    if len(made) == 1:
        made.append(t("StatusEvent", None, t("Watermark", str(subscription.seen))))
    return made
