"""/metrics: counts in the text format of Prometheus, none of which says anything about a person."""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.web.site import Site, site_of
from models.calls.stages import Stage
from models.records.messages import vital_queries
from models.records.messages.outbox import OutboxState
from models.records.messages.vital_queries import Vitals
from models.storage.works.store import StoreUnavailable
from models.turns.watching.health import Health


async def metrics(request: Request) -> Response:
    """Answer with all figures of this moment, or 503 when the database does not give them."""
    site = site_of(request)
    now = site.watch.clock()
    try:
        figures = await site.house.services.store.run(vital_queries.vitals, now)
    except StoreUnavailable:
        return PlainTextResponse("the database cannot be read\n", 503)
    registry = CollectorRegistry(auto_describe=False)  # our own: nothing of the process or of other libraries in it
    registry.register(_Collected(site, figures, await site.watch.health()))
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)


class _Collected(Collector):
    """The figures of one moment, as Prometheus wants them."""

    def __init__(self, site: Site, figures: Vitals, health: Health) -> None:
        self._site = site
        self._figures = figures
        self._health = health

    def collect(self) -> Iterator[Metric]:
        """Yield each figure with its name and what it counts."""
        yield from self._gauges()
        yield from self._counts()

    def _gauges(self) -> Iterator[Metric]:
        figures, watch = self._figures, self._site.watch
        now = watch.clock()
        due_s = (now - figures.oldest_due_at).total_seconds() if figures.oldest_due_at else 0.0
        sweep_s = (now - (watch.sweep.last_good_at or watch.began_at)).total_seconds()
        yield _gauge("kernbot_well", "1 when it is well, 0 when it is not: see /health.", int(self._health.is_well))
        yield _gauge(
            "kernbot_paused", "1 while nothing leaves because a backup was put back.", int(self._health.is_paused)
        )
        yield _gauge("kernbot_outbox_oldest_due_seconds", "For how long the oldest due message has been due.", due_s)
        yield _gauge("kernbot_sweep_age_seconds", "How long ago the outbox was last swept as it should.", sweep_s)
        yield _gauge("kernbot_inbox_waiting", "Updates that were stored and not answered yet.", figures.inbox_waiting)
        yield _gauge("kernbot_inbox_parked", "Updates that our code failed on, of the last day.", figures.inbox_parked)

    def _counts(self) -> Iterator[Metric]:
        figures, house = self._figures, self._site.house
        outbox = GaugeMetricFamily("kernbot_outbox_messages", "Messages in the outbox.", labels=["state"])
        for state in OutboxState:
            outbox.add_metric([state], figures.outbox.get(state, 0))
        applications = GaugeMetricFamily("kernbot_applications", "Applications.", labels=["stage"])
        for stage in Stage:
            applications.add_metric([stage], figures.applications.get(stage, 0))
        sends = CounterMetricFamily(
            "kernbot_sends", "Tries to send since the start, by the state after.", labels=["way", "outcome"]
        )
        for (way, outcome), count in sorted(house.sweep.ended.items()):
            sends.add_metric([way, outcome], count)
        turns = CounterMetricFamily("kernbot_turns", "Updates that were answered since the start.", labels=["front"])
        for front in self._site.fronts:
            turns.add_metric([front.inbox.front], front.inbox.turns)
        yield from (outbox, applications, sends, turns)


def _gauge(name: str, words: str, value: float) -> Metric:
    return GaugeMetricFamily(name, words, value=value)
