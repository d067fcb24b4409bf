package dev.swarm.engine.topology;

import dev.swarm.api.Member;
import dev.swarm.api.NodeId;
import dev.swarm.api.Role;
import dev.swarm.api.event.RoleChanged;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.step.Outbox;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.replication.Key;
import dev.swarm.engine.wire.replication.Row;
import dev.swarm.engine.wire.topology.RoleValue;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What each node is. A node is started with a role; a promotion, which is replicated and sticky, puts another one in
 * its place; and whoever commands is the commander, at most one. Each change is told once.
 */
final class Roles {

    /** Key of the first choice for the command. */
    static final Key FIRST = new Key(Register.TOPOLOGY, "p");

    /** Name of the key of the role that a node was given begins so. */
    private static final String ROLE = "r:";

    /** Names that nobody has any more are forgotten when there are this many more than members. */
    private static final int SPARE = 1_024;

    private final Outbox outbox;
    private final Trail trail;
    private final Map<NodeId, Role> started = new HashMap<>();
    private final Map<NodeId, Role> given = new HashMap<>();
    private final Map<NodeId, Role> told = new HashMap<>();
    private final Set<NodeId> touched = new LinkedHashSet<>();
    private @Nullable NodeId first;
    private @Nullable NodeId commander;
    private long version;

    Roles(Outbox outbox, Trail trail) {
        this.outbox = outbox;
        this.trail = trail;
    }

    /** Returns the key of the role that a node was given. */
    static Key key(NodeId node) {
        return new Key(Register.TOPOLOGY, ROLE + node.name());
    }

    /** A member of ours is here, with the role it was started with. */
    void onHere(NodeId node, Role role) {
        started.put(node, role);
        touched.add(node);
    }

    /** Forgets the roles of members that nobody remembers. */
    void prune(List<Member> members) {
        if (started.size() > members.size() + SPARE) {
            Set<NodeId> known = new LinkedHashSet<>();
            members.forEach(member -> known.add(member.id()));
            started.keySet().retainAll(known);
            told.keySet().retainAll(known);
        }
    }

    /** Takes what changed in the store; changes that are not about roles are passed over. */
    void onChange(Key key, @Nullable Row row) {
        if (key.space() != Register.TOPOLOGY) {
            return;
        }
        String name = key.name();
        if (key.equals(FIRST)) {
            first = read(row, RoleValue::decodeChoice);
            version++;
        } else if (name.startsWith(ROLE) && name.length() > ROLE.length()) {
            NodeId node = NodeId.of(name.substring(ROLE.length()));
            Role role = read(row, RoleValue::decode);
            Role before = role == null ? given.remove(node) : given.put(node, role);
            if (before != role) {
                version++;
                touched.add(node);
            }
        }
    }

    /** Says who commands, {@code null} for nobody. */
    void setCommander(@Nullable NodeId node) {
        if (commander != null) {
            touched.add(commander);
        }
        if (node != null) {
            touched.add(node);
        }
        commander = node;
        version++;
    }

    /** Returns who was promoted to command, {@code null} for nobody. */
    @Nullable
    NodeId first() {
        return first;
    }

    /** Returns what a member is apart from command. */
    Role base(NodeId node, Role startedAs) {
        return given.isEmpty() ? startedAs : given.getOrDefault(node, startedAs);
    }

    /** Tells whether a member takes part in elections. */
    boolean isElector(NodeId node, Role startedAs) {
        Role role = base(node, startedAs);
        return role != Role.OBSERVER && role != Role.RELAY;
    }

    /** Returns what a member is. */
    Role effective(NodeId node, Role startedAs) {
        return node.equals(commander) ? Role.COMMANDER : base(node, startedAs);
    }

    /** Returns a number that grows whenever the role of anybody may be another one. */
    long version() {
        return version;
    }

    /** Tells what changed since the last call. */
    void tell(Now now) {
        for (NodeId node : touched) {
            Role startedAs = started.get(node);
            if (startedAs != null) {
                Role role = effective(node, startedAs);
                Role before = told.put(node, role);
                if (before != null && before != role) {
                    outbox.fact(new RoleChanged(node, before, role, now.instant()));
                    trail.add(now.instant(), node, "is " + role.label() + " now, " + before.label() + " before");
                }
            }
        }
        touched.clear();
    }

    /** Reads a stored value. */
    private interface Form<T> {

        @Nullable
        T decode(byte[] value) throws MalformedPacketException;
    }

    private static <T> @Nullable T read(@Nullable Row row, Form<T> form) {
        byte[] value = row == null ? null : row.write().value();
        try {
            return value == null ? null : form.decode(value);
        } catch (MalformedPacketException e) {
            return null;
        }
    }
}
