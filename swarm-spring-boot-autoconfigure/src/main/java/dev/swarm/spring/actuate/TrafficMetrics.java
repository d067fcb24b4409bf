package dev.swarm.spring.actuate;

import dev.swarm.api.SwarmStatistics;
import dev.swarm.api.TrafficCounter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** Meters of what became of messages after they were taken in, of questions to other nodes, and of workers. */
final class TrafficMetrics implements MeterBinder {

    private static final String MESSAGES = "messages";

    /** Meters hold what they read weakly, so this object, a bean, keeps it. */
    private final SwarmStatistics statistics;

    TrafficMetrics(SwarmStatistics statistics) {
        this.statistics = statistics;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        bindReceived(registry, "handled", TrafficCounter.COMMS_HANDLED);
        bindReceived(registry, "unhandled", TrafficCounter.COMMS_UNHANDLED);
        bindReceived(registry, "failed", TrafficCounter.COMMS_FAILED);
        bindReceived(registry, "dropped", TrafficCounter.COMMS_INBOX_DROPPED);
        bindLost(registry, "quality", TrafficCounter.COMMS_DROPPED_LATE);
        bindLost(registry, "expired", TrafficCounter.COMMS_EXPIRED);
        bindLost(registry, "disconnected", TrafficCounter.COMMS_LOST);
        bindRelayed(registry, "forwarded", TrafficCounter.COMMS_FORWARDED);
        bindRelayed(registry, "refused", TrafficCounter.COMMS_REFUSED);
        bindRelayed(registry, "expired", TrafficCounter.COMMS_RELAY_EXPIRED);
        bindAnswers(registry, "lost", TrafficCounter.COMMS_ANSWERS_LOST);
        bindAnswers(registry, "missing", TrafficCounter.COMMS_TIMEOUTS);
        bindAnswers(registry, "late", TrafficCounter.COMMS_LATE_ANSWERS);
        bind(registry, "swarm.pings", TrafficCounter.PINGS, "Questions by which links are measured");
        bind(
                registry,
                "swarm.pings.unanswered",
                TrafficCounter.PINGS_UNANSWERED,
                "Questions by which links are measured, without an answer in time");
        bindWorkers(registry);
    }

    private void bindWorkers(MeterRegistry registry) {
        bindMail(registry, "handled", TrafficCounter.WORKER_MESSAGES);
        bindMail(registry, "refused", TrafficCounter.WORKER_MAILBOX_REFUSED);
        bindMail(registry, "lost", TrafficCounter.WORKER_MESSAGES_LOST);
        bind(registry, "swarm.registry.crashes", TrafficCounter.WORKER_CRASHES, "Times a worker of this node threw");
        bind(
                registry,
                "swarm.registry.restarts",
                TrafficCounter.WORKER_RESTARTS,
                "Workers made here in the place of one that crashed, or whose node was gone");
        bind(
                registry,
                "swarm.registry.store.failures",
                TrafficCounter.WORKER_STORE_FAILURES,
                "Times the store of workers' states threw");
    }

    private void bindMail(MeterRegistry registry, String outcome, TrafficCounter counter) {
        builder("swarm.registry.messages", counter)
                .description("Messages for workers of this node, by what became of them")
                .baseUnit(MESSAGES)
                .tag("outcome", outcome)
                .register(registry);
    }

    private void bindReceived(MeterRegistry registry, String outcome, TrafficCounter counter) {
        builder("swarm.messages.received", counter)
                .description("Messages that came for this node, by what became of them")
                .baseUnit(MESSAGES)
                .tag("outcome", outcome)
                .register(registry);
    }

    private void bindLost(MeterRegistry registry, String reason, TrafficCounter counter) {
        builder("swarm.messages.lost", counter)
                .description("Messages that were taken in to be sent, and did not leave")
                .baseUnit(MESSAGES)
                .tag("reason", reason)
                .register(registry);
    }

    private void bindRelayed(MeterRegistry registry, String outcome, TrafficCounter counter) {
        builder("swarm.messages.relayed", counter)
                .description("Messages and answers that came to be passed on for other nodes")
                .baseUnit(MESSAGES)
                .tag("outcome", outcome)
                .register(registry);
    }

    private void bindAnswers(MeterRegistry registry, String outcome, TrafficCounter counter) {
        builder("swarm.answers", counter)
                .description("Answers that could not be sent, did not come in time, or came too late")
                .tag("outcome", outcome)
                .register(registry);
    }

    private void bind(MeterRegistry registry, String name, TrafficCounter counter, String description) {
        builder(name, counter).description(description).register(registry);
    }

    private FunctionCounter.Builder<SwarmStatistics> builder(String name, TrafficCounter counter) {
        return FunctionCounter.builder(name, statistics, counts -> counts.count(counter));
    }
}
