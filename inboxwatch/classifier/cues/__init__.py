"""The words that decide, one module a language: data, no logic.

A module has `PHRASES` (code -> phrases, one a line, in the little language of `classifier.phrases`) and `DATES`
(the words of `classifier.dates`). Everything is written lower-case and without accents, as `text.normal` leaves a
mail; a new language is a new module and its name in `LANGUAGES`.
"""

from __future__ import annotations

from inboxwatch.classifier.cues import de, en, es, fr, it, nl, pl, pt

LANGUAGES = {"en": en, "de": de, "fr": fr, "es": es, "it": it, "pt": pt, "nl": nl, "pl": pl}
