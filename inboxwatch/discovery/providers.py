"""Well-known providers: their servers, and how they want programs to sign in, as they publish it."""

from __future__ import annotations

from dataclasses import dataclass

from inboxwatch.discovery.candidates import Candidate, Discovery

_ADVICE = (
    "{name} lets programs in with an app password only: make one at {where}, and type it here instead of your own."
)


@dataclass(frozen=True)
class Provider:
    """One provider. `exchangers` are endings of the names of its mail exchangers, by which other domains are known."""

    name: str
    domains: tuple[str, ...]
    imap: str
    smtp: str
    smtp_port: int = 465
    exchangers: tuple[str, ...] = ()
    oauth: str = ""
    app_passwords: str = ""

    def discovery(self) -> Discovery:
        """Its servers, and what its customers have to know."""
        source = f"known: {self.name}"
        servers = (
            Candidate("imap", self.imap, 993, "tls", source),
            Candidate("smtp", self.smtp, self.smtp_port, "tls" if self.smtp_port == 465 else "starttls", source),  # noqa: PLR2004
        )
        advice = []
        if self.app_passwords:
            advice.append(_ADVICE.format(name=self.name, where=self.app_passwords))
        return Discovery(servers, self.oauth, tuple(advice))


PROVIDERS = (
    Provider(
        "Microsoft",
        ("outlook.com", "hotmail.com", "live.com", "msn.com"),
        "outlook.office365.com",
        "smtp.office365.com",
        587,
        (".mail.protection.outlook.com", ".olc.protection.outlook.com", ".mx.microsoft"),
        oauth="microsoft",
    ),
    Provider(
        "Google",
        ("gmail.com", "googlemail.com"),
        "imap.gmail.com",
        "smtp.gmail.com",
        465,
        (".google.com", ".googlemail.com"),
        oauth="google",
        app_passwords="myaccount.google.com/apppasswords",
    ),
    Provider(
        "iCloud",
        ("icloud.com", "me.com", "mac.com"),
        "imap.mail.me.com",
        "smtp.mail.me.com",
        587,
        (".mail.icloud.com",),
        app_passwords="account.apple.com",
    ),
    Provider(
        "Yahoo",
        ("yahoo.com", "yahoo.de", "yahoo.fr", "yahoo.co.uk", "ymail.com", "aol.com"),
        "imap.mail.yahoo.com",
        "smtp.mail.yahoo.com",
        465,
        (".yahoodns.net",),
        app_passwords="login.yahoo.com/account/security",
    ),
    Provider(
        "Fastmail",
        ("fastmail.com", "fastmail.fm"),
        "imap.fastmail.com",
        "smtp.fastmail.com",
        465,
        (".messagingengine.com",),
        app_passwords="app.fastmail.com/settings/security/apps",
    ),
    Provider("GMX", ("gmx.de", "gmx.net", "gmx.at", "gmx.ch"), "imap.gmx.net", "mail.gmx.net", 465, (".gmx.net",)),
    Provider("WEB.DE", ("web.de",), "imap.web.de", "smtp.web.de", 587, (".web.de",)),
    Provider("mailbox.org", ("mailbox.org",), "imap.mailbox.org", "smtp.mailbox.org", 465, (".mailbox.org",)),
    Provider("Posteo", ("posteo.de", "posteo.net"), "posteo.de", "posteo.de", 465),
    Provider(
        "Zoho",
        ("zoho.com", "zohomail.com"),
        "imap.zoho.com",
        "smtp.zoho.com",
        465,
        (".zoho.com",),
        app_passwords="accounts.zoho.com/home#security/app_password",
    ),
    Provider("IONOS", (), "imap.ionos.com", "smtp.ionos.com", 465, (".ionos.com",)),
    Provider("IONOS", (), "imap.ionos.de", "smtp.ionos.de", 465, (".ionos.de", ".kundenserver.de")),
    Provider("OVH", (), "ssl0.ovh.net", "ssl0.ovh.net", 465, (".ovh.net", ".ovh.com")),
)


def by_domain(domain: str) -> Provider | None:
    """The provider whose own domain this is."""
    return next((provider for provider in PROVIDERS if domain in provider.domains), None)


def by_exchanger(names: list[str]) -> Provider | None:
    """The provider that one of these mail exchangers belongs to."""
    for name in names:
        host = name.rstrip(".").lower()
        for provider in PROVIDERS:
            if host.endswith(provider.exchangers) and provider.exchangers:
                return provider
    return None
