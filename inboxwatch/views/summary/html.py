"""The summary as an HTML mail: tables and styles that mail clients keep, one inline image, nothing remote, no script.

Colours are inline, for some clients drop style sheets; the sheet only adds the dark theme and narrow screens. Every
colour of text in `COLOURS` has a contrast of at least 4.5 to 1 (WCAG 2.2, 1.4.3); a test computes it.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inboxwatch.views.summary.page import Bar, Page, Section, Table

COLOURS = {
    "light": {"page": "#ffffff", "text": "#1f2933", "quiet": "#52606d", "alert": "#b42318", "bar": "#2268b0"},
    "dark": {"page": "#15191e", "text": "#e6e9ed", "quiet": "#a3adb8", "alert": "#ff9a8d", "bar": "#6cb2f5"},
}
IMAGE = "trend@inboxwatch"
"""Content-ID of the inline picture of the trend."""

_L, _D = COLOURS["light"], COLOURS["dark"]
_FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
_SHEET = f"""
:root {{ color-scheme: light dark; supported-color-schemes: light dark; }}
@media (prefers-color-scheme: dark) {{
  body, .page {{ background: {_D["page"]} !important; color: {_D["text"]} !important; }}
  h1, h2, p, li, td {{ color: {_D["text"]} !important; }}
  th, .quiet {{ color: {_D["quiet"]} !important; }}
  .alert {{ color: {_D["alert"]} !important; }}
  .bar {{ background: {_D["bar"]} !important; }}
  td, th {{ border-color: #39424d !important; }}
}}
@media (max-width: 480px) {{
  .page {{ padding: 12px !important; }}
  .wide {{ display: block; overflow-x: auto; }}
  .wide td, .wide th {{ font-size: 12px !important; padding-right: 4px !important; }}
  .wide .long {{ min-width: 5.5em !important; }}
  .spare {{ display: none !important; }}
}}
"""


def html(page: Page, *, image: bool = False) -> str:
    """The whole page; with `image` the inline picture `IMAGE` stands above the bars, which show where it is blocked."""
    body = "".join(_section(section, image=image) for section in page.sections)
    lead = "".join(f'<p style="margin:0 0 6px;color:{_L["text"]}">{escape(line)}</p>' for line in page.lead)
    return (
        f'<!doctype html><html lang="{page.code}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">'
        f"<title>{escape(page.title)}</title><style>{_SHEET}</style></head>"
        f'<body style="margin:0;background:{_L["page"]};color:{_L["text"]}">'
        f'<div class="page" style="max-width:640px;margin:0 auto;padding:20px;{_FONT};font-size:15px;line-height:1.45">'
        f'<h1 style="font-size:21px;margin:0;color:{_L["text"]}">{escape(page.title)}</h1>'
        f'<p class="quiet" style="margin:0 0 12px;color:{_L["quiet"]}">{escape(page.span)}</p>{lead}{body}'
        f'<p class="quiet" style="margin:22px 0 0;font-size:13px;color:{_L["quiet"]}">{escape(page.footnote)}</p>'
        "</div></body></html>\n"
    )


def _section(section: Section, *, image: bool) -> str:
    return "".join(_parts(section, image=image))


def _parts(section: Section, *, image: bool) -> Iterator[str]:
    yield f'<h2 style="font-size:17px;margin:22px 0 6px;color:{_L["text"]}">{escape(section.title)}</h2>'
    for line in section.lines:
        yield f'<p style="margin:0 0 6px;color:{_L["text"]}">{escape(line)}</p>'
    if section.points:
        points = "".join(
            f'<li style="margin:0 0 4px;color:{_L["text"]}">{escape(each)}</li>' for each in section.points
        )
        yield f'<ol style="margin:0;padding-left:22px">{points}</ol>'
    if section.table is not None:
        yield _table(section.table)
    if section.bars and image:
        yield (
            f'<img src="cid:{IMAGE}" alt="{escape(section.alt)}" width="600" height="120" '
            'style="max-width:100%;height:auto;display:block">'
        )
    if section.bars:
        yield _bars(section.bars)


def _cell(kind: str, words: str, style: str, classes: str) -> str:
    line = "padding:4px 8px 4px 0;border-bottom:1px solid #d5dbe1"
    return f'<{kind}{classes} style="{line};{style}">{escape(words)}</{kind}>'


def _table(table: Table) -> str:
    sides = ["right" if place >= table.numbers else "left" for place, _ in enumerate(table.columns)]
    head = "".join(
        _cell("th", title, f"text-align:{side};font-weight:600;color:{_L['quiet']}", _classes(place, table))
        for place, (title, side) in enumerate(zip(table.columns, sides, strict=True))
    )
    rows = []
    for row in table.rows:
        alert = [row.alert and not place for place, _ in enumerate(row.cells)]
        cells = (
            _cell(
                "td",
                words,
                f"text-align:{side};{_breaks(place, table)}color:{_L['alert' if red else 'text']}"
                + (";font-weight:600" if red else ""),
                _classes(place, table, alert=red),
            )
            for place, (words, side, red) in enumerate(zip(row.cells, sides, alert, strict=True))
        )
        rows.append(f"<tr>{''.join(cells)}</tr>")
    style = "border-collapse:collapse;width:100%;font-size:14px"
    return f'<div class="wide"><table role="table" style="{style}"><tr>{head}</tr>{"".join(rows)}</table></div>'


def _classes(place: int, table: Table, *, alert: bool = False) -> str:
    """What the style sheet for the dark theme and for phones has to know of a cell."""
    names = (("alert", alert), ("long", place < table.wide), ("spare", place >= table.spare))
    found = " ".join(name for name, true in names if true)
    return f' class="{found}"' if found else ""


def _breaks(place: int, table: Table) -> str:
    """How a cell's text breaks: anywhere where there may be long words, nowhere in numbers, between words elsewhere."""
    if place < table.wide:
        return "overflow-wrap:anywhere;min-width:9em;"
    return "white-space:nowrap;" if place >= table.numbers else ""


def _bars(bars: tuple[Bar, ...]) -> str:
    rows = "".join(_bar(bar) for bar in bars)
    return f'<table role="presentation" style="border-collapse:collapse;width:100%;font-size:14px">{rows}</table>'


def _bar(bar: Bar) -> str:
    filled = "&nbsp;"
    if bar.length is not None:
        filled = (
            f'<div class="bar" style="background:{_L["bar"]};height:10px;width:{max(1, round(bar.length * 100))}%">'
            "</div>"
        )
    quiet = f'class="quiet" style="color:{_L["quiet"]};white-space:nowrap;padding:1px 8px 1px 0"'
    text = f'style="color:{_L["text"]};white-space:nowrap;padding:1px 0 1px 8px"'
    return (
        f"<tr><td {quiet}>{escape(bar.label)}</td><td width='60%'>{filled}</td><td {text}>{escape(bar.value)}</td></tr>"
    )
