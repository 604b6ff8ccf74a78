"""The two themes: every text on every ground at 4.5:1 or more (WCAG 2.2, 1.4.3), without colour as well."""

from __future__ import annotations

from typing import Final

from rich.terminal_theme import TerminalTheme
from textual.theme import Theme

DIM: Final = 0.72
"""How much is left of a colour where text is dim."""

DARK: Final = Theme(
    name="dark",
    primary="#6cb6ff",
    secondary="#96d0ff",
    accent="#f2cc60",
    warning="#f2cc60",
    error="#ff9d96",
    success="#7ee787",
    foreground="#ececec",
    background="#121212",
    surface="#1a1a1a",
    panel="#242424",
    dark=True,
    variables={
        "block-cursor-background": "#1f4a78",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-blurred-background": "#1f4a78",
        "block-cursor-blurred-foreground": "#ffffff",
        "text-muted": "#b4b4b4",
        "text-disabled": "#a0a0a0",
        "footer-key-foreground": "#96d0ff",
    },
)
LIGHT: Final = Theme(
    name="light",
    primary="#0a4a8f",
    secondary="#0b5394",
    accent="#7a4b00",
    warning="#7a4b00",
    error="#a0111f",
    success="#0f5a24",
    foreground="#111111",
    background="#f6f6f6",
    surface="#fbfbfb",
    panel="#e8e8e8",
    dark=False,
    variables={
        "block-cursor-background": "#0a4a8f",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-blurred-background": "#0a4a8f",
        "block-cursor-blurred-foreground": "#ffffff",
        "text-muted": "#474747",
        "text-disabled": "#555555",
        "footer-key-foreground": "#0a4a8f",
    },
)


def _terminal(ground: str, text: str, *colours: str) -> TerminalTheme:
    """Eight colours of text in the order of ANSI, bright ones the same."""
    parts = [_rgb(colour) for colour in (text, *colours, text)]
    return TerminalTheme(_rgb(ground), _rgb(text), parts, parts)


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


ON_DARK: Final = _terminal("#121212", "#ececec", "#ff9d96", "#7ee787", "#f2cc60", "#8cc4ff", "#e2b6ff", "#76e3ea")
ON_LIGHT: Final = _terminal("#f6f6f6", "#111111", "#a0111f", "#0f5a24", "#7a4b00", "#0a4a8f", "#6d1f8f", "#0b5560")
