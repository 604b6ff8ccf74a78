"""Figures in the text format of Prometheus: departments and mailboxes as labels, no person, no subject."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from inboxwatch.figures import Figures, figures
from inboxwatch.views.text import safe

if TYPE_CHECKING:
    from collections.abc import Iterable

    from prometheus_client.core import Metric

    from inboxwatch.model import Request
    from inboxwatch.views.status import Health

_COUNTS = (
    ("requests", "Requests of colleagues known, excused ones included"),
    ("open", "Requests that wait for an acknowledgement"),
    ("overdue", "Open requests that have used up their target"),
    ("met", "Requests acknowledged within the target"),
    ("missed", "Requests not acknowledged within the target, open ones included"),
    ("chasers", "Messages that only asked again"),
)
_TIMES = (("0.5", "median_seconds"), ("0.9", "p90_seconds"))


def exposition(requests: Iterable[Request], mailboxes: Sequence[Health]) -> str:
    """Write all metrics; requests are assessed for now. Rates and quantiles that cannot be computed are left out."""
    from prometheus_client import CollectorRegistry, generate_latest
    from prometheus_client.core import GaugeMetricFamily

    class Everything:
        def collect(self) -> Iterable[Metric]:
            total = figures(requests)
            parts = {"": total, **total.departments}
            for name, words in _COUNTS:
                family = GaugeMetricFamily(f"inboxwatch_{_named(name)}", words, labels=["department"])
                for department, each in parts.items():
                    family.add_metric([safe(department)], getattr(each, name))
                yield family
            yield from (_rate(parts), _times(parts), _promises(total))
            yield from _health(mailboxes)

    registry = CollectorRegistry()
    registry.register(Everything())
    return generate_latest(registry).decode()


def _named(name: str) -> str:
    return name if name in {"requests", "chasers"} else f"requests_{name}"


def _rate(parts: dict[str, Figures]) -> Metric:
    from prometheus_client.core import GaugeMetricFamily

    words = "Share of requests acknowledged within the target"
    family = GaugeMetricFamily("inboxwatch_within_target_ratio", words, labels=["department"])
    for department, each in parts.items():
        if each.within_target is not None:
            family.add_metric([safe(department)], each.within_target)
    return family


def _times(parts: dict[str, Figures]) -> Metric:
    from prometheus_client.core import GaugeMetricFamily

    words = "Business time to the first acknowledgement (Kaplan-Meier, open requests count as censored)"
    labels = ["department", "quantile"]
    family = GaugeMetricFamily("inboxwatch_acknowledgement_seconds", words, labels=labels)
    for department, each in parts.items():
        for quantile, name in _TIMES:
            seconds = getattr(each, name)
            if seconds is not None:
                family.add_metric([safe(department), quantile], seconds)
    return family


def _promises(total: Figures) -> Metric:
    from prometheus_client.core import GaugeMetricFamily

    family = GaugeMetricFamily("inboxwatch_promises", "Promises given, by what became of them", labels=["state"])
    for state, count in (
        ("kept", total.promises_kept),
        ("broken", total.promises_broken),
        ("open", total.promises_open),
    ):
        family.add_metric([state], count)
    return family


def _health(mailboxes: Sequence[Health]) -> Iterable[Metric]:
    from prometheus_client.core import GaugeMetricFamily

    good = GaugeMetricFamily("inboxwatch_mailbox_up", "Whether the last pass over it succeeded", labels=["mailbox"])
    words = "When it was last read completely, in seconds since 1970"
    read = GaugeMetricFamily("inboxwatch_mailbox_last_success_timestamp_seconds", words, labels=["mailbox"])
    for each in mailboxes:
        good.add_metric([safe(each.name)], float(not each.last_error and each.last_success is not None))
        if each.last_success is not None:
            read.add_metric([safe(each.name)], each.last_success.timestamp())
    yield from (good, read)
