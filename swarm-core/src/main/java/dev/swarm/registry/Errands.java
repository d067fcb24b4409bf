package dev.swarm.registry;

import dev.swarm.api.NodeId;
import dev.swarm.api.SendOutcome;
import dev.swarm.api.failure.RegistryTimeoutException;
import dev.swarm.api.failure.RemoteFailureException;
import dev.swarm.api.failure.SwarmRejectedException;
import dev.swarm.api.failure.UnknownNameException;
import dev.swarm.api.failure.WorkerUnreachableException;
import dev.swarm.api.registry.WorkerRef;
import dev.swarm.engine.wire.comms.Payload;
import dev.swarm.registry.mail.Courier;
import dev.swarm.registry.mail.Letter;
import dev.swarm.registry.mail.Mail;
import dev.swarm.registry.mail.Receipt;
import dev.swarm.registry.mail.Timer;
import dev.swarm.registry.worker.Workers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Messages to workers on their way: to those of this node without a network, to others by letter. What cannot leave now
 * waits in a line for its name, and what comes later for that name waits behind it; so messages of one thread to one
 * name keep their order while it does not move.
 */
final class Errands {

    private static final int MOST = 262_144;

    /** A time-out travels in milliseconds, and so may come a little early. */
    private static final long ROUNDING_NANOS = 10_000_000;

    private final NodeId self;
    private final Directory directory;
    private final Workers workers;
    private final Courier courier;
    private final Timer timer;
    private final Completions completions;
    private final Map<String, Deque<Errand>> lines = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private volatile boolean ended;

    Errands(Bearings bearings, Workers workers, Completions completions) {
        this.self = bearings.self();
        this.directory = bearings.directory();
        this.courier = bearings.courier();
        this.timer = bearings.timer();
        this.workers = workers;
        this.completions = completions;
    }

    /** Sends a message; the future fails as the registry says. */
    CompletableFuture<Receipt> send(String name, boolean isAsk, Payload content, Duration timeout) {
        if (open.incrementAndGet() > MOST) {
            open.decrementAndGet();
            return CompletableFuture.failedFuture(
                    new SwarmRejectedException("Too many messages to workers are under way already"));
        }
        Letter letter = new Letter(self, name, isAsk, 0, timeout.toMillis(), content);
        Errand errand = new Errand(this, letter, timeout, timer.nanos());
        Deque<Errand> line = lines.computeIfPresent(name, (unused, waiting) -> {
            waiting.addLast(errand);
            return waiting;
        });
        if (line == null && !attempt(errand)) {
            park(errand);
        }
        return errand.handOut();
    }

    /** Ends all that waits to be sent; what is sent ends as its way does. */
    void end() {
        ended = true;
        for (String name : List.copyOf(lines.keySet())) {
            Deque<Errand> line = lines.remove(name);
            if (line != null) {
                line.forEach(errand -> errand.fail(stopped()));
            }
        }
    }

    Completions completions() {
        return completions;
    }

    void onOver() {
        open.decrementAndGet();
    }

    void onReceipt(Errand errand, Receipt receipt) {
        switch (receipt.status()) {
            case TAKEN, ANSWERED -> errand.complete(receipt);
            case THREW -> errand.fail(new RemoteFailureException(errand.sentTo(self), true, text(receipt)));
            case FULL -> errand.fail(new WorkerUnreachableException(errand.name, "its mailbox is full", false));
            case ELSEWHERE -> park(errand);
            case UNSURE -> errand.fail(unsure(errand, receipt));
        }
    }

    private RuntimeException unsure(Errand errand, Receipt receipt) {
        if (timer.nanos() >= errand.untilNanos - ROUNDING_NANOS) {
            return late(errand);
        }
        return new WorkerUnreachableException(errand.name, text(receipt), true);
    }

    private static String text(Receipt receipt) {
        return new String(receipt.content().bytes(), StandardCharsets.UTF_8);
    }

    private static RuntimeException late(Errand errand) {
        return new RegistryTimeoutException(
                (errand.isAsk() ? "ask" : "tell") + " '" + errand.name + "'", errand.timeout);
    }

    /** Sends it now if that can be; returns false if it is to be tried again a little later. */
    private boolean attempt(Errand errand) {
        WorkerRef worker = directory.whereis(errand.name);
        if (worker == null && !workers.has(errand.name)) {
            if (directory.isKnown(errand.name)) {
                errand.setObstacle("it is between two lives");
                return false;
            }
            errand.fail(new UnknownNameException(errand.name));
            return true;
        }
        if (worker == null || worker.node().equals(self)) {
            return attemptHere(errand);
        }
        errand.setSentTo(worker.node());
        SendOutcome outcome = courier.send(worker.node(), errand.letter(timer.nanos()), errand::onReceipt);
        errand.setObstacle("nothing can be sent to node '" + worker.node() + "': " + outcome.label());
        return outcome == SendOutcome.SENT;
    }

    private boolean attemptHere(Errand errand) {
        Mail mail = Mail.of(errand.letter(timer.nanos()), timer.nanos(), errand::onReceipt);
        errand.setSentTo(self);
        boolean taken = workers.deliver(mail);
        errand.setObstacle("it is between two places");
        if (taken && errand.isAsk() && !errand.isOver() && !errand.hasAlarm()) {
            long left = Math.max(0, errand.untilNanos - timer.nanos());
            errand.setAlarm(timer.later(left, () -> errand.fail(late(errand))));
        }
        return taken;
    }

    private void park(Errand errand) {
        AtomicBoolean first = new AtomicBoolean();
        lines.compute(errand.name, (name, known) -> {
            Deque<Errand> line = known == null ? new ArrayDeque<>() : known;
            first.set(known == null);
            line.addLast(errand);
            return line;
        });
        if (first.get()) {
            later(errand);
        }
        if (ended) {
            end();
        }
    }

    private void later(Errand head) {
        Runnable unused = timer.later(head.nextPause(), () -> drive(head.name));
    }

    /** The timer's thread alone takes from lines; while one stands nobody sends past it. */
    private void drive(String name) {
        for (Errand head = head(name); head != null; head = head(name)) {
            if (!attempt(head)) {
                later(head);
                return;
            }
            Errand sent = head;
            lines.computeIfPresent(name, (unused, line) -> {
                line.remove(sent);
                return line;
            });
        }
    }

    /** Returns who is next, after those whose time is up have left; the line is gone when nobody is in it. */
    private @Nullable Errand head(String name) {
        AtomicReference<@Nullable Errand> first = new AtomicReference<>();
        lines.computeIfPresent(name, (unused, line) -> {
            line.removeIf(this::isPast);
            first.set(line.peekFirst());
            return line.isEmpty() ? null : line;
        });
        return first.get();
    }

    private boolean isPast(Errand errand) {
        if (!errand.isOver() && timer.nanos() >= errand.untilNanos) {
            errand.fail(new WorkerUnreachableException(errand.name, errand.obstacle(), false));
        }
        return errand.isOver();
    }

    private static SwarmRejectedException stopped() {
        return new SwarmRejectedException("The node does not run");
    }
}
