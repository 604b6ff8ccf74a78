"""Exchange and Microsoft 365: no failure is told without what to do about it."""

from __future__ import annotations

import ssl

import httpx
import pytest

from connectors import exchange_errors, graph_errors
from connectors.exchange_errors import HttpError, RetiredError, TooLargeError
from inboxwatch.errors import ConnectorError, InboxwatchError
from inboxwatch.oauth.words import again

PREMISES = exchange_errors.Where("https://mail.corp.example/EWS/Exchange.asmx", "ada@corp.example", "ada@corp.example")
CLOUD = graph_errors.Where("graph.microsoft.com", "ada@corp.example")


def whole(error: InboxwatchError) -> None:
    """Whether it is one sentence and what to do, both ended."""
    assert error.message.endswith(".") and error.remedy.endswith((".", "?")), str(error)
    assert "\n" not in str(error) and "{" not in str(error)


def named(code: str) -> Exception:
    """An exception as exchangelib names it."""
    kind: type[Exception] = type(code, (Exception,), {})
    return kind("")


@pytest.mark.parametrize(
    "code",
    [*exchange_errors._CODES, "ErrorServerBusy", "ErrorTimeoutExpired", "ErrorOfNextYear", "Server", "SOAPError"],
)
def test_every_code_of_exchange(code: str) -> None:
    whole(exchange_errors.explained(PREMISES, named(code)))


@pytest.mark.parametrize(
    "error",
    [
        *(HttpError(status) for status in (200, 302, 404, 405, 407, 418, 500, 503)),
        *(RetiredError(), TooLargeError(), KeyError("x"), TimeoutError(), ConnectionRefusedError(), ssl.SSLError()),
        *(ssl.SSLEOFError(8, "EOF"), ssl.SSLZeroReturnError()),
    ],
    ids=repr,
)
def test_everything_below_exchange(error: Exception) -> None:
    whole(exchange_errors.explained(PREMISES, error))


@pytest.mark.parametrize("status", [302, 400, 401, 403, 404, 413, 429, 500, 502, 503, 504])
@pytest.mark.parametrize("code", ["", "Whatever", "MailboxNotEnabledForRESTAPI", "ErrorInvalidUser"])
def test_every_status_of_graph(status: int, code: str) -> None:
    found = graph_errors.refused(CLOUD, status, {"error": {"code": code, "message": "Something."}}, {})
    assert isinstance(found, ConnectorError)
    whole(found)


@pytest.mark.parametrize(
    "error",
    [
        *(httpx.ProxyError("x"), httpx.ConnectTimeout("x"), httpx.ReadTimeout("x"), httpx.ConnectError("x")),
        *(httpx.RemoteProtocolError("x"), httpx.ReadError("x"), OSError(), KeyError("x"), ssl.SSLError(1, "broken")),
    ],
    ids=repr,
)
def test_everything_below_graph(error: Exception) -> None:
    whole(graph_errors.explained(CLOUD, error))


def test_a_wish_to_wait_is_quoted_only_where_there_was_one() -> None:
    """A service that is busy and names no time did not ask for ten seconds."""
    silent = graph_errors.refused(CLOUD, 503, {}, {})
    asked = graph_errors.refused(CLOUD, 429, {}, {"retry-after": "120"})
    assert "asks to wait" not in silent.message and "asks to wait 120 s" in asked.message
    assert isinstance(silent, graph_errors.BusyError) and silent.after == graph_errors.PAUSE


@pytest.mark.parametrize(
    ("description", "first"),
    [
        ("AADSTS65001: The user or administrator has not consented to use the application.", "grant consent"),
        ("AADSTS50034: The user account does not exist in the directory.", "Check tenant"),
        ("AADSTS50076: You must use multi-factor authentication to access this.", "second factor"),
        ("AADSTS53003: Access has been blocked by Conditional Access policies.", "Conditional Access"),
        ("AADSTS700082: The refresh token has expired due to inactivity.", "Run: inboxwatch login 'cloud'"),
        ("", "Run: inboxwatch login 'cloud'"),
    ],
)
def test_signing_in_again_helps_only_after_its_cause_is_mended(description: str, first: str) -> None:
    """Who lacks an administrator's consent would be sent round in circles by "run login"."""
    remedy = again({"error": "invalid_grant", "error_description": description}, "cloud")
    assert first in remedy and remedy.endswith("un: inboxwatch login 'cloud'")
