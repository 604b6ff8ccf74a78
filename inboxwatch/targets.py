"""How soon a request is owed an acknowledgement: the default target and the rules that replace it."""

from __future__ import annotations

from dataclasses import dataclass

from inboxwatch.address_patterns import Pattern, fold, normalise

DEFAULT_SECONDS = 4 * 3600


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; a key that is None is not asked, all others must fit. `seconds` are business time."""

    seconds: int
    sender: Pattern | None = None
    department: str | None = None
    subject: str | None = None
    mailbox: str | None = None
    sender_text: str = ""

    @property
    def keys(self) -> tuple[bool, ...]:
        """Which keys the rule has, strongest first."""
        return tuple(key is not None for key in (self.sender, self.department, self.subject, self.mailbox))

    def fits(self, sender: str, department: str, mailbox: str, subject: str) -> bool:
        """Whether every key of the rule fits. `sender` normalised, `subject` folded."""
        return (
            (self.mailbox is None or self.mailbox == mailbox)
            and (self.department is None or self.department.casefold() == department.casefold())
            and (self.subject is None or _words(self.subject) in subject)
            and (self.sender is None or self.sender.matches(sender))
        )

    def describe(self) -> str:
        """The rule's keys in words."""
        named = (
            ("sender", self.sender_text),
            ("department", self.department),
            ("subject", self.subject),
            ("mailbox", self.mailbox),
        )
        return ", ".join(f"{key} {value}" for key, value in named if value)


class Targets:
    """All rules, most specific first: more keys before fewer, then sender, department, subject, mailbox, then order."""

    def __init__(self, default_seconds: int = DEFAULT_SECONDS, rules: tuple[Rule, ...] = ()) -> None:
        """Take the rules in the order in which they are listed; it numbers them in words and breaks ties."""
        self.default_seconds = default_seconds
        self.rules = rules
        numbered = [(rule, f"rule {number}: {rule.describe()}") for number, rule in enumerate(rules, 1)]
        self._ranked = sorted(numbered, key=lambda pair: (sum(pair[0].keys), pair[0].keys), reverse=True)

    def pick(self, sender: str, department: str, mailbox: str, subject: str) -> tuple[int, str]:
        """The target in seconds of business time, and where it comes from ("default", "rule 2: department Finance").

        A rule's subject fits if it occurs anywhere in the message's, whatever the case and the spaces.
        """
        if not self._ranked:
            return (self.default_seconds, "default")
        address, words = normalise(sender) or fold(sender), _words(subject)
        for rule, name in self._ranked:
            if rule.fits(address, department, mailbox, words):
                return (rule.seconds, name)
        return (self.default_seconds, "default")

    def __repr__(self) -> str:
        """For logs and failing tests."""
        return f"Targets({self.default_seconds}, {self.rules!r})"


def _words(text: str) -> str:
    return " ".join(text.casefold().split())
