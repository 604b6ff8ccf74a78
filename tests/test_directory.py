"""Who is internal, of which department, and who a person with several addresses is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxwatch.address_patterns import Pattern, normalise
from inboxwatch.directory import Directory, Entry
from inboxwatch.directory_file import decode, parse

DIRECTORY = Directory.of(
    ["corp.example", "müller.example"],
    ["*@vendor.example", "bo@consulting.example", "sales-*@agency.example"],
    {
        "Everybody": ["*@corp.example"],
        "Finance": ["carol@corp.example", "*@finance.corp.example"],
        "Audit": ["*@audit.finance.corp.example", "auditor-*@corp.example"],
        "Law": ["eve@law.example", "carol@corp.example"],
    },
    [
        Entry(Pattern.parse("c.jones@corp.example"), "", "Carol Jones", "carol@corp.example"),
        Entry(Pattern.parse("carol@home.example"), "", "", "carol@corp.example"),
        Entry(Pattern.parse("carol@corp.example"), "", "Carol Jones"),
    ],
)


@pytest.mark.parametrize(
    "address",
    ["a@corp.example", "a@eu.corp.example", "A@EU.Corp.Example", "a@müller.example", "a@MÜLLER.example",
     "a@xn--mller-kva.example", "x@vendor.example", "bo@consulting.example",
     "BO@Consulting.example", "sales-north@agency.example"],
)  # fmt: skip
def test_internal(address: str) -> None:
    assert DIRECTORY.internal(address)


@pytest.mark.parametrize(
    "address",
    ["a@evilcorp.example", "a@corp.example.evil.net", "a@corp-example", "a@example", "corp.example", "@corp.example",
     "", "a@", "a@corp.example@evil.net", "a@evil.net@corp.example",
     '"a@corp.example"@evil.net',
     "bob@consulting.example", "bo@x.consulting.example", "support@agency.example", "a@vendor.example.evil.net",
     "x@mail.vendor.example",
     "a@corp.example.",
     "a@.corp.example",
     "a@corp..example", "a b@corp.example", "a@corp.example, b@evil.net", "<a@corp.example>", "a@corp.example\r\n",
     "a@c\u043erp.example", "a@corp.examp\u217ce", "a@\u24d2orp.example", "a@m\u00fcller.ex\u00e4mple",
     "a@corp\u3002example", "a@[127.0.0.1]"],
)  # fmt: skip
def test_t9_not_internal(address: str) -> None:
    """T9: look-alikes, two readings, and characters that only map to a colleague's domain make nobody internal."""
    assert not DIRECTORY.internal(address)


def test_t9_the_kelvin_sign_is_no_k() -> None:
    directory = Directory.of(["krone.example"])
    assert directory.internal("a@Krone.example")
    assert not directory.internal("a@\u212arone.example")


@pytest.mark.parametrize(
    ("address", "department"),
    [
        ("carol@corp.example", "Finance"),
        ("dave@corp.example", "Everybody"),
        ("x@finance.corp.example", "Finance"),
        ("x@eu.finance.corp.example", "other"),
        ("x@audit.finance.corp.example", "Audit"),
        ("auditor-1@corp.example", "Audit"),
        ("eve@law.example", "Law"),
        ("x@vendor.example", "other"),
        ("x@nowhere.example", "other"),
        ("nonsense", "other"),
    ],
)
def test_the_most_specific_entry_names_the_department(address: str, department: str) -> None:
    """An address goes before a pattern, a deeper domain before a shallower, more letters before fewer, then order."""
    assert DIRECTORY.department(address) == department


def test_a_person_with_several_addresses_is_one() -> None:
    for address in ("c.jones@corp.example", "C.Jones@Corp.example", "carol@home.example", "carol@corp.example"):
        assert DIRECTORY.person(address) == "carol@corp.example"
        assert DIRECTORY.department(address) == "Finance"
        assert DIRECTORY.name(address) == "Carol Jones"
    assert DIRECTORY.person("dave@corp.example") == "dave@corp.example"
    assert DIRECTORY.name("dave@corp.example") == ""
    assert DIRECTORY.person("nonsense") == "nonsense"


def test_being_listed_in_a_department_makes_nobody_internal() -> None:
    assert not DIRECTORY.internal("eve@law.example")
    assert not DIRECTORY.internal("carol@home.example")
    assert DIRECTORY.outsiders() == ["eve@law.example"]
    partners = Directory.of(["corp.example"], ["*@law.example"], {"Law": ["eve@law.example"]})
    assert partners.internal("eve@law.example")
    assert partners.outsiders() == []


def test_many_addresses_do_not_fill_the_memory() -> None:
    directory = Directory.of(["corp.example"])
    for number in range(100_100):
        directory.internal(f"{number}@corp.example")
    assert len(directory._cache) <= 100_000


@given(st.text(max_size=40))
def test_any_text_has_an_answer(text: str) -> None:
    person = DIRECTORY.person(text)
    assert DIRECTORY.department(text)
    if DIRECTORY.internal(text):
        assert normalise(text)
        assert person == normalise(person)


@given(st.from_regex(r"[a-z0-9.]{1,10}@[a-z0-9-]{1,10}(\.[a-z0-9-]{1,10}){0,3}", fullmatch=True))
def test_internal_means_that_the_domain_ends_in_an_internal_one(address: str) -> None:
    inside = normalise(address).endswith(("@corp.example", ".corp.example"))
    assert Directory.of(["corp.example"]).internal(address) == inside


@pytest.mark.parametrize(
    "text", ["", "@", "a@", "a@b@c", "x y@corp.example", "*", "corp", "a@-x-.example", "a,b@corp.example"]
)
def test_what_is_no_pattern(text: str) -> None:
    with pytest.raises(ValueError, match="neither an address nor a pattern"):
        Pattern.parse(text)


@pytest.mark.parametrize(
    ("text", "with_subdomains"), [("vendor.example", True), ("*@*.vendor.example", True), ("*@vendor.example", False)]
)
def test_ways_to_write_a_domain(text: str, with_subdomains: bool) -> None:
    """A list of partners admits nobody that it does not name: `*@` means that very domain."""
    assert Pattern.parse(text).matches("x@vendor.example")
    assert Pattern.parse(text).matches("x@eu.vendor.example") is with_subdomains


# The file


def entries(text: str) -> list[tuple[str, str, str, str]]:
    found, bad = parse(text)
    assert bad == []
    return [(f"{e.pattern.local}@{e.pattern.domain}", e.department, e.name, e.main_address) for e in found]


ROWS = [
    ("carol@corp.example", "Finance", "Carol Jones", ""),
    ("cj@corp.example", "Finance", "Carol Jones", "carol@corp.example"),
    ("*@sales.corp.example", "Sales", "", ""),
]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("header", [True, False])
def test_a_table_with_any_delimiter_with_or_without_header(mark: str, header: bool) -> None:
    rows = [("address or pattern", "department", "name", "main address")] * header + ROWS
    assert entries("\n".join(mark.join(row) for row in rows)) == ROWS


def test_a_header_names_the_columns_in_any_order() -> None:
    text = "Name;Team;E-Mail;Phone\nCarol Jones;Finance;Carol@Corp.example;123\n"
    assert entries(text) == [("carol@corp.example", "Finance", "Carol Jones", "")]


def test_quotes_empty_lines_and_comments() -> None:
    text = '# people\n\n"carol@corp.example","Finance, Law","Jones, Carol"\n\n'
    assert entries(text) == [("carol@corp.example", "Finance, Law", "Jones, Carol", "")]


def test_columns_may_be_left_out() -> None:
    assert entries("carol@corp.example,Finance\ncj@corp.example,,,carol@corp.example\n") == [
        ("carol@corp.example", "Finance", "", ""),
        ("cj@corp.example", "", "", "carol@corp.example"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_of_spreadsheets(encoding: str) -> None:
    assert entries(decode("a@corp.example;Büro;Jörg\r\n".encode(encoding))) == [("a@corp.example", "Büro", "Jörg", "")]


def test_bad_lines_are_told_with_their_number_and_the_others_kept() -> None:
    text = (
        "address,department\na@corp.example,Law\nnonsense,Law\n\n,Law\nb@corp.example\n"
        '*@corp.example,,,a@corp.example\nc@corp.example,,,nobody\nd@corp.example,"two\nlines"\nx y@z,Law\n'
    )
    found, bad = parse(text)
    assert [entry.pattern.local for entry in found] == ["a", "d"]
    assert [line.line for line in bad] == [3, 5, 6, 7, 8, 11]
    assert all(line.message for line in bad)


@given(st.text(max_size=200))
def test_any_file_gives_entries_and_bad_lines(text: str) -> None:
    found, bad = parse(text)
    assert len(found) + len(bad) <= len(text) + 1


def test_an_empty_file_is_an_empty_directory() -> None:
    assert parse("") == ([], [])
