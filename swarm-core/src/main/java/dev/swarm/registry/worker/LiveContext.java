package dev.swarm.registry.worker;

import dev.swarm.api.NodeId;
import dev.swarm.api.SwarmGroups;
import dev.swarm.api.SwarmRegistry;
import dev.swarm.api.registry.WorkerArgs;
import dev.swarm.api.registry.WorkerContext;
import dev.swarm.engine.wire.comms.Payload;
import dev.swarm.registry.mail.Letter;
import dev.swarm.registry.mail.Mail;
import dev.swarm.registry.mail.Names;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one life of a worker has of its own; after its end it does nothing. */
final class LiveContext implements WorkerContext {

    /** Most messages to itself that one worker may have under way. */
    private static final int MOST_LATER = 1024;

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(365);

    private final Workers workers;
    private final Cell cell;
    private final byte[] args;
    private final Map<Long, Runnable> laters = new HashMap<>();
    private long lastLater;
    private boolean over;

    LiveContext(Workers workers, Cell cell, byte[] args) {
        this.workers = workers;
        this.cell = cell;
        this.args = args;
    }

    @Override
    public String name() {
        return Names.withoutScope(cell.name);
    }

    @Override
    public NodeId node() {
        return workers.env().self();
    }

    @Override
    public WorkerArgs args() {
        return new WorkerArgs() {
            @Override
            public boolean isEmpty() {
                return args.length == 0;
            }

            @Override
            public <T> @Nullable T as(Class<T> type) {
                return workers.env().values().decode(args, type);
            }
        };
    }

    @Override
    public long token() {
        return cell.token();
    }

    @Override
    public boolean isValid() {
        return cell.is(Cell.Phase.OPEN) && workers.env().around().isValid(cell.copy());
    }

    @Override
    public SwarmRegistry registry() {
        return workers.env().around().registry(Names.scopeOf(cell.name));
    }

    @Override
    public SwarmGroups groups() {
        return workers.env().around().groups(Names.scopeOf(cell.name));
    }

    @Override
    public void later(Duration delay, Object message) {
        if (delay.compareTo(SHORTEST) < 0 || delay.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("The delay must be 1 ms to 365 days, not " + delay);
        }
        Payload payload =
                workers.env().values().codec().message(message, workers.env().messageBytes());
        Mail mail = Mail.own(new Letter(node(), cell.name, false, 0, 1, payload));
        synchronized (this) {
            if (over) {
                return;
            }
            if (laters.size() >= MOST_LATER) {
                throw new IllegalStateException(
                        "The worker '" + name() + "' has " + MOST_LATER + " messages to itself under way already");
            }
            long number = ++lastLater;
            laters.put(number, workers.env().timer().later(delay.toNanos(), () -> arrive(number, mail)));
        }
    }

    private void arrive(long number, Mail mail) {
        boolean due;
        synchronized (this) {
            due = laters.remove(number) != null && !over;
        }
        if (due) {
            Desk.Put unused = cell.body().desk().put(mail);
        }
    }

    @Override
    public void save(Object state) {
        byte[] bytes = workers.env().values().encode(state);
        int most = workers.env().config().bounds().stateBytes();
        if (bytes.length > most) {
            throw new IllegalArgumentException("A state of " + bytes.length + " bytes, and at most " + most
                    + " may be saved (registry.max-state-size)");
        }
        boolean lives;
        synchronized (this) {
            lives = !over;
        }
        if (lives && !cell.body().isDetached()) {
            workers.safe().save(cell.name, cell.token(), bytes);
        }
    }

    @Override
    public void stop() {
        cell.body().wantEnd();
    }

    /** The life is over. */
    void end() {
        Map<Long, Runnable> forgotten;
        synchronized (this) {
            over = true;
            forgotten = new HashMap<>(laters);
            laters.clear();
        }
        forgotten.values().forEach(Runnable::run);
    }
}
