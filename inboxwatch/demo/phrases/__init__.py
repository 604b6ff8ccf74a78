"""The words of the everyday mail, one file a language. All of it is invented for this demo."""

from __future__ import annotations

from inboxwatch.demo.phrases import de, en, es, fr, it
from inboxwatch.demo.phrases.shape import Phrases, Topic

PHRASES: dict[str, Phrases] = {
    "de": de.PHRASES,
    "en": en.PHRASES,
    "es": es.PHRASES,
    "fr": fr.PHRASES,
    "it": it.PHRASES,
}

__all__ = ["PHRASES", "Phrases", "Topic"]
