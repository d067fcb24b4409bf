package dev.swarm.sim.registry;

import dev.swarm.engine.registry.WorkerEffect;
import dev.swarm.engine.registry.WorkerEffect.Answered;
import dev.swarm.engine.registry.WorkerEffect.Detach;
import dev.swarm.engine.registry.WorkerEffect.Freeze;
import dev.swarm.engine.registry.WorkerEffect.Open;
import dev.swarm.engine.registry.WorkerEffect.Start;
import dev.swarm.engine.registry.WorkerEffect.Stop;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an engine may want of a copy, and in which order: a start with a number that is new; nothing else before that is
 * answered, but a stop; freezes alternate with opens; nothing after a stop. Each effect is answered once.
 */
final class EffectProtocol implements LifeCheck {

    private final Map<SimWorkers, Map<Long, Life>> lives = new HashMap<>();

    @Override
    public Optional<String> onEffect(SimWorkers at, WorkerEffect effect) {
        if (effect instanceof Answered answered) {
            boolean waits = at.asked().containsKey(answered.request());
            return waits ? Optional.empty() : Optional.of("nobody waits for " + answered);
        }
        Map<Long, Life> known = lives.computeIfAbsent(at, any -> new HashMap<>());
        Life life = known.get(effect.copy());
        if (effect instanceof Start) {
            known.put(effect.copy(), new Life(false, effect));
            boolean isNew = life == null && effect.copy() > 0;
            return isNew ? Optional.empty() : Optional.of("the number is not new: " + effect);
        }
        SimCopy copy = at.copy(effect.copy());
        if (life == null && copy != null && copy.isLocal()) {
            life = new Life(true, null);
            known.put(effect.copy(), life);
        }
        if (life == null) {
            return Optional.of("there is no copy for " + effect);
        }
        if (copy != null && !isNamed(effect, copy.name())) {
            return Optional.of("another name is meant: " + effect + " to " + copy);
        }
        String wrong = life.take(effect, copy != null && copy.isToldEnded());
        return Optional.ofNullable(wrong).map(text -> text + ": " + effect + " to " + copy);
    }

    private static boolean isNamed(WorkerEffect effect, String name) {
        if (effect instanceof Stop stop) {
            return stop.name().equals(name);
        }
        return !(effect instanceof Detach detach) || detach.name().equals(name);
    }

    @Override
    public Optional<String> onAnswer(SimCopy copy, WorkerEffect effect) {
        Life life = lives.getOrDefault(copy.workers(), Map.of()).get(copy.number());
        return life != null && life.answer(effect)
                ? Optional.empty()
                : Optional.of(copy + " answers what nobody asked: " + effect);
    }

    /** What a copy was told. */
    private static final class Life {

        private final Set<WorkerEffect> unanswered = Collections.newSetFromMap(new IdentityHashMap<>());
        private boolean started;
        private boolean open;
        private boolean detached;
        private boolean stopped;

        Life(boolean isLocal, @Nullable WorkerEffect start) {
            started = isLocal;
            if (start != null) {
                unanswered.add(start);
            }
        }

        boolean answer(WorkerEffect effect) {
            started |= effect instanceof Start;
            return unanswered.remove(effect);
        }

        @Nullable
        String take(WorkerEffect effect, boolean isOver) {
            if (stopped) {
                return "it was stopped before";
            }
            if (effect instanceof Stop) {
                stopped = true;
                unanswered.add(effect);
                return null;
            }
            if (isOver || detached || !started) {
                return !started ? "it has not started yet" : "its life is over";
            }
            if (effect instanceof Open) {
                open = true;
            } else if (effect instanceof Detach) {
                detached = true;
            } else {
                boolean isUntimely = effect instanceof Freeze && !open;
                open &= !(effect instanceof Freeze);
                return unanswered.add(effect) && !isUntimely ? null : "it is not open, or asked already";
            }
            return null;
        }
    }
}
