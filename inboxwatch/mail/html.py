"""HTML of a mail -> plain text whose quotes are marked with "> " and whose blocks are lines.

Written by hand, not with a tree: quotes need to know where an element ends, the input is cut in the middle, nesting
is hostile, and one pass over the tags is as fast as building a tree. One regular expression, linear, no recursion.
"""

from __future__ import annotations

import re
from html import unescape

HTML_BYTES = 32_768
"""Encoded bytes read of a text part that is HTML: style sheets come before the words."""
ORIGINAL = "-----Original Message-----"
"""The line put before a quoted mail that Outlook sets off with a rule only; what follows it is not the writer's."""

_TAG = re.compile(r"<(?:(!--)|(/?)([A-Za-z][A-Za-z0-9:_-]*)([^<>]*)>?|[!?][^<>]*>?)")
_SKIPPED = frozenset({"style", "script", "title", "head", "xml", "noscript", "template", "select", "svg", "object"})
_BREAKS = frozenset(
    {
        "p", "div", "br", "tr", "table", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre",
        "section", "article", "header", "footer", "hr", "center", "dl", "dt", "dd", "form", "body",
    }
)  # fmt: skip
_PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "blockquote"})
_VOID = frozenset({"br", "img", "meta", "link", "input", "col", "base", "area", "wbr"})
_QUOTE = re.compile(
    r"gmail_quote|gmail_extra|yahoo_quoted|moz-cite-prefix|protonmail_quote|zmail_extra|tutanota_quote", re.IGNORECASE
)
_RULE = re.compile(
    r"border:\s*none;\s*border-top:\s*solid|border-top:\s*(?:solid|\d[\d.]*p[tx])|divRplyFwdMsg|appendonsend|"
    r"OutlookMessageHeader|stopSpelling|mail-editor-reference-message",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display:\s*none|mso-hide:\s*all", re.IGNORECASE)
_FIELD = re.compile(r"\s*[^\W\d_]{2,14}\s?[:\uff1a]")
_FORWARD = re.compile(r"\s*-{5,}")
_ANY_TAG = re.compile(r"<[^<>]*>")
_AHEAD = 600
_MAX_DEPTH = 200
_MAX_MARKS = 5


def to_text(html: str) -> str:
    """Convert (the beginning of) an HTML part. Never raises."""
    return _Reader(html).read()


class _Reader:
    """Goes through the tags once; holds the line being made, the depth of quotes, and what is being skipped."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.lines: list[str] = []
        self.line: list[str] = []
        self.depth = 0
        self.pre = 0
        self.skipped = ""
        self.skipped_depth = 0
        self.quotes: list[tuple[str, int]] = []  # name, and how many elements of that name are open inside

    def read(self) -> str:
        html, position = self.html, 0
        for match in _TAG.finditer(html):
            if match.start() < position:
                continue  # inside a comment
            if not self.skipped and match.start() > position:
                self.text(html[position : match.start()])
            position = match.end()
            name = match[3]
            if match[1]:  # a comment; Outlook's conditional ones hold style sheets
                end = html.find("-->", position)
                position = end + 3 if end >= 0 else len(html)
            elif self.skipped:
                if name and name.lower() == self.skipped:
                    self.skipped_depth += -1 if match[2] else 1
                    self.skipped = self.skipped if self.skipped_depth else ""
            elif name:
                if match[2]:
                    self.close(name.lower())
                else:
                    self.start(name.lower(), match[4], position)
        if not self.skipped:
            self.text(html[position:])
        self.end()
        return "\n".join(self.lines).strip("\n")

    def text(self, data: str) -> None:
        """Add words; white space counts as one space except in <pre>."""
        if "&" in data:
            data = unescape(data)
        if self.pre and "\n" in data:
            *whole, data = data.split("\n")
            for line in whole:
                self.line.append(line)
                self.end()
        self.line.append(data)

    def end(self) -> None:
        """End the line, if there is one."""
        words = "".join(self.line)
        words = words.rstrip() if self.pre else " ".join(words.split())
        self.line.clear()
        if words or self.pre:
            self.lines.append(self.mark() + words)

    def mark(self) -> str:
        return "> " * min(self.depth, _MAX_MARKS)

    def blank(self) -> None:
        """Leave one line empty."""
        if self.lines and self.lines[-1].strip("> "):
            self.lines.append(self.mark().rstrip())

    def start(self, name: str, attributes: str, position: int) -> None:
        """Open an element whose content begins at `position`."""
        if name == "br":
            self.end() if any(words.strip() for words in self.line) else self.blank()
        if name in _VOID:
            return
        if name in _SKIPPED or (attributes and _HIDDEN.search(attributes)):
            if not attributes.endswith("/"):
                self.skipped, self.skipped_depth = name, 1
            return
        self.arrange(name)
        if attributes and _RULE.search(attributes) and _FIELD.match(self.ahead(position)):
            self.end()
            self.lines.append(self.mark() + ORIGINAL)
        elif self.is_quote(name, attributes, position):
            self.end()
            self.depth += 1
            self.quotes.append((name, 0))
        elif self.quotes and self.quotes[-1][0] == name:
            self.nest(1)

    def arrange(self, name: str) -> None:
        """Begin a line, a column or preformatted text."""
        if name in _BREAKS:
            self.end()
        elif name in ("td", "th"):
            self.line.append(" ")
        if name == "pre":
            self.pre += 1

    def is_quote(self, name: str, attributes: str, position: int) -> bool:
        if len(self.quotes) >= _MAX_DEPTH:
            return False
        if name == "blockquote":
            return True
        if name not in ("div", "span") or not attributes or not _QUOTE.search(attributes):
            return False
        return _FORWARD.match(self.ahead(position)) is None  # what is passed on is not quoted

    def ahead(self, position: int) -> str:
        """Return the words that follow, without tags."""
        return unescape(_ANY_TAG.sub("", self.html[position : position + _AHEAD]))

    def nest(self, by: int) -> None:
        """Count elements of the quote's own name inside it; the last one to close ends the quote."""
        name, inside = self.quotes[-1]
        self.quotes[-1] = (name, inside + by)

    def close(self, name: str) -> None:
        """Close an element."""
        if name in _BREAKS:
            self.end()
            if name in _PARAGRAPHS:
                self.blank()
        if name == "pre":
            self.pre = max(0, self.pre - 1)
        if self.quotes and self.quotes[-1][0] == name:
            if self.quotes[-1][1]:
                self.nest(-1)
            else:
                self.quotes.pop()
                self.depth -= 1
