"""The apprise channel, against a web server that takes what it is sent, and against pop-up programs of our own."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote_plus

import pytest

from inboxwatch import plugins
from inboxwatch.channels import chat, desktop
from inboxwatch.channels.apprise import connect
from inboxwatch.channels.http import Exchange, Outcome
from inboxwatch.channels.peers import public
from inboxwatch.errors import ChannelError, NotSentError, RefusedError, UncertainError
from inboxwatch.ports import Channel, Letter
from tests.contract_channels import HOSTILE, LETTER, ChannelContract
from tests.servers.certificates import Authority
from tests.servers.dovecot import free_port
from tests.servers.web import Web
from tests.test_channel_console import around

CANARY = "Kanarie7geheim"
CALLS = (
    "<!channel>", "<!here>", "<!everyone>", "<@U12345>", "<!subteam^S1>", "<https://evil.example|intranet>", "@channel",
    "@everyone", "@here", "@all", "<at>all</at>", "<users/all>", "[Sign in](https://evil.example)",
    "![x](https://evil.example/x.png)", "https://evil.example/a", "http://evil.example", "bo@evil.example", "<#C123>",
)  # fmt: skip
CHATS = ("mmost", "rocket", "discord", "slack", "gchat", "workflows", "zulip", "tgram", "matrix", "wxteams", "unknown")


def hook(port: int, path: str = CANARY, scheme: str = "json") -> str:
    return f"{scheme}://localhost:{port}/{path}"


class TestWebhook(ChannelContract):
    canary = CANARY

    @pytest.fixture(autouse=True)
    def _server(self) -> Iterator[None]:
        with Web() as self.web:
            yield

    def channel(self, port: int = 0, **more: object) -> Channel:
        url = hook(port or self.web.port)
        return connect({"url": url, "timeout": 2, **more}, around(secret=lambda: url))

    def received(self) -> list[str]:
        return [f"{each.json['title']}\n{each.json['message']}" for each in self.web.posted]

    def marks(self) -> list[str]:
        return [each.headers["Idempotency-Key"] for each in self.web.posted]

    def unreachable(self) -> Channel:
        return self.channel(free_port())

    def refusing(self) -> Channel:
        self.web.status = 404
        return self.channel()

    def overloaded(self) -> Channel:
        self.web.status = 503
        return self.channel()

    def silent(self) -> Channel:
        self.web.silent = True
        return self.channel()

    @pytest.mark.parametrize(
        ("status", "kind"),
        [(400, RefusedError), (401, RefusedError), (403, RefusedError), (410, RefusedError), (429, NotSentError),
         (500, NotSentError), (502, UncertainError), (504, UncertainError)],
    )  # fmt: skip
    def test_t7_each_status_means_what_it_means(self, status: int, kind: type[ChannelError]) -> None:
        """T7: a 4xx is told and not tried for ever."""
        self.web.status = status
        with pytest.raises(kind, match=str(status)):
            self.channel().send(LETTER)
        assert len(self.web.posted) == 1

    def test_r9_an_answer_that_drips_has_an_end(self) -> None:
        self.web.drip = True
        self.channel(timeout=0.5).send(LETTER)
        assert len(self.received()) == 1, "it was taken: the status said so"

    def test_t20_no_redirect_is_followed(self) -> None:
        with Web() as elsewhere:
            self.web.status, self.web.location = 307, f"http://localhost:{elsewhere.port}/{CANARY}"
            with pytest.raises(RefusedError, match="points elsewhere"):
                self.channel().send(LETTER)
            assert elsewhere.posted == []

    def test_t20_private_hosts_may_be_forbidden(self) -> None:
        """T20: for a store that several people share; what was connected to is judged, not the name."""
        for host in ("localhost", "127.0.0.1"):
            url = f"json://{host}:{self.web.port}/x"
            channel = connect({"private_hosts": False, "timeout": 2}, around(secret=lambda url=url: url))
            with pytest.raises(RefusedError, match="private address"):
                channel.send(LETTER)
        for host in ("127.1", "0x7f.1", "2130706433", "[::ffff:127.0.0.1]", "x@127.0.0.1"):
            exchange = Exchange("k", 2, private=False)
            with pytest.raises(OSError, match="private"):
                exchange.ask("POST", f"http://{host}:{self.web.port}/x")
            assert exchange.outcome()[0] is Outcome.REFUSED
        assert self.web.posted == []

    def test_t20_services_that_connect_by_themselves_are_refused_then(self) -> None:
        channel = connect({"private_hosts": False}, around(secret=lambda: "syslog://"))
        with pytest.raises(RefusedError, match="private"):
            channel.send(LETTER)

    @pytest.mark.parametrize("failure", ["gone", "refused", "silent", "redirect", "nonsense", "scheme", "private"])
    def test_t14_the_address_is_in_no_log_and_no_error(
        self, failure: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
    ) -> None:
        """T14: at DEBUG, on each failure path; the address of a webhook is its password."""
        caplog.set_level(logging.DEBUG)
        self.web.status = {"refused": 403, "redirect": 302}.get(failure, 200)
        self.web.location = f"http://localhost/{CANARY}" if failure == "redirect" else ""
        self.web.silent = failure == "silent"
        url = {
            "gone": hook(free_port()),
            "nonsense": f"http:::{CANARY}//",
            "scheme": f"nosuchthing://{CANARY}",
        }.get(failure, hook(self.web.port))
        table = {"timeout": 1, "private_hosts": failure != "private"}
        with pytest.raises(ChannelError) as caught:
            connect(table, around(secret=lambda: url)).send(LETTER)
        ours = [record for record in caplog.records if record.name != "asyncio"]
        seen = "".join((str(caught.value), repr(caught.value), *map(str, ours), caplog.text, *capfd.readouterr()))
        assert CANARY not in seen
        assert caught.value.__cause__ is None
        assert caught.value.__context__ is None

    def test_t14_the_problem_of_a_wrong_table_does_not_quote_it(self) -> None:
        found = plugins.channel_problems("apprise", {"url": 3, "privat_hosts": CANARY, "timeout": CANARY})
        assert len(found) == 3
        assert CANARY not in "".join(found)

    def test_other_programs_of_this_process_may_use_requests_as_before(self) -> None:
        import requests

        self.channel().send(LETTER)
        from apprise.plugins import custom_json

        answer = custom_json.requests.post(f"http://localhost:{self.web.port}/mine", data=b"x", timeout=5)
        assert isinstance(answer, requests.Response)
        assert "Idempotency-Key" not in self.web.posted[-1].headers

    def test_nothing_is_left_on_the_disk(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
            monkeypatch.setenv(name, str(tmp_path))
        self.channel().send(LETTER)
        assert list(tmp_path.rglob("*")) == []


@pytest.mark.parametrize("scheme", CHATS)
@pytest.mark.parametrize("text", CALLS)
def test_t7_nothing_calls_people_or_makes_a_link(scheme: str, text: str) -> None:
    """T7: with what nobody sees taken out it reads as it was written; with it in, no service finds anything."""
    made = chat.escaped(scheme, f"From {text} today")
    assert made.replace("\u200b", "").replace("\\", "") == f"From {text} today"
    for call in ("<!", "<@", "<#", "@channel", "@everyone", "@here", "@all", "<at>", "<users", "](", "://", "@evil"):
        assert call not in made


def test_text_for_programs_stays_as_it_is() -> None:
    assert chat.escaped("json", "<b> @x https://a.example") == "<b> @x https://a.example"


@pytest.mark.parametrize("scheme", ["mmost", "gotify"])
def test_t7_what_is_really_posted_calls_nobody(scheme: str) -> None:
    """T7 through the library: the JSON that a service gets."""
    with Web() as web:
        url = f"{scheme}://localhost:{web.port}/{'a' * 32}"
        channel = connect({"timeout": 2}, around(secret=lambda: url))
        for number, text in enumerate((*CALLS, *HOSTILE)):
            channel.send(Letter(f"{number:032x}", f"T {text}", f"B {text}"))
        assert len(web.posted) == len(CALLS) + len(HOSTILE)
        for posted in web.posted:
            body = json.dumps(posted.json, ensure_ascii=False)
            assert not any(call in body for call in ("<!", "<@", "@everyone", "@here", "@channel", "](", "://", "<at>"))


def test_t7_discord_is_told_that_a_text_calls_nobody() -> None:
    """T7: by Discord's own word for it, whatever the text; what is no object is left as it is."""
    with Web() as web:
        for data in ('{"content": "@everyone"}', "[1]"):
            url = f"http://localhost:{web.port}/discord/api/webhooks/1/x"
            Exchange("k", 2, private=True).ask("POST", url, data=data)
        assert [each.json for each in web.posted] == [{"content": "@everyone", "allowed_mentions": {"parse": []}}, [1]]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("8.8.8.8", True), ("2606:4700::1111", True), ("::ffff:8.8.8.8", True), ("127.0.0.1", False),
        ("10.1.2.3", False), ("169.254.169.254", False), ("192.168.1.1", False), ("100.64.0.1", False),
        ("0.0.0.1", False), ("::1", False), ("::ffff:127.0.0.1", False), ("fe80::1%eth0", False), ("fd00::1", False),
        ("2002:7f00:1::", False), ("224.0.0.1", False),
    ],
)  # fmt: skip
def test_t20_which_addresses_are_public(address: str, expected: bool) -> None:
    assert public(address) is expected


@pytest.mark.parametrize("kind", ["self-signed", "expired", "wrong-host", "other-authority"])
def test_t13_a_webhook_needs_a_good_certificate(tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """T13: nothing of a letter goes to a server whose certificate is not good; with a good one it does."""
    trusted, other = Authority(tmp_path / "a"), Authority(tmp_path / "b", "another CA")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(trusted.file))
    pairs = {
        "self-signed": trusted.issue("self", self_signed=True),
        "expired": trusted.issue("old", days=(-10, -5)),
        "wrong-host": trusted.issue("else", hosts=("hooks.elsewhere.example",)),
        "other-authority": other.issue("strange"),
    }
    for pair, good in ((pairs[kind], False), (trusted.issue("good"), True)):
        with Web(pair=pair) as web:
            url = f"{hook(web.port, scheme='jsons')}?verify=no"  # which the library would obey
            channel = connect({"timeout": 3}, around(secret=lambda url=url: url))
            if good:
                channel.send(LETTER)
            else:
                with pytest.raises(RefusedError, match="certificate"):
                    channel.send(LETTER)
            assert len(web.posted) == int(good)


def test_an_address_that_is_none_is_refused_without_being_shown() -> None:
    with pytest.raises(RefusedError, match=r"\(no scheme://…\)"):
        connect({}, around(secret=lambda: CANARY)).send(LETTER)


def test_two_channels_in_two_threads_keep_apart() -> None:
    """What one thread's exchange remembers is not the other's."""
    with Web() as good, Web(status=403) as bad:
        results: dict[str, object] = {}

        def tell(name: str, port: int) -> None:
            for _ in range(5):
                try:
                    connect({"timeout": 5}, around(secret=lambda: hook(port))).send(LETTER)
                    results[name] = "told"
                except ChannelError as error:
                    results[name] = type(error)

        threads = [
            threading.Thread(target=tell, args=("good", good.port)),
            threading.Thread(target=tell, args=("bad", bad.port)),
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert results == {"good": "told", "bad": RefusedError}
        assert (len(good.posted), len(bad.posted)) == (5, 5)


def test_the_library_is_loaded_when_something_is_sent_and_not_before() -> None:
    code = (
        "import sys\nfrom inboxwatch import plugins\n"
        "assert plugins.channel_problems('apprise', {'url': 'json://x'}) == []\n"
        "assert plugins.channel_problems('email', {}) == plugins.channel_problems('console', {}) == []\n"
        "print(sorted({'apprise', 'requests', 'smtplib', 'ssl', 'urllib3'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# Pop-ups


PROGRAM = """#!{python}
import json, os, sys
with open(os.environ["SHOWN"], "a") as out: out.write(json.dumps(sys.argv) + "\\n")
if os.environ.get("HANG"): import time; time.sleep(60)
sys.exit(int(os.environ.get("CODE", "0")))
"""


class TestDesktop(ChannelContract):
    """T22: a program called notify-send that writes down its arguments."""

    at_most_once = True

    @pytest.fixture(autouse=True)
    def _program(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("inboxwatch.channels.apprise.EVERY", 0.0)
        monkeypatch.setattr(desktop, "SECONDS", 3)
        self.shown = tmp_path / "shown"
        self.bin, self.patch = tmp_path / "bin", monkeypatch
        self.bin.mkdir()
        for name in ("notify-send", "osascript"):
            path = self.bin / name
            path.write_text(PROGRAM.format(python=sys.executable))
            path.chmod(0o755)
        monkeypatch.setenv("PATH", f"{self.bin}{os.pathsep}{os.environ['PATH']}")
        monkeypatch.setenv("SHOWN", str(self.shown))

    def channel(self, url: str = "dbus://") -> Channel:
        return connect({"url": url}, around(secret=lambda: url))

    def received(self) -> list[str]:
        import html

        return [html.unescape("\n".join(argv[-2:])) for argv in self.calls()]

    def calls(self) -> list[list[str]]:
        return [json.loads(line) for line in self.shown.read_text().splitlines()] if self.shown.exists() else []

    def unreachable(self) -> Channel:
        self.patch.setenv("CODE", "1")
        return self.channel()

    def silent(self) -> Channel:
        self.patch.setenv("HANG", "1")
        return self.channel()

    @pytest.mark.parametrize(
        "text", ["--help", "-h", "-u critical", "; touch x", "$(touch x)", "<a href='http://e'>x</a>"]
    )
    @pytest.mark.parametrize("url", ["dbus://", "gnome://", "macosx://"])
    def test_t22_text_is_one_argument_and_no_option(self, text: str, url: str) -> None:
        """T22: after `--`, as it is for AppleScript, with its markup escaped for D-Bus; no shell in between."""
        self.channel(url).send(Letter("4" * 32, text, text))
        [argv] = self.calls()
        assert argv[-3] == "--"
        assert argv[-2] == text
        escaped = text.replace("<", "&lt;").replace(">", "&gt;")
        assert argv[-1] == (text if url == "macosx://" else escaped)
        assert text not in argv[:-2]

    def test_t22_pop_ups_come_seldom(self) -> None:
        self.patch.setattr("inboxwatch.channels.apprise.EVERY", 10.0)
        channel = self.channel()
        channel.send(LETTER)
        with pytest.raises(NotSentError, match="10 seconds"):
            channel.send(LETTER)
        assert len(self.calls()) == 1

    def test_without_any_program_it_is_said(self) -> None:
        self.patch.setattr(desktop, "program", lambda _: "")
        with pytest.raises(ChannelError, match="dbus"):
            self.channel().send(LETTER)


def test_the_key_of_a_webhook_is_nothing_that_can_be_guessed() -> None:
    """Two stores make different marks of the same notice."""
    assert around(key=b"a" * 32).mark("x") != around(key=b"b" * 32).mark("x")
    assert quote_plus(around().mark("x")) == around().mark("x")
