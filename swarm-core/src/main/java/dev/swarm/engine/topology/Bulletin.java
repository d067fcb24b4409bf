package dev.swarm.engine.topology;

import dev.swarm.api.Commander;
import dev.swarm.api.NodeId;
import dev.swarm.api.Quorum;
import dev.swarm.api.event.CommanderElected;
import dev.swarm.api.event.CommanderLost;
import dev.swarm.api.event.QuorumLost;
import dev.swarm.api.event.QuorumRegained;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.step.Outbox;
import dev.swarm.engine.wire.topology.Ending;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is told of command and quorum: each change once, lost before elected; and the read model, which is never older
 * than what was told.
 */
final class Bulletin {

    private static final long MILLI = 1_000_000;

    private final Council council;
    private final Command command;
    private final Outbox outbox;
    private final TopologyModel model;
    private @Nullable Claim told;
    private long toldUntilNanos = Knowledge.NOT_TOLD;
    private boolean metBefore;

    Bulletin(Council council, Command command) {
        this.council = council;
        this.command = command;
        this.outbox = council.parts.outbox();
        this.model = council.parts.model();
    }

    /** Returns who commands as far as was told, {@code null} for nobody. */
    @Nullable
    Claim told() {
        return told;
    }

    /** The end of a step. */
    void settle(Now now) {
        Claim before = told;
        Claim known = council.known();
        boolean isOther = known == null ? before != null : !known.equals(before);
        if (isOther && before != null) {
            lose(now, before, known);
        }
        tellQuorum(now);
        if (isOther && known != null) {
            told = known;
            council.roles.setCommander(known.node());
            outbox.fact(new CommanderElected(known.node(), known.term(), now.instant()));
            if (!known.node().equals(council.self.node())) {
                council.note(now, known.node(), "commands with term " + known.term());
            }
        }
        council.roles.tell(now);
        publish(now, isOther);
    }

    private void lose(Now now, Claim before, @Nullable Claim known) {
        told = null;
        council.roles.setCommander(null);
        Ending ending = council.knowledge.takeEnding();
        String reason;
        if (!council.roster.isHere(before.elector())) {
            reason = "it is gone from the cluster";
        } else if (ending != null) {
            reason = ending.text();
        } else if (known != null) {
            reason = known.node() + " commands with the higher term " + known.term();
        } else {
            reason = "its term was passed by another one";
        }
        outbox.fact(new CommanderLost(before.node(), before.term(), reason, now.instant()));
        if (!before.node().equals(council.self.node())) {
            council.note(now, before.node(), "commands no more (term " + before.term() + "): " + reason);
        }
    }

    private void tellQuorum(Now now) {
        Quorum quorum = council.quorum();
        if (!quorum.equals(model.quorum())) {
            model.setQuorum(quorum);
        }
        // a node that has not found its place yet does not know who is here
        if (quorum.isMet() != metBefore && council.mayStand.isSet()) {
            metBefore = quorum.isMet();
            NodeId self = council.self.node();
            String counted = quorum.present() + " of the " + quorum.size() + " needed are here";
            if (quorum.isMet()) {
                outbox.fact(new QuorumRegained(self, quorum, now.instant()));
                council.note(now, self, "has a quorum: " + counted);
            } else {
                outbox.fact(new QuorumLost(self, quorum, now.instant()));
                council.note(now, self, "has no quorum: " + counted);
            }
        }
    }

    private void publish(Now now, boolean isOther) {
        Claim shown = told;
        long until = command.isHeld() ? command.untilNanos() : council.knowledge.untilNanos();
        if (isOther || until != toldUntilNanos) {
            toldUntilNanos = until;
            model.setCommander(shown == null ? null : commander(now, shown, until));
        }
        council.trail.publish(model);
    }

    private static Commander commander(Now now, Claim claim, long untilNanos) {
        Instant until =
                untilNanos == Knowledge.NOT_TOLD ? null : now.instant().plusMillis((untilNanos - now.nanos()) / MILLI);
        return new Commander(claim.node(), claim.term(), until);
    }
}
