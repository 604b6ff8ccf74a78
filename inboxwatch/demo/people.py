"""The invented company: who works there, in which department and language, and who writes from outside."""

from __future__ import annotations

from dataclasses import dataclass

TITLE = "Kestrel Instruments"
DOMAIN = "kestrel.example"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who writes. `html`: their program sends HTML beside plain text and quotes the Outlook way."""

    first: str
    last: str
    address: str
    department: str = ""
    language: str = "en"
    role: str = ""
    html: bool = False

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first} {self.last}".strip()

    @property
    def domain(self) -> str:
        """What follows the @."""
        return self.address.partition("@")[2]


def _colleague(first: str, last: str, department: str, language: str, role: str, *, html: bool = False) -> Person:
    plain = f"{first}.{last}".lower().translate(str.maketrans("öüäé", "ouae"))
    return Person(first, last, f"{plain}@{DOMAIN}", department, language, role, html)


MIRA = _colleague("Mira", "Sandberg", "Operations", "en", "Operations coordinator")
"""The owner of the mailbox."""
MIRA_ALIAS = Person("Mira", "Sandberg", f"mira@{DOMAIN}", "Operations", "en", "Operations coordinator")
JONAS = _colleague("Jonas", "Weiss", "Operations", "de", "Operations assistant")
"""Her assistant: his mail counts as hers."""
ORDERS = Person("", "", f"orders@{DOMAIN}")
"""A group address that reaches her."""

CAROL = _colleague("Carol", "Whitfield", "Finance", "en", "Accounts payable", html=True)
DIETER = _colleague("Dieter", "Anders", "Finance", "de", "Controlling")
SOPHIE = _colleague("Sophie", "Lambert", "Sales", "fr", "Ventes France", html=True)
JAVIER = _colleague("Javier", "Ortega", "Sales", "es", "Ventas Iberia")
LIAM = _colleague("Liam", "Byrne", "Sales", "en", "Key accounts", html=True)
MARTA = _colleague("Marta", "König", "Warehouse", "de", "Leiterin Lager")
BEN = _colleague("Ben", "Osei", "Warehouse", "en", "Goods in")
PRIYA = _colleague("Priya", "Raman", "IT", "en", "Systems")
FELIX = _colleague("Felix", "Huber", "IT", "de", "ERP-Betreuung", html=True)
GIULIA = _colleague("Giulia", "Ferri", "HR", "it", "Risorse umane")
HANNAH = _colleague("Hannah", "Vogt", "Management", "de", "Geschäftsführung", html=True)

ERIK = Person("Erik", "Dahl", "erik.dahl@norrlab.example", "Suppliers", "en", "Norrlab AB, account manager", html=True)
CLAIRE = Person("Claire", "Moreau", "claire@moreau-conseil.example", "Consultants", "fr", "Moreau Conseil")

CUSTOMER = Person("Annika", "Weber", "weber@labor-weber.example", "", "de", "Labor Weber GmbH")
CUSTOMER_TWO = Person("Tom", "Ashdown", "t.ashdown@ashdown-lab.example", "", "en", "Ashdown Laboratories")

COLLEAGUES = (CAROL, DIETER, SOPHIE, JAVIER, LIAM, MARTA, BEN, PRIYA, FELIX, GIULIA, HANNAH)
PARTNERS = (ERIK, CLAIRE)
STAFF = (MIRA, *COLLEAGUES)
"""The twelve people of the company; Jonas helps out."""
OWN = frozenset({MIRA.address, MIRA_ALIAS.address})


def departments_csv() -> str:
    """The directory file: address or pattern, department, name, main address."""
    rows = ["address,department,name,main_address"]
    rows += [f"{one.address},{one.department},{one.name}," for one in (*COLLEAGUES, CLAIRE)]
    rows += ["*@norrlab.example,Suppliers,,", f"m.konig@{DOMAIN},Warehouse,{MARTA.name},{MARTA.address}"]
    return "\n".join(rows) + "\n"
