package dev.swarm.sim.registry;

import dev.swarm.api.registry.WorkerRef;
import dev.swarm.engine.registry.Frozen;
import dev.swarm.engine.registry.Outcome;
import dev.swarm.engine.registry.Registry;
import dev.swarm.engine.registry.WorkerEffect;
import dev.swarm.engine.registry.WorkerEffect.Answered;
import dev.swarm.engine.registry.WorkerEffect.Start;
import dev.swarm.engine.step.Effect;
import dev.swarm.engine.step.Now;
import dev.swarm.sim.SimNode;
import dev.swarm.sim.SimShell;
import dev.swarm.sim.time.SimTimer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The workers of one process, and the requests that its users have made. */
final class SimWorkers implements SimShell {

    private final RegistryWorld world;
    private final SimNode node;
    private final WorkerTimes times;
    private final Map<Long, SimCopy> copies = new TreeMap<>();
    private final Map<String, List<SimCopy>> byName = new HashMap<>();
    private final Map<Long, Asked> asked = new TreeMap<>();
    private long lastRequest;
    private boolean ended;

    SimWorkers(RegistryWorld world, SimNode node, SplittableRandom chance, Duration handoffTimeout) {
        this.world = world;
        this.node = node;
        this.times = new WorkerTimes(chance, handoffTimeout);
    }

    RegistryWorld world() {
        return world;
    }

    SimNode node() {
        return node;
    }

    WorkerTimes times() {
        return times;
    }

    boolean isEnded() {
        return ended;
    }

    /** Returns all copies that have not ended. */
    Collection<SimCopy> copies() {
        return copies.values();
    }

    /** Returns a copy that has not ended, {@code null} if there is none of that number. */
    @Nullable
    SimCopy copy(long number) {
        return copies.get(number);
    }

    /** Returns the copies of a name that have not ended, the oldest first. */
    List<SimCopy> copiesOf(String name) {
        return byName.getOrDefault(name, List.of());
    }

    /** Returns the requests that have no answer yet, by their numbers. */
    Map<Long, Asked> asked() {
        return asked;
    }

    /** It stood still for a while, so its requests wait longer. */
    void stoodStill(long nanos) {
        asked.replaceAll((number, ask) -> new Asked(number, ask.what(), ask.until() + nanos, ask.then()));
    }

    @Override
    public void onEffects(List<Effect> effects) {
        for (Effect effect : effects) {
            WorkerEffect wanted = (WorkerEffect) effect;
            world.check(node, check -> check.onEffect(this, wanted));
            if (wanted instanceof Answered answered) {
                onAnswered(answered.request(), answered.outcome());
            } else {
                wish(wanted);
            }
        }
    }

    private void onAnswered(long number, Outcome outcome) {
        Asked ask = asked.remove(number);
        if (ask != null) {
            ask.then().accept(outcome);
        }
    }

    private void wish(WorkerEffect effect) {
        if (effect instanceof Start start) {
            SimCopy copy = new SimCopy(
                    this,
                    start.copy(),
                    start.name(),
                    WorkerKind.of(start.recipe().type()));
            if (start.cause() == WorkerEffect.Cause.RESTART) {
                copiesOf(start.name()).stream()
                        .filter(earlier -> earlier.phase() == SimCopy.Phase.CRASHED)
                        .toList()
                        .forEach(earlier -> {
                            copy.inherit(earlier);
                            forget(earlier);
                        });
            }
            add(copy);
            copy.wish(effect);
        } else {
            SimCopy copy = copies.get(effect.copy());
            if (copy == null) {
                answerForNobody(effect);
            } else {
                copy.wish(effect);
            }
        }
    }

    /** What the engine wants of a life that has ended by itself is answered all the same. */
    private void answerForNobody(WorkerEffect effect) {
        long copy = effect.copy();
        if (effect instanceof WorkerEffect.Stop) {
            later(0, () -> tell((now, registry) -> registry.onStopped(now, copy)));
        } else if (effect instanceof WorkerEffect.Freeze) {
            Frozen failed = new Frozen.Failed("it lives no longer");
            later(0, () -> tell((now, registry) -> registry.onFrozen(now, copy, failed)));
        } else if (effect instanceof WorkerEffect.Resolve) {
            later(0, () -> tell((now, registry) -> registry.onResolved(now, copy, "it lives no longer")));
        }
    }

    private void add(SimCopy copy) {
        copies.put(copy.number(), copy);
        byName.computeIfAbsent(copy.name(), any -> new ArrayList<>()).add(copy);
        world.add(copy);
    }

    private void forget(SimCopy copy) {
        copies.remove(copy.number());
        byName.computeIfPresent(copy.name(), (name, all) -> {
            all.remove(copy);
            return all.isEmpty() ? null : all;
        });
    }

    @Override
    public void onEnd() {
        ended = true;
        List.copyOf(copies.values()).forEach(copy -> {
            if (copy.phase() != SimCopy.Phase.ENDED) {
                world.lost(copy);
            }
            copy.vanish();
        });
        copies.clear();
        byName.clear();
        asked.clear();
    }

    /** Answers an effect: a step of the engine. */
    void answer(SimCopy copy, WorkerEffect effect, Word word) {
        if (ended) {
            return;
        }
        world.check(node, check -> check.onAnswer(copy, effect));
        if (copy.phase() == SimCopy.Phase.ENDED && !(effect instanceof Start && copy.isStopping())) {
            forget(copy);
        }
        tell(word);
    }

    /** Tells the engine something. */
    void tell(Word word) {
        if (!ended) {
            node.registry(word::say);
        }
    }

    /** Something happens in this process: now, or when it stands still no more. */
    void inside(Runnable input) {
        if (!ended) {
            node.inside(input);
        }
    }

    /** Something happens in this process some time later. */
    void later(long nanos, Runnable input) {
        world.cluster()
                .scheduler()
                .setAfter(
                        new SimTimer() {
                            @Override
                            protected void fire() {
                                inside(input);
                            }
                        },
                        nanos);
    }

    /** A message arrives; tells whether somebody took it. */
    boolean deliver(Parcel parcel) {
        List<SimCopy> all = copiesOf(parcel.name());
        for (int i = all.size() - 1; i >= 0; i--) {
            if (all.get(i).take(parcel)) {
                return true;
            }
        }
        return false;
    }

    /** A user asks for something. */
    void ask(String what, Request request, Duration timeout, Consumer<Outcome> then) {
        long number = ++lastRequest;
        long until = world.cluster().scheduler().nowNanos() + timeout.toNanos();
        asked.put(number, new Asked(number, what, until, then));
        tell((now, registry) -> request.make(registry, now, number, timeout.toNanos()));
    }

    /** A user registers what it has. */
    void registerLocal(String name, Duration timeout, Consumer<Outcome> then) {
        Request request = (registry, now, number, nanos) -> onAnswered(number, registry.registerLocal(now, name));
        ask("registers " + name + " here", request, timeout, outcome -> {
            if (outcome instanceof Outcome.Registered registered) {
                add(SimCopy.local(this, name, registered.worker().token()));
            }
            then.accept(outcome);
        });
    }

    /** Returns where this node finds a name, {@code null} if nowhere. */
    @Nullable
    WorkerRef whereis(String name) {
        return node.names().whereis(name);
    }

    /** What the engine is told. */
    interface Word {

        void say(Now now, Registry registry);
    }

    /** What a user asks for. */
    interface Request {

        void make(Registry registry, Now now, long number, long timeoutNanos);
    }

    /**
     * A request that waits.
     *
     * @param until virtual time at which it must have been answered
     */
    record Asked(long number, String what, long until, Consumer<Outcome> then) {}
}
