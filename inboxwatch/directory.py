"""Who counts: internal customers, their departments, their names, and people with several addresses.

An internal customer is an address in one of the internal domains (subdomains included) or a listed partner. Being
listed in a department alone makes nobody internal: a directory that names an outsider must not open requests for
whoever can write as them; list such people under `partners`. Everything is pure and cached by address.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from inboxwatch.address_patterns import Pattern, domain, normalise, within

OTHER = "other"
"""The department of internal customers that no list names."""
_CACHED = 100_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a directory: an address or pattern, and what it says; "" where it does not say."""

    pattern: Pattern
    department: str = ""
    name: str = ""
    main_address: str = ""


@dataclass(frozen=True, slots=True)
class _Person:
    main: str
    internal: bool
    department: str
    name: str


@dataclass(frozen=True)
class Directory:
    """The organisation. Unknown people are external, of department "other", and their own main address.

    Of several entries that fit, the most specific one decides (address, then the main address of the same person,
    then the pattern with the deeper domain), then the first; only the line of an address gives a name or a main
    address. Lines may leave things out: each is looked for by itself.
    """

    internal_domains: frozenset[str] = frozenset()
    partners: tuple[Pattern, ...] = ()
    entries: tuple[Entry, ...] = ()
    _exact: dict[str, list[Entry]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _patterns: list[Entry] = field(default_factory=list, init=False, repr=False, compare=False)
    _cache: dict[str, _Person] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Sort the entries once: addresses by a dictionary, patterns most specific first."""
        for entry in self.entries:
            if entry.pattern.exact:
                self._exact.setdefault(f"{entry.pattern.local}@{entry.pattern.domain}", []).append(entry)
            else:
                self._patterns.append(entry)
        self._patterns.sort(key=lambda entry: entry.pattern.specificity, reverse=True)

    @classmethod
    def of(
        cls,
        internal_domains: Iterable[str],
        partners: Iterable[str] = (),
        departments: Mapping[str, Iterable[str]] | None = None,
        entries: Iterable[Entry] = (),
    ) -> Directory:
        """Build one from the words of a configuration. Raises ValueError for what is no domain or pattern."""
        listed = (departments or {}).items()
        named = [Entry(Pattern.parse(text), department) for department, texts in listed for text in texts]
        domains = frozenset(parse_domain(text) for text in internal_domains)
        return cls(domains, tuple(map(Pattern.parse, partners)), (*named, *entries))

    def over(self, entries: Iterable[Entry]) -> Directory:
        """Return this directory with further lines of addresses below it: they count only where it says nothing.

        A department that differs from one of its own in upper and lower case alone is that one.
        """
        spelt = {name.casefold(): name for name in self.departments()}
        more = []
        for entry in entries:
            address = f"{entry.pattern.local}@{entry.pattern.domain}"
            department = spelt.get(entry.department.casefold(), entry.department)
            department = department if self.department(address) == OTHER else ""
            name = "" if self.name(address) else entry.name
            if department or name:
                more.append(Entry(entry.pattern, department, name))
        return Directory(self.internal_domains, self.partners, (*self.entries, *more))

    def person(self, address: str) -> str:
        """The main address of whoever writes from this one; an unreadable address is returned as it is."""
        return self._look_up(address).main

    def internal(self, address: str) -> bool:
        """Whether it is an internal customer's: inside the internal domains, or a listed partner."""
        return self._look_up(address).internal

    def department(self, address: str) -> str:
        """The department, "other" for who is in none."""
        return self._look_up(address).department

    def name(self, address: str) -> str:
        """The person's name as the directory has it, else ""."""
        return self._look_up(address).name

    def departments(self) -> tuple[str, ...]:
        """Every department that the directory names, in its order."""
        return tuple(dict.fromkeys(entry.department for entry in self.entries if entry.department))

    def outsiders(self) -> list[str]:
        """Addresses and patterns of departments that are not internal: their mail opens no request."""
        listed = (entry.pattern for entry in self.entries if entry.department)
        return [show(pattern) for pattern in dict.fromkeys(listed) if not self._inside(pattern)]

    def _inside(self, pattern: Pattern) -> bool:
        return any(within(pattern.domain, name) for name in self.internal_domains) or any(
            partner == pattern or partner.matches(f"{pattern.local}@{pattern.domain}") for partner in self.partners
        )

    def _look_up(self, address: str) -> _Person:
        person = self._cache.get(address)
        if person is None:
            person = self._find(address)
            if len(self._cache) >= _CACHED:
                self._cache.clear()
            self._cache[address] = person
        return person

    def _find(self, address: str) -> _Person:
        known = normalise(address)
        if not known:
            return _Person(address, internal=False, department=OTHER, name="")
        main = self._listed(known, "main_address") or known
        department = self._listed(known, "department") or self._listed(main, "department")
        department = department or self._patterned(known) or self._patterned(main) or OTHER
        name = self._listed(known, "name") or self._listed(main, "name")
        host = known.rpartition("@")[2]
        internal = any(within(host, name) for name in self.internal_domains)
        internal = internal or any(partner.matches(known) for partner in self.partners)
        return _Person(main, internal=internal, department=department, name=name)

    def _listed(self, address: str, what: str) -> str:
        """What the first line of this very address that says anything about it says."""
        return next((said for entry in self._exact.get(address, ()) if (said := getattr(entry, what))), "")

    def _patterned(self, address: str) -> str:
        """The department of the most specific pattern that fits."""
        fitting = (entry for entry in self._patterns if entry.department and entry.pattern.matches(address))
        return next((entry.department for entry in fitting), "")


def parse_domain(text: str) -> str:
    """Read an internal domain ("corp.example"; "@corp.example" and "*.corp.example" mean the same)."""
    name = domain(text.strip().removeprefix("*").removeprefix("@").removeprefix("."))
    if not name:
        message = f'"{text}" is not a domain like "corp.example"'
        raise ValueError(message)
    return name


def show(pattern: Pattern) -> str:
    """A pattern as people write it."""
    return f"{pattern.local}@{pattern.domain}"
