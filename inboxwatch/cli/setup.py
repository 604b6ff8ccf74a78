"""The steps of `init`: ask, find, try, write. What was given as an option is not asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from inboxwatch.errors import ConfigurationError, Exit, InboxwatchError, UsageError
from inboxwatch.oauth.graph import oauth_table

if TYPE_CHECKING:
    from inboxwatch.cli.run import Run
    from inboxwatch.cli.setup_server import Server
    from inboxwatch.config.write import Answers, Value
    from inboxwatch.discovery.exchange import Sighting

TRIES = 3
"""How often a password may be typed."""

Options = Mapping[str, Any]


class SignInError(InboxwatchError):
    """The mailbox could not be opened with what was given."""

    exit_code = Exit.MAILBOX


class Setup:
    """One run of `init`. Asks only at a terminal, and never with --yes."""

    def __init__(self, run: Run, path: Path, options: Options) -> None:
        """`path` is where the configuration goes."""
        self.run, self.path, self.options = run, path, options
        self.asks = sys.stdin.isatty() and not options["yes"] and not options["password_stdin"]

    def go(self) -> None:
        """Do all steps. Raises InboxwatchError, with nothing written, if one fails."""
        from inboxwatch.config import write

        self._fits()
        self._needs_keyring()
        address = self._address()
        name = self.options["name"] or self._ask("Your name, as people greet you", default="")
        table = self._mailbox(address)
        password = self._signed_in(table)
        answers = self._answers(address, name, table)
        self._keep(table, password)
        if self.options["add"]:
            write.append(self.path, write.addition(answers))
        else:
            write.save(self.path, write.document(answers))
        self.run.say(f"✓ Wrote {self.path}")

    def _fits(self) -> None:
        there = self.path.exists()
        if there and not self.options["add"]:
            raise UsageError(f"There is a configuration at {self.path} already.", "Use --add for a further mailbox.")
        if not there and self.options["add"]:
            raise UsageError(f"There is no configuration at {self.path} yet.", "Leave out --add.")

    def _needs_keyring(self) -> None:
        """Say before anything is typed that there is nowhere to keep it."""
        from inboxwatch import keyrings

        elsewhere = any(self.options[key] for key in ("password_command", "password_file", "password_env"))
        if not elsewhere and not keyrings.usable():
            raise UsageError(
                "This system has no keyring that could keep the password.",
                "Give --password-command, --password-file or --password-env.",
            )

    def _ask(self, question: str, *, default: str | None = None, hidden: bool = False) -> str:
        """Ask at the terminal; without one the default, or an error that names the option."""
        if self.asks:
            answer: str = click.prompt(
                question, default=default, hide_input=hidden, err=True, show_default=bool(default)
            )
            return answer.strip()
        if default is None:
            raise UsageError(f"{question}: that is not known.", "Give it as an option, see 'inboxwatch init --help'.")
        return default

    def _address(self) -> str:
        from inboxwatch.address_patterns import normalise

        text = self.options["address"] or self._ask("Your mail address (--address)")
        address = normalise(text)
        if not address:
            raise UsageError(f"{text} is not an e-mail address.", "Write it like ada@corp.example.")
        return address

    def _mailbox(self, address: str) -> dict[str, Value]:
        """The mailbox's table but for its secret."""
        options = self.options
        if options["connector"] == "graph":
            return self._cloud(address)
        if options["connector"] == "exchange" or options["endpoint"]:
            return self._exchange(address, options["endpoint"])
        found = self._server(address)
        if found.seen is not None:
            by_imap = options["connector"] or options["oauth_provider"] or (found.host and self._has_secret())
            if found.seen.kind == "exchange" or not by_imap:
                return self._seen(address, found.seen)
        oauth = options["oauth_provider"] or (found.provider if not self._has_secret() else "")
        table: dict[str, Value] = {"name": options["mailbox"], "connector": "imap", "host": found.host}
        table |= {"port": found.port, "security": found.security, "username": found.username}
        table |= {"folders": ["INBOX"], "since": options["since"]}
        if options["ca_file"]:
            table["ca_file"] = str(Path(options["ca_file"]).expanduser().absolute())
        table |= {key: options[key] for key in ("password_command", "password_file", "password_env") if options[key]}
        if oauth and self._wants(oauth):
            table |= {"auth": "oauth2", "oauth2": self._oauth(oauth, address)}
        if found.smtp is not None:
            table |= {"smtp_host": found.smtp.host, "smtp_port": found.smtp.port, "smtp_security": found.smtp.security}
        return table

    def _seen(self, address: str, seen: Sighting) -> dict[str, Value]:
        """The table of a mailbox on the server that the domain points at; says which kind it is and why."""
        domain = address.partition("@")[2]
        if seen.kind == "graph":
            self.run.say(f"✓ The mailbox is in Microsoft 365, for {seen.why}: it is read by Microsoft Graph.")
            return self._cloud(address)
        self.run.say(
            f"✓ {domain} has an Exchange Server, for {seen.why}: the mailbox is read by Exchange Web Services."
        )
        if seen.foreign:
            self._agreed(domain, seen.endpoint)
        return self._exchange(address, seen.endpoint if seen.foreign else "")

    def _agreed(self, domain: str, endpoint: str) -> None:
        """Have the owner agree that the password goes to a host that is not of the domain (T20). Raises UsageError."""
        host = urlsplit(endpoint).hostname
        told = f"{domain} points at {host}, which is not of that domain"
        if not (self.asks and click.confirm(f"{told}. Send the password there?", default=False, err=True)):
            raise UsageError(f"{told}; nothing was sent there.", f"If you know that host: --endpoint {endpoint}")

    def _exchange(self, address: str, endpoint: str) -> dict[str, Value]:
        """The table of a mailbox on an Exchange Server; a username that is no address needs the address beside it."""
        options = self.options
        table: dict[str, Value] = {"name": options["mailbox"], "connector": "exchange"}
        table |= {"username": options["username"] or address, "since": options["since"]}
        if options["username"] not in ("", address):
            table["address"] = address
        if endpoint:
            table["endpoint"] = endpoint
        if options["ca_file"]:
            table["ca_file"] = str(Path(options["ca_file"]).expanduser().absolute())
        if options["oauth_provider"]:
            return table | {"auth": "oauth2", "oauth2": self._oauth(options["oauth_provider"], address)}
        return table | {
            key: options[key] for key in ("password_command", "password_file", "password_env") if options[key]
        }

    def _cloud(self, address: str) -> dict[str, Value]:
        """The table of a mailbox in Microsoft 365."""
        options = self.options
        table: dict[str, Value] = {"name": options["mailbox"], "connector": "graph"}
        table["tenant"] = options["tenant"] or address.partition("@")[2]
        if not options["client_id"]:
            self.run.say("A program has to be registered there once, see docs/microsoft-365.md.")
        table["client_id"] = options["client_id"] or self._ask("Its client id (--client-id)")
        table |= {"address": address, "since": options["since"]}
        table |= {key: options[key] for key in ("base_url", "authority") if options[key]}
        if options["ca_file"]:
            table["ca_file"] = str(Path(options["ca_file"]).expanduser().absolute())
        if self._has_secret():  # the program's own secret: it acts for itself
            table["permission"] = "application"
            table |= {
                key: options[key] for key in ("password_command", "password_file", "password_env") if options[key]
            }
        return table

    def _has_secret(self) -> bool:
        keys = ("password_command", "password_file", "password_env", "password_stdin")
        return any(self.options[key] for key in keys)

    def _wants(self, provider: str) -> bool:
        """Whether to sign in by OAuth 2: where it was asked for, where nothing else works, or on request."""
        if self.options["oauth_provider"] or provider == "microsoft":
            return True
        question = "Sign in on Google's own page (needs a program that you registered; else an app password)?"
        return self.asks and click.confirm(question, default=False, err=True)

    def _oauth(self, provider: str, address: str) -> dict[str, str]:
        options = self.options
        table = {"provider": provider}
        if provider == "google" and options["client_file"]:
            return {**table, "client_file": str(Path(options["client_file"]).expanduser().absolute())}
        if not options["client_id"]:
            self.run.say("A program has to be registered there once, see docs/oauth.md.")
        table["client_id"] = options["client_id"] or self._ask("Its client id (--client-id)")
        if provider == "microsoft":
            table["tenant"] = options["tenant"] or address.partition("@")[2]
            table |= {"authority": options["authority"]} if options["authority"] else {}
        return table

    def _server(self, address: str) -> Server:
        from inboxwatch.cli.setup_server import Server, found

        options = self.options
        if options["host"]:
            port = options["port"] or (993 if options["security"] == "tls" else 143)
            return Server(options["host"], port, options["security"], options["username"] or address)
        if options["offline"]:
            raise UsageError("With --offline the server has to be named.", "Give --host.")
        ca_file = Path(options["ca_file"]).expanduser() if options["ca_file"] else None
        server = found(address, self.run.say, ca_file=ca_file, imap_only=options["connector"] == "imap")
        if server is None:
            host = self._ask("No server was found. Its name (--host)")
            server = Server(host, options["port"] or 993, "tls", address)
        return replace(server, username=options["username"]) if options["username"] else server

    # the sign-in

    def _signed_in(self, table: dict[str, Value]) -> str:
        """Try until the mailbox opens; returns the password to keep, "" where it is kept elsewhere."""
        if oauth_table(table) is not None:
            self._by_oauth(table)
            return ""
        if any(key in table for key in ("password_command", "password_file", "password_env")):
            self._try(table, None)
            return ""
        if self.options["password_stdin"]:
            password = sys.stdin.readline().rstrip("\r\n")
            self._try(table, password)
            return password
        for left in range(TRIES - 1, -1, -1):
            password = self._ask(f"Password of {table.get('username')} (or its app password)", hidden=True)
            try:
                self._try(table, password)
            except SignInError as error:
                if not left or not self.asks:
                    raise
                self.run.say(f"! {error}")
            else:
                return password
        raise AssertionError  # the loop returns or raises

    def _by_oauth(self, table: dict[str, Value]) -> None:
        """Sign in at the provider; the tokens are in the keyring before anything is written."""
        from inboxwatch.config import MailboxSettings
        from inboxwatch.oauth.wire import sign_in

        mailbox = MailboxSettings.model_validate(dict(table))
        sign_in(mailbox.name, mailbox.username, mailbox.table, self.path.parent, self.run.say)
        self._try(table, None)

    def _try(self, table: dict[str, Value], password: str | None) -> None:
        """Open the mailbox once, step by step. Raises SignInError with the step that failed.

        Where the domain points at another host, and the owner agrees, that goes into the table.
        """
        from inboxwatch import credentials, plugins
        from inboxwatch.config import MailboxSettings

        mailbox = MailboxSettings.model_validate(dict(table))
        wrong = plugins.problems(mailbox.connector, mailbox.table)
        if wrong:
            raise ConfigurationError(f"That is no mailbox: {'; '.join(wrong)}.", "Correct the options.")
        secret: Callable[[], str] = credentials.secret_for(mailbox, self.path.parent)
        if password is not None:
            typed = password

            def secret() -> str:
                return typed

        connector = plugins.connector(mailbox.connector)(mailbox.table, secret, self.path.parent)
        try:
            for finding in getattr(connector, "examine", list)():
                if finding.elsewhere and not table.get("endpoint"):
                    self._agreed(str(table.get("address") or mailbox.username).rpartition("@")[2], finding.elsewhere)
                    table["endpoint"] = finding.elsewhere
                    break
                if finding.state == "failed":
                    raise SignInError(f"{finding.name}: {finding.detail}", finding.remedy)
                mark = "✓" if finding.state == "ok" else "!"
                self.run.say(f"{mark} {finding.name}: {finding.detail} {finding.remedy}".rstrip())
            else:
                return
        finally:
            connector.close()
        self._try(table, password)

    # what is written

    def _answers(self, address: str, name: str, table: Mapping[str, Value]) -> Answers:
        import holidays

        from inboxwatch.config import zone
        from inboxwatch.config.write import Answers

        key = self.options["timezone"] or self._ask("Time zone of your work", default=zone.system().key)
        try:
            zone.known(key)
        except ValueError as error:
            raise UsageError(f"{error}.", "Give it with --timezone.") from None
        country = zone.country(key)
        guess = country if country in holidays.list_supported_countries(include_aliases=False) else ""
        given = self.options["holidays"]
        place = (
            given if given is not None else self._ask("Public holidays of (country or country-region)", default=guess)
        )
        departments = self.options["departments"]
        if departments:
            departments = str(Path(departments).expanduser().absolute())
        return Answers(address, self._kept(table), name, key, place, departments)

    def _kept(self, table: Mapping[str, Value]) -> dict[str, Value]:
        """The table as it is written: the password file is named by its whole path."""
        kept = dict(table)
        if "password_file" in kept:
            kept["password_file"] = str(Path(str(kept["password_file"])).expanduser().absolute())
        return kept

    def _keep(self, table: Mapping[str, Value], password: str) -> None:
        """Put what was typed into the keyring."""
        from inboxwatch import credentials
        from inboxwatch.config import MailboxSettings

        if password:
            credentials.store_secret(MailboxSettings.model_validate(dict(table)), password)
            self.run.say("✓ The password is in the system's keyring.")
