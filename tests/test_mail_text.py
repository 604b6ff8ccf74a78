"""The excerpt: which part, which bytes, which charset; HTML into text with its quotes marked."""

from __future__ import annotations

import base64
import quopri

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxwatch.mail import EXCERPT_BYTES, Leaf, Piece, assemble, choose, excerpt_bytes, headers, parse
from inboxwatch.mail.html import ORIGINAL, to_text
from inboxwatch.mail.structure import leaves
from inboxwatch.mail.text import excerpt
from tests.builders import calendar, mail, raw
from tests.timing import cpu_seconds

UMLAUTS = "Könntest du mir bitte die Zahlen für März schicken? Grüße, Jörg — ≥ 5 €\n" * 200


def _multipart(kind: str, *parts: str) -> bytes:
    return raw(content_type=f"multipart/{kind}; boundary=XX", text="".join(f"--XX\n{p}\n" for p in parts) + "--XX--\n")


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [
        *((c, e) for c in ("utf-8", "utf-7", "gb18030") for e in ("8bit", "base64", "quoted-printable")),
        ("utf-16", "base64"),  # the only encoding that leaves its bytes alone
    ],
)
def test_a_cut_in_the_middle_of_anything_leaves_clean_text(charset: str, encoding: str) -> None:
    """4096 encoded bytes end inside base64 quads, escapes and characters: what is left is a true beginning."""
    data = UMLAUTS.encode(charset)
    body = {"8bit": data, "base64": base64.encodebytes(data), "quoted-printable": quopri.encodestring(data)}[encoding]
    for shift in range(6):
        found = excerpt(b"\r\n" * shift + body, content_type="text/plain", encoding=encoding, charset=charset)
        text = found.lstrip("\n")
        assert UMLAUTS.startswith(text), text[-20:]
        assert len(text) > 600


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_line_ends_change_nothing(newline: str) -> None:
    """Files with LF and servers with CRLF give the same excerpt and the same sizes."""
    one = parse(raw(text=UMLAUTS, message_id="<a@x>", newline="\n"), ref="1")
    other = parse(raw(text=UMLAUTS, message_id="<a@x>", newline=newline), ref="1")
    assert one == other


def test_pieces_from_a_server_give_the_same_mail() -> None:
    """`assemble` and `parse` agree on the same message, attachments and invitation included."""
    content = raw(text=UMLAUTS, html="<p>x</p>" * 100, ics=calendar(), subject="=?utf-8?q?Gr=C3=BC=C3=9Fe?=")
    whole = parse(content, ref="r", folder="INBOX")
    head, body = headers.end_of_block(content)
    found, _ = leaves(content, body, headers.split(content[:head])[0])
    chosen = choose(found)
    assert chosen.text is not None
    assert chosen.invitation is not None
    text = content[chosen.text.start : chosen.text.end][: excerpt_bytes(chosen.text.content_type)]
    pieces = assemble(
        content[:head],
        text=text,
        encoding=chosen.text.encoding,
        charset=chosen.text.charset,
        content_type=chosen.text.content_type,
        structure=tuple(leaf.part() for leaf in found),
        ref="r",
        folder="INBOX",
        invitation=Piece.of(chosen.invitation, content[chosen.invitation.start : chosen.invitation.end]),
    )
    assert pieces == whole
    assert whole.text.startswith("Könntest")


def test_charsets_that_lie_or_are_unknown() -> None:
    assert excerpt("hö".encode(), content_type="text/plain", encoding="", charset="us-ascii") == "hö"
    assert excerpt("hö".encode("latin-1"), content_type="text/plain", encoding="", charset="utf-8") == "hö"
    assert excerpt("hö".encode("latin-1"), content_type="text/plain", encoding="", charset="no-such") == "hö"
    assert excerpt(b"\x93hi\x94", content_type="text/plain", encoding="", charset="iso-8859-1") == "“hi”"
    assert excerpt(b"a\0b", content_type="text/plain", encoding="", charset="") == "ab"


def test_format_flowed_is_joined() -> None:
    flowed = "One long \nline.\n> quoted \n> on.\n>> deeper \n>> too\n-- \nBo\n"
    found = excerpt(flowed.encode(), content_type="text/plain", encoding="", charset="", flowed=True)
    assert found == "One long line.\n> quoted on.\n>> deeper too\n-- \nBo\n"
    found = excerpt(b"no \nspace\n", content_type="text/plain", encoding="", charset="", flowed=True, delsp=True)
    assert found == "nospace\n"


def test_plain_is_preferred_unless_it_is_empty() -> None:
    html = "Content-Type: text/html\n\n<p>from html</p>"
    assert parse(_multipart("alternative", "\nfrom plain text", html), ref="").text == "from plain text"
    assert parse(_multipart("alternative", html, "Content-Type: text/plain\n\nfrom plain text"), ref="").text == (
        "from plain text"
    )
    assert parse(_multipart("alternative", "Content-Type: text/plain\n\n\n", html), ref="").text == "from html"


def test_attachments_are_never_the_text() -> None:
    attached = "Content-Type: text/plain; name=a.txt\nContent-Disposition: attachment; filename=a.txt\n\nsecret"
    inline = "Content-Type: text/plain\nContent-Disposition: inline\n\nhello"
    found = parse(_multipart("mixed", attached, inline), ref="")
    assert found.text == "hello"
    assert [p.disposition for p in found.structure] == ["attachment", "inline"]
    assert parse(_multipart("mixed", "Content-Type: image/png\n\nxx"), ref="").text == ""


def test_a_forwarded_message_is_not_entered() -> None:
    inner = raw(sender="eve@evil.example", text="inner words", newline="\n").decode()
    found = parse(_multipart("mixed", "\nouter words", f"Content-Type: message/rfc822\n\n{inner}"), ref="")
    assert found.text == "outer words"
    assert [p.content_type for p in found.structure] == ["text/plain", "message/rfc822"]


@pytest.mark.parametrize(
    ("content_type", "text", "expected"),
    [
        ("multipart/mixed", "--XX\n\nno boundary named\n--XX--\n", "--XX\n\nno boundary named\n--XX--\n"),
        ("multipart/mixed; boundary=XX", "--XX\n\nnever closed\n", "never closed\n"),
        ("multipart/mixed; boundary=XX", "preamble\n--XXY\nnot this\n--XX\n\nyes\n--XX--\nepilogue", "yes"),
        ("multipart/mixed; boundary=XX", "--XX  \n\nwhite space\n--XX-- \n", "white space"),
        ("text", "plain after all\n", "plain after all\n"),
        ("", "no type\n", "no type\n"),
        ('text/plain; charset="utf-8', "unclosed quote\n", "unclosed quote\n"),
    ],
)  # fmt: skip
def test_broken_mime_still_gives_its_text(content_type: str, text: str, expected: str) -> None:
    assert parse(raw(content_type=content_type, text=text, newline="\n"), ref="").text == expected


def test_nested_alternatives() -> None:
    inner = (
        "Content-Type: multipart/related; boundary=YY\n\n--YY\nContent-Type: multipart/alternative; boundary=ZZ\n\n"
        "--ZZ\n\nplain text\n--ZZ\nContent-Type: text/html\n\n<p>html</p>\n--ZZ--\n"
        "--YY\nContent-Type: image/png\n\nx\n--YY--"
    )
    found = parse(_multipart("mixed", inner, "Content-Type: application/pdf\n\nx"), ref="")
    assert found.text == "plain text"
    assert [p.content_type for p in found.structure] == ["text/plain", "text/html", "image/png", "application/pdf"]


def test_html_becomes_lines() -> None:
    found = to_text(
        "<html><head><title>t</title><style>p {color: red}</style></head><body><p>Hi&nbsp;<b>Ada</b>,</p>"
        "<p>could you\n look at<br>this?</p><!-- <p>not this</p> --><table><tr><td>a</td><td>b</td></tr></table>"
        "<ul><li>one<li>two</ul><pre>x\n  y</pre>1 &lt; 2<div style='display: none'>hidden <div>too</div></div></body>"
    )
    assert found.split("\n") == [
        "Hi Ada,", "", "could you look at", "this?", "", "a b", "", "one", "two", "", "x", "  y", "1 < 2",
    ]  # fmt: skip


def test_html_quotes_are_marked() -> None:
    assert to_text("<p>new</p><blockquote>old<blockquote>older</blockquote></blockquote>after") == (
        "new\n\n> old\n> > older\n> >\nafter"
    )
    gmail = (
        '<div dir="ltr">Yes.</div><div class="gmail_quote"><div>On Monday Bo wrote:<br></div><blockquote>x</blockquote>'
    )
    assert to_text(gmail + "</div>").split("\n")[:3] == ["Yes.", "> On Monday Bo wrote:", "> > x"]


@pytest.mark.parametrize(
    "rule",
    [
        '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm">',
        '<div id="divRplyFwdMsg" dir="ltr">',
        '<hr id="stopSpelling">',
    ],
)
def test_outlook_quotes_are_marked_by_a_line(rule: str) -> None:
    found = to_text(f"<p>Yes.</p>{rule}<p><b>Von:</b> Bo<br><b>Gesendet:</b> Montag</p></div><p>old words</p>")
    assert found.split("\n") == ["Yes.", "", ORIGINAL, "Von: Bo", "Gesendet: Montag", "", "old words"]
    assert ORIGINAL not in to_text(f"<p>Yes.</p>{rule}<p>Just a box</p></div>")


def test_html_is_read_further_than_its_styles() -> None:
    style = "<style>" + "p.x {margin: 0cm} " * 500 + "</style>"
    found = mail(content_type="text/html", text=f"<html><head>{style}</head><body><p>Could you help?</p></body>")
    assert found.text == "Could you help?"


@given(st.text(alphabet="<>/!-ab p=\"'&;", max_size=80))
def test_any_html_gives_text(html: str) -> None:
    to_text(html).encode()


@pytest.mark.parametrize(
    "piece", ["<", "<a", "<div>", "<blockquote>", "</p>", "<!--", "&#x26;", "<pre>\n", "<style>", '<a b="']
)
def test_t16_html_is_linear(piece: str) -> None:
    """T16, R29: no expression of ours blows up."""
    assert cpu_seconds(lambda: to_text(piece * (200_000 // len(piece)))) < 1


def test_the_excerpt_is_bounded() -> None:
    assert len(mail(text="x" * 1_000_000).text) <= EXCERPT_BYTES
    assert len(mail(text="<p>x" * 100_000, content_type="text/html").text) <= EXCERPT_BYTES


def test_choose_knows_reactions_reports_and_invitations() -> None:
    found = choose(
        [
            Leaf("1", "text/plain"),
            Leaf("2", "text/plain", disposition="reaction"),
            Leaf("3", "message/delivery-status"),
            Leaf("4", "message/rfc822"),
            Leaf("5", "application/ics", method="REQUEST"),
        ]
    )
    assert [leaf.number if leaf else "" for leaf in found] == ["1", "5", "3", "4", "2"]
