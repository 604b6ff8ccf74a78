"""Text for chats: nothing in it calls people, makes links or formats (T7), whatever the service makes of it.

The Apprise library escapes for some services and not for others. So what services react to is broken up here, with a
character that nobody sees: `@` and a word, `<` and a word, `](`, `://`. That needs no escaping, and survives it.
"""

from __future__ import annotations

import re

from inboxwatch.channels import visible

VERBATIM = frozenset({"json", "jsons", "xml", "xmls", "form", "forms", "mailto", "mailtos", "syslog", "rsyslog"})
"""For programs, and for mail: text arrives there as it is."""
MARKDOWN = frozenset({"discord", "fluxer", "mmost", "mmosts", "mattermost"})
"""Services that format text which the library hands over as it is."""
_BREAK = "\u200b"
_CALLS = re.compile(r"(?<=@)(?=\w)|(?<=<)(?=[!@#/:\w])|(?<=\])(?=\()|(?<=:)(?=//)|(?<=\w\.)(?=\w{2,}/)|(?<=www)(?=\.)")
_MARKS = re.compile(r"([\\*_~`|\[\]>#])")


def escaped(scheme: str, text: str) -> str:
    """Make the text harmless for a service; `scheme` is that of its address."""
    text = visible(text)
    if scheme in VERBATIM:
        return text
    text = _CALLS.sub(_BREAK, text)
    return _MARKS.sub(r"\\\1", text) if scheme in MARKDOWN else text
