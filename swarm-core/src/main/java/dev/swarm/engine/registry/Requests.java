package dev.swarm.engine.registry;

import dev.swarm.api.NodeId;
import dev.swarm.api.registry.StopMode;
import dev.swarm.api.registry.WorkerRef;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.registry.Op;
import dev.swarm.engine.wire.registry.RegistryMessage.Ask;
import dev.swarm.engine.wire.registry.RegistryMessage.Cancel;
import dev.swarm.engine.wire.registry.RegistryMessage.Reply;
import dev.swarm.engine.wire.registry.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What users of this node ask for: it is asked of whoever has the name, or should have it, again and again until there
 * is an answer or time is up; and it is answered when this node shows what was done.
 */
final class Requests {

    private static final long FIRST_NANOS = 10_000_000L;
    private static final long UNHEARD_NANOS = 250_000_000L;
    private static final long MOST_UNHEARD_NANOS = 4_000_000_000L;
    private static final int UNHEARD_ANSWERS = 4;
    private static final int SMOOTHING = 8;
    private static final long UNSHOWN_NANOS = 1_000_000_000L;
    private static final long CLEAN_UP_NANOS = 30_000_000_000L;
    private static final long MILLI = 1_000_000L;
    private static final int MOST_DOUBLINGS = 5;
    private static final int MOST_LATE = 4_096;
    private static final int MOST = 262_144;

    private final Realm realm;
    private final Service service;
    private final Route route;
    private final Map<Long, Request> open = new LinkedHashMap<>();
    private final Agenda<Request> agenda = new Agenda<>();

    /** Those that are done and not shown here yet, by name. */
    private final Map<String, List<Request>> unseen = new HashMap<>();

    /** Registrations that nobody waits for any more; what comes of them is undone. */
    private final Map<Long, String> late = new LinkedHashMap<>();

    private long lastOwn;

    /** How long answers take, smoothed: asking again what only waits its turn makes everybody wait longer. */
    private long answerNanos;

    Requests(Realm realm, Service service) {
        this.realm = realm;
        this.service = service;
        this.route = new Route(realm);
    }

    Collection<Request> all() {
        return open.values();
    }

    void ask(Now now, long number, String name, Op op, long timeoutNanos) {
        long until = Deadline.saturatedAdd(now.nanos(), Math.max(1, timeoutNanos));
        Request request = new Request(number, name, op, now.nanos(), until);
        if (open.size() >= MOST) {
            answer(request, new Outcome.Invalid("too many requests wait"));
            return;
        }
        open.put(number, request);
        go(now, request);
    }

    /** An answer came, or was given right here. */
    void onReply(Now now, Reply reply) {
        Request request = open.get(reply.request());
        if (request == null) {
            undo(now, reply);
            return;
        }
        if (request.isDone) {
            return;
        }
        noteAnswer(now, request, reply.verdict());
        switch (reply.verdict()) {
            case DONE -> onDone(now, request, reply.token());
            case TAKEN -> onTaken(now, request, reply);
            case UNKNOWN -> end(request, new Outcome.Unknown());
            case START_FAILED -> end(request, new Outcome.StartFailed(reply.reason()));
            case NO_NODE -> end(request, new Outcome.NoNode(reply.reason()));
            case INVALID -> end(request, new Outcome.Invalid(reply.reason()));
            case RETRY -> again(now, request, FIRST_NANOS << Math.min(request.tries, MOST_DOUBLINGS));
        }
    }

    private void noteAnswer(Now now, Request request, Verdict verdict) {
        if (verdict != Verdict.RETRY) {
            answerNanos += (now.nanos() - request.askedNanos - answerNanos) / SMOOTHING;
        }
        request.askedNanos = now.nanos();
    }

    /** How long to wait for an answer, after Jacobson (Congestion Avoidance and Control, 1988), within bounds. */
    private long unheardNanos() {
        return Math.max(UNHEARD_NANOS, Math.min(MOST_UNHEARD_NANOS, UNHEARD_ANSWERS * answerNanos));
    }

    /** Tells whether any waits for its name to be shown otherwise. */
    boolean isAnyUnseen() {
        return !unseen.isEmpty();
    }

    /** A name is shown otherwise. */
    void onShown(String name) {
        List<Request> waiting = isAnyUnseen() ? unseen.get(name) : null;
        if (waiting != null) {
            List.copyOf(waiting).forEach(this::endIfSeen);
        }
    }

    /** Nodes have gone: what they were asked is asked of others. */
    void onGone(Now now, NodeId node) {
        for (Request request : List.copyOf(open.values())) {
            if (node.equals(request.target) && !request.isDone) {
                again(now, request, FIRST_NANOS);
            }
        }
    }

    void onTime(Now now) {
        for (Request due = agenda.pollDue(now); due != null; due = agenda.pollDue(now)) {
            Reply taken = due.taken;
            if (taken != null) {
                end(due, route.taken(due, taken));
            } else if (due.untilNanos <= now.nanos()) {
                onTimeOut(now, due);
            } else {
                go(now, due);
            }
        }
    }

    long nextDeadlineNanos() {
        return agenda.nextNanos();
    }

    private void go(Now now, Request request) {
        Outcome known = route.known(request);
        if (known != null) {
            end(request, known);
            return;
        }
        NodeId target = route.target(request);
        if (target == null) {
            end(request, new Outcome.NoNode("nobody may own names now"));
            return;
        }
        if (!target.equals(request.target)) {
            request.target = target;
            request.askedNanos = now.nanos();
        }
        long left = Math.max(1, (request.untilNanos - now.nanos()) / MILLI);
        Ask ask = new Ask(request.number, request.name, request.op, left);
        if (target.equals(realm.self())) {
            again(now, request, unheardNanos());
            service.onAsk(now, new Asked(target, 0, request.number), ask);
        } else {
            boolean sent = realm.parts.link().send(target, ask);
            again(now, request, sent ? unheardNanos() : FIRST_NANOS);
        }
        request.tries++;
    }

    private void again(Now now, Request request, long delayNanos) {
        long next = Deadline.saturatedAdd(now.nanos(), delayNanos);
        agenda.setAt(now, request.again, Math.min(next, request.untilNanos));
    }

    private void onDone(Now now, Request request, long token) {
        WorkerRef shown = realm.parts.model().shown(request.name);
        request.isDone = true;
        // whoever was asked and knows of no life means whatever is shown here still
        request.token = token == 0 && shown != null ? shown.token() : token;
        endIfSeen(request);
        if (open.get(request.number) == request) {
            unseen.computeIfAbsent(request.name, name -> new ArrayList<>(1)).add(request);
            agenda.setAt(now, request.again, request.untilNanos);
        }
    }

    /** Whoever learns that a name is taken finds it by that name then, unless it is gone again meanwhile. */
    private void onTaken(Now now, Request request, Reply reply) {
        request.taken = reply;
        onDone(now, request, reply.token());
        if (open.get(request.number) == request) {
            again(now, request, UNSHOWN_NANOS);
        }
    }

    private void endIfSeen(Request request) {
        WorkerRef shown = realm.parts.model().shown(request.name);
        if (request.op instanceof Op.Register) {
            if (shown != null && shown.token() >= request.token) {
                end(request, request.taken == null ? new Outcome.Registered(shown) : new Outcome.Taken(shown));
            }
        } else if (route.isSeen(request, shown)) {
            end(request, new Outcome.Done());
        }
    }

    private void onTimeOut(Now now, Request request) {
        if (request.isDone && !(request.op instanceof Op.Register)) {
            end(request, new Outcome.Done());
            return;
        }
        if (request.op instanceof Op.Register) {
            late.put(request.number, request.name);
            if (late.size() > MOST_LATE) {
                late.remove(late.keySet().iterator().next());
            }
            cancel(now, request);
        }
        end(request, new Outcome.TimedOut());
    }

    private void cancel(Now now, Request request) {
        NodeId target = request.target;
        if (target != null && target.equals(realm.self())) {
            service.onCancel(now, new Asked(target, 0, request.number));
        } else if (target != null) {
            // the target gives up by itself when as much time has passed there
            boolean unused = realm.parts.link().send(target, new Cancel(request.number));
        }
    }

    /** A registration that nobody waits for any more has come to something all the same. */
    private void undo(Now now, Reply reply) {
        String name = late.remove(reply.request());
        if (name != null && reply.verdict() == Verdict.DONE) {
            ask(now, --lastOwn, name, new Op.Stop(StopMode.NOW, reply.token()), CLEAN_UP_NANOS);
        }
    }

    private void end(Request request, Outcome outcome) {
        open.remove(request.number);
        request.again.clear();
        List<Request> waiting = unseen.get(request.name);
        if (waiting != null && waiting.remove(request) && waiting.isEmpty()) {
            unseen.remove(request.name);
        }
        answer(request, outcome);
    }

    /** Those below zero are this registry's own. */
    private void answer(Request request, Outcome outcome) {
        if (request.number > 0) {
            realm.effect(new WorkerEffect.Answered(request.number, outcome));
        }
    }
}
