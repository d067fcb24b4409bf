package dev.swarm.engine.membership;

import dev.swarm.api.ClusterView;
import dev.swarm.api.Member;
import dev.swarm.api.NodeId;
import dev.swarm.engine.step.Peer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What others see of the table: made anew only when something changed, so that they can compare by identity. */
public final class Views {

    private final Core core;
    private @Nullable ClusterView view;
    private long viewedVersion = -1;
    private List<Peer> peers = List.of();
    private long population = -1;

    Views(Core core) {
        this.core = core;
    }

    /** Returns what is known now; the same object as long as nothing changed. */
    public ClusterView view() {
        ClusterView current = view;
        int health = core.health.value();
        if (current == null || viewedVersion != core.table.version() || current.healthScore() != health) {
            long version = current == null ? 1 : current.version() + 1;
            current = new ClusterView(version, core.self.id(), core.table.toMembers(), health);
            view = current;
            viewedVersion = core.table.version();
        }
        return current;
    }

    /** Returns what is known of one member, this node included; {@code null} if there is none of that name. */
    public @Nullable Member member(NodeId id) {
        MemberEntry entry = core.table.get(id);
        return entry == null ? null : entry.toMember();
    }

    /** Returns the live members of ours other than this node; the same object as long as nothing changed. */
    public List<Peer> peers() {
        if (population != core.table.population()) {
            population = core.table.population();
            List<Peer> current = new ArrayList<>();
            for (MemberEntry entry : core.table.all()) {
                Peer peer = entry.isLive() && !core.isSelf(entry) ? entry.toPeer() : null;
                if (peer != null) {
                    current.add(peer);
                }
            }
            if (!current.equals(peers)) {
                peers = Collections.unmodifiableList(current);
            }
        }
        return peers;
    }
}
