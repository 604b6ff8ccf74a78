"""Finding the mail servers of an address, for `init`, over verified TLS only.

Nobody is told more than the domain, but the domain's own hosts the address, if they may be an Exchange Server's.

In this order: `providers` (a table of well-known ones), `autoconfig` (what the domain publishes for mail programs, then
what Thunderbird's database knows), `names` (SRV records and who the domain's mail exchanger belongs to) and guesses.
What is found is only a candidate until `reach` has connected to it with a certificate that is good.
"""

from inboxwatch.discovery.candidates import Candidate, Discovery
from inboxwatch.discovery.find import discover

__all__ = ["Candidate", "Discovery", "discover"]
