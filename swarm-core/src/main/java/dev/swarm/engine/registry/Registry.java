package dev.swarm.engine.registry;

import dev.swarm.api.NodeId;
import dev.swarm.api.registry.RegistryOverview;
import dev.swarm.api.registry.StopReason;
import dev.swarm.engine.replication.Additions;
import dev.swarm.engine.replication.Change;
import dev.swarm.engine.replication.News;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.step.Peer;
import dev.swarm.engine.wire.registry.Op;
import dev.swarm.engine.wire.registry.RegistryMessage;
import dev.swarm.engine.wire.registry.RegistryMessage.Abort;
import dev.swarm.engine.wire.registry.RegistryMessage.Ask;
import dev.swarm.engine.wire.registry.RegistryMessage.Cancel;
import dev.swarm.engine.wire.registry.RegistryMessage.Commit;
import dev.swarm.engine.wire.registry.RegistryMessage.Live;
import dev.swarm.engine.wire.registry.RegistryMessage.Prepare;
import dev.swarm.engine.wire.registry.RegistryMessage.Prepared;
import dev.swarm.engine.wire.registry.RegistryMessage.Reply;
import dev.swarm.engine.wire.registry.TenureMessage;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names, workers and groups: who has what, and how it gets there. All methods are called by the engine's thread, within
 * a step. Routes each input to the part that handles it; {@link Reconciler} decides what follows, name by name.
 */
public final class Registry {

    private final Realm realm;
    private final Shown shown;
    private final Lives lives;
    private final Moves moves;
    private final Arrivals arrivals;
    private final Departures departures;
    private final Service service;
    private final Requests requests;
    private final Workbench workbench;
    private final Sweep sweep;
    private final Drain drain;
    private final Overviews overviews;
    private final Steward steward;
    private final Enrolment enrolment;

    /** Makes the machine of one node; it owns nothing before {@link #open}. */
    public Registry(RegistryParts parts) {
        this.realm = new Realm(parts);
        Answers answers = new Answers(realm);
        this.shown = new Shown(realm);
        this.lives = new Lives(realm, shown, answers);
        this.moves = new Moves(realm, lives);
        this.arrivals = new Arrivals(realm, lives);
        this.departures = new Departures(realm, moves);
        Reconciler reconciler = new Reconciler(realm, lives, moves, arrivals, departures);
        this.service = new Service(realm, lives, moves, answers, shown);
        this.requests = new Requests(realm, service);
        this.workbench = new Workbench(realm, lives, moves, arrivals, reconciler);
        this.sweep = new Sweep(realm, shown);
        this.drain = new Drain(realm);
        this.overviews = new Overviews(realm, departures, requests);
        this.steward = new Steward(realm, sweep, reconciler);
        this.enrolment = new Enrolment(realm);
        answers.takeOwnBy(requests::onReply);
        shown.listen(requests::onShown);
        realm.copies.mournBy(arrivals::onGone);
        workbench.mournBy(service::onLocalEnded);
    }

    /** Begins to take part; the node looks names up, and owns none yet. */
    public void start(Now now) {
        realm.tenure.start(now);
        steward.onOwnersMayDiffer();
        overviews.note(now);
    }

    /** This node's application is ready: it owns names from now on, if its name and role allow. */
    public void open(Now now) {
        realm.owners.open(now);
        steward.onOwnersMayDiffer();
    }

    /**
     * A user asks for something; answered by {@link WorkerEffect.Answered} with this number.
     *
     * @param request above zero, and unique among all requests of this node's life
     * @param name with its scope
     * @param timeoutNanos how long is waited
     */
    public void ask(Now now, long request, String name, Op op, long timeoutNanos) {
        requests.ask(now, request, name, op, timeoutNanos);
    }

    /** A name is about to become local. */
    public void expect(String name) {
        realm.expect(name);
    }

    /** News are about to come one by one. */
    public void expect(List<News> news) {
        shown.expect(news);
    }

    /**
     * A user registers what it has.
     *
     * @param name with its scope
     * @return how it ended; nobody may hear of it before the step has ended, as it is shown then
     */
    public Outcome registerLocal(Now now, String name) {
        return enrolment.register(now, name);
    }

    /** All managed names go elsewhere; answered by {@link WorkerEffect.Answered}. */
    public void drain(Now now, long request, long timeoutNanos) {
        drain.begin(now, request, timeoutNanos);
        steward.onOwnersMayDiffer();
    }

    /** Names may come again. */
    public void undrain(Now now) {
        drain.end(now);
        steward.onOwnersMayDiffer();
    }

    /** Names stay where they are, or move again. */
    public void pause(Now now, boolean paused) {
        departures.setPaused(paused);
        overviews.note(now);
    }

    /** Answers {@link WorkerEffect.Start}: the worker stands ready. */
    public void onStarted(Now now, long copy) {
        workbench.onStarted(now, copy);
    }

    /** Answers {@link WorkerEffect.Start}: there is no worker. */
    public void onStartFailed(Now now, long copy, String reason) {
        workbench.onStartFailed(now, copy, reason);
    }

    /** Answers {@link WorkerEffect.Freeze}. */
    public void onFrozen(Now now, long copy, Frozen said) {
        workbench.onFrozen(now, copy, said);
    }

    /**
     * Answers {@link WorkerEffect.Resolve}.
     *
     * @param failure what the worker threw, {@code null} for nothing; its life is over then, as with {@link #onCrashed}
     */
    public void onResolved(Now now, long copy, @Nullable String failure) {
        workbench.onResolved(now, copy, failure);
    }

    /** Answers {@link WorkerEffect.Stop}. */
    public void onStopped(Now now, long copy) {
        workbench.onStopped(now, copy);
    }

    /** A worker threw: its life is over. Not answered by a stop; its mailbox waits for a restart or a stop. */
    public void onCrashed(Now now, long copy, String reason) {
        workbench.onCrashed(now, copy);
    }

    /** A worker stopped itself: its life is over, as with {@link #onCrashed}. */
    public void onDone(Now now, long copy) {
        workbench.onDone(now, copy);
    }

    /** The object of a local name ended without having been asked to, as with {@link #onCrashed}. */
    public void onLocalOver(Now now, String name, long copy, StopReason reason) {
        workbench.onLocalOver(name, copy, reason);
    }

    /** Takes the live peers. */
    public void onPeers(Now now, List<Peer> live) {
        List<NodeId> changed = realm.peers.onPeers(live);
        if (changed.isEmpty()) {
            return;
        }
        sweep.onHolders(now, changed);
        steward.onOwnersMayDiffer();
        sweep.begin();
        for (NodeId node : changed) {
            moves.onGone(now, node);
            arrivals.onSourceGone(now, node);
            requests.onGone(now, node);
        }
    }

    /** A peer is connected. */
    public void onUp(Now now, NodeId peer) {
        moves.onUp(now, peer);
    }

    /** Takes a number that is another one when roles are. */
    public void onRoles(long version) {
        steward.onRoles(version);
    }

    /** Takes what changed in the store; changes that are none of its own are passed over. */
    public void onNews(Now now, News news) {
        if (news instanceof Additions additions) {
            boolean isUsual = !requests.isAnyUnseen() && steward.passesOver(additions.origin());
            shown.onAdditions(now, additions, isUsual).forEach(change -> onChange(now, change));
            overviews.note(now);
        } else if (news instanceof Change change) {
            onChange(now, change);
        }
    }

    private void onChange(Now now, Change change) {
        if (change.key().space() == Ledger.NAME) {
            String name = change.key().name();
            shown.onChange(now, name, change);
            steward.onRow(name, change);
            overviews.note(now);
        } else if (change.key().space() == Ledger.NODE) {
            steward.onOwnersMayDiffer();
        }
    }

    /** A connected peer says something about names. */
    public void onMessage(Now now, NodeId from, RegistryMessage message) {
        long session = realm.peers.session(from);
        if (session == 0) {
            return;
        }
        if (message instanceof Ask ask) {
            service.onAsk(now, new Asked(from, session, ask.request()), ask);
        } else if (message instanceof Reply reply) {
            requests.onReply(now, reply);
        } else if (message instanceof Cancel cancel) {
            service.onCancel(now, new Asked(from, session, cancel.request()));
        } else if (message instanceof Prepare prepare) {
            arrivals.onPrepare(now, from, prepare);
        } else if (message instanceof Prepared prepared) {
            moves.onPrepared(now, from, prepared);
        } else if (message instanceof Commit commit) {
            arrivals.onCommit(now, from, commit);
        } else if (message instanceof Live isLive) {
            moves.onLive(now, from, isLive);
        } else if (message instanceof Abort abort) {
            arrivals.onAbort(now, from, abort);
        }
    }

    /** A connected peer says something about who may own what. */
    public void onMessage(Now now, NodeId from, TenureMessage message) {
        realm.tenure.onMessage(now, from, message);
    }

    /** Time passed. */
    public void onTime(Now now) {
        realm.tenure.onTime(now);
        workbench.onTime(now, service);
        moves.onTime(now);
        arrivals.onTime(now);
        requests.onTime(now);
        sweep.onTime(now);
        realm.awake(now);
        overviews.onTime(now);
    }

    /** The end of a step, before shared state is told to others: whatever follows from what came in it. */
    public void settle(Now now) {
        BitSet changed = realm.tenure.drainChanged();
        if (!changed.isEmpty()) {
            steward.onTenure(changed);
        }
        if (steward.settle(now)) {
            overviews.note(now);
        }
        departures.settle(now);
        steward.settleTenure(now);
        drain.settle(now);
    }

    /** Returns when {@link #onTime} wants to be called. */
    public long nextDeadlineNanos(Now now) {
        if (steward.wantsAnotherStep()) {
            return now.nanos();
        }
        long here = Math.min(realm.agenda.nextNanos(), Math.min(realm.nextAwakeNanos(), sweep.nextDeadlineNanos()));
        long going = Math.min(moves.nextDeadlineNanos(), departures.nextDeadlineNanos());
        long coming = Math.min(arrivals.nextDeadlineNanos(), requests.nextDeadlineNanos());
        long rest = Math.min(
                Math.min(overviews.nextDeadlineNanos(), drain.nextDeadlineNanos()), steward.nextDeadlineNanos());
        return Math.min(Math.min(Math.min(here, going), Math.min(coming, rest)), realm.tenure.nextDeadlineNanos());
    }

    /** Returns how the registry fares; between two steps. */
    public RegistryOverview overview(Now now) {
        return overviews.build(now);
    }
}
