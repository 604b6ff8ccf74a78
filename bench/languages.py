"""Prints figures and mistakes: `python -m bench.languages [first|fresh|third] [de …]`."""

from __future__ import annotations

import sys

from tests.languages.sets import HERE, LANGUAGES, examples, figures

PARTS = ("first", "fresh", "third", "fourth")


def main(arguments: list[str]) -> None:
    """Print one line a set and each mistake below it."""
    parts = [part for part in PARTS if part in arguments] or list(PARTS)
    for language in [name for name in LANGUAGES if name in arguments] or LANGUAGES:
        for part in parts:
            if not (HERE / f"{language}_{part}.toml").exists():
                continue
            found = list(examples(language, part))
            value = figures(found)
            print(f"{language} {part}: {len(found)} mails, {value}")
            for example in found:
                if example.request != example.flagged:
                    text = " / ".join(example.text.split("\n"))
                    print(f"   {'missed' if example.request else 'false'} {example.verdict.score:.2f}", end=" ")
                    print(f"{example.verdict.automatic or ''} {example.verdict.reasons} {text}")


main(sys.argv[1:])
