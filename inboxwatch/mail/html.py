"""HTML of a mail -> plain text whose quotes are marked with "> " and whose blocks are lines.

Written by hand, not with a tree: quotes need to know where an element ends, the input is cut in the middle, nesting
is hostile, and one pass over the tags is as fast as building a tree. One regular expression, linear, no recursion.
"""

from __future__ import annotations

import re
from html import unescape

HTML_BYTES = 32_768
"""Encoded bytes read of a text part that is HTML: style sheets come before the words."""

_TOKEN = re.compile(r"<(?:(!--)|(/?)([A-Za-z][A-Za-z0-9:_-]*)([^<>]*)>?|[!?][^<>]*>?)")
_SKIPPED = frozenset({"style", "script", "title", "head", "xml", "noscript", "template", "select", "svg", "object"})
_BREAKS = frozenset(
    "p div br tr table ul ol li h1 h2 h3 h4 h5 h6 blockquote pre section article header footer hr center dl dt dd form".split()
)
_PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "blockquote"})
_QUOTES = re.compile(
    r"gmail_quote|gmail_extra|yahoo_quoted|moz-cite-prefix|protonmail_quote|zmail_extra|tutanota_quote|"
    r"divRplyFwdMsg|appendonsend|OutlookMessageHeader|mail-editor-reference-message",
    re.IGNORECASE,
)
_BORDER = re.compile(r"border:\s*none;\s*border-top:\s*solid|border-top:\s*(?:solid|1pt|1px)", re.IGNORECASE)
_HIDDEN = re.compile(r"display:\s*none|mso-hide:\s*all|font-size:\s*0(?:px|pt)?\s*[;\"']", re.IGNORECASE)
_VOID = frozenset({"br", "hr", "img", "meta", "link", "input", "col", "base", "area", "wbr"})
_MAX_DEPTH = 200


class _Writer:
    """Collects lines; knows how deep in quotes it is."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.line: list[str] = []
        self.depth = 0
        self.pre = 0

    def text(self, data: str) -> None:
        """Add words; white space counts as one space except in <pre>."""
        if "&" in data:
            data = unescape(data)
        if self.pre and "\n" in data:
            first, *others = data.split("\n")
            self.line.append(first)
            for other in others:
                self.end()
                self.line.append(other)
            return
        self.line.append(data)

    def end(self, *, paragraph: bool = False) -> None:
        """End the line, if there is one."""
        words = "".join(self.line)
        words = words.rstrip() if self.pre else " ".join(words.split())
        self.line.clear()
        mark = "> " * min(self.depth, 5)
        if words or self.pre:
            self.lines.append(mark + words)
        if paragraph and self.lines and self.lines[-1].strip("> "):
            self.lines.append(mark.rstrip())


def to_text(html: str) -> str:
    """Convert (the beginning of) an HTML part. Never raises."""
    out = _Writer()
    skip = ""
    position = 0
    quotes: list[tuple[str, int]] = []  # element name, and how many of that name are open inside it
    while True:
        match = _TOKEN.search(html, position)
        if match is None:
            if not skip:
                out.text(html[position:])
            break
        if not skip and match.start() > position:
            out.text(html[position : match.start()])
        position = match.end()
        if match[1]:  # a comment; Outlook's conditional ones hold style sheets
            end = html.find("-->", position)
            if end < 0:
                break
            position = end + 3
            continue
        name = match[3].lower() if match[3] else ""
        if skip:
            if match[2] and name == skip:
                skip = ""
            continue
        if not name:
            continue
        if name in _SKIPPED and not match[2]:
            if not match[4].endswith("/"):
                skip = name
            continue
        _element(out, quotes, name, match[4], closing=bool(match[2]))
    out.end()
    return "\n".join(out.lines).strip("\n")


def _element(out: _Writer, quotes: list[tuple[str, int]], name: str, attributes: str, *, closing: bool) -> None:
    """Open or close one element."""
    if name == "pre":
        out.end()
        out.pre = max(0, out.pre + (-1 if closing else 1))
    if name in _BREAKS:
        out.end(paragraph=closing and name in _PARAGRAPHS)
    elif name in ("td", "th"):
        out.line.append(" ")
    if name == "br":
        if not out.line and (not out.lines or out.lines[-1].strip("> ")):
            out.lines.append("> " * min(out.depth, 5))
        return
    if closing:
        if quotes and quotes[-1][0] == name:
            if quotes[-1][1]:
                quotes[-1] = (name, quotes[-1][1] - 1)
            else:
                quotes.pop()
                out.depth -= 1
        return
    if name in _VOID:
        return
    if name == "blockquote" or (name in ("div", "span") and attributes and _is_quote(attributes)):
        if len(quotes) < _MAX_DEPTH and (name == "blockquote" or not quotes):
            out.end()
            quotes.append((name, 0))
            out.depth += 1
    elif quotes and quotes[-1][0] == name:
        quotes[-1] = (name, quotes[-1][1] + 1)


def _is_quote(attributes: str) -> bool:
    return _QUOTES.search(attributes) is not None
