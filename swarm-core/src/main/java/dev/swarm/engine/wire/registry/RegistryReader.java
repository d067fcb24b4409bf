package dev.swarm.engine.wire.registry;

import dev.swarm.api.NodeId;
import dev.swarm.api.Rejection;
import dev.swarm.api.registry.RestartPolicy;
import dev.swarm.crdt.Utf8;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.compact.VarReader;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads the parts of which messages and values of the registry are made, each within its bound. */
final class RegistryReader {

    private static final int GROUP_LEAST_BYTES = 2;

    private final VarReader in;
    private final UnaryOperator<String> intern;

    /**
     * Reads on from where a reader stands.
     *
     * @param intern returns the one object that stands for a type or a group
     */
    RegistryReader(VarReader in, UnaryOperator<String> intern) {
        this.in = in;
        this.intern = intern;
    }

    String name() throws MalformedPacketException {
        String name = text(RegistryBounds.NAME_BYTES);
        if (Utf8.hasControl(name)) {
            throw malformed("a name with control characters");
        }
        return name;
    }

    String group() throws MalformedPacketException {
        return intern.apply(text(RegistryBounds.GROUP_BYTES));
    }

    SortedSet<String> groups() throws MalformedPacketException {
        int count = in.readCount(GROUP_LEAST_BYTES);
        if (count > RegistryBounds.GROUPS) {
            throw new MalformedPacketException(Rejection.OVERSIZED, count + " groups of one name");
        }
        if (count == 0) {
            return Collections.emptySortedSet();
        }
        SortedSet<String> groups = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            if (!groups.add(group())) {
                throw malformed("a group twice");
            }
        }
        return groups;
    }

    Recipe recipe() throws MalformedPacketException {
        RestartPolicy policy = RegistryChoices.POLICIES.read(in);
        String type = intern.apply(text(RegistryBounds.TYPE_BYTES));
        byte[] args = in.readBytes(RegistryBounds.ARGS_BYTES);
        return new Recipe(type, args, policy, hint(), groups());
    }

    @Nullable
    String hint() throws MalformedPacketException {
        return in.readBounded(1) == 0 ? null : in.readText(RegistryBounds.HINT_BYTES);
    }

    @Nullable
    Blob state() throws MalformedPacketException {
        return in.readBounded(1) == 0 ? null : new Blob(in.readBytes(RegistryBounds.STATE_BYTES));
    }

    @Nullable
    NodeId node() throws MalformedPacketException {
        String name = in.readText(NodeId.MAX_BYTES);
        try {
            return name.isEmpty() ? null : NodeId.of(name);
        } catch (IllegalArgumentException e) {
            throw malformed("a node that none can be called");
        }
    }

    String reason() throws MalformedPacketException {
        return in.readText(RegistryBounds.REASON_BYTES);
    }

    /** Reads a token, or 0 for none. */
    static long token(VarReader in, long least) throws MalformedPacketException {
        long token = in.readVar();
        if (token < least) {
            throw malformed("token " + token);
        }
        return token;
    }

    static MalformedPacketException malformed(String what) {
        return new MalformedPacketException(Rejection.MALFORMED, what);
    }

    private String text(int bound) throws MalformedPacketException {
        String text = in.readText(bound);
        if (text.isEmpty()) {
            throw malformed("a text without a character");
        }
        return text;
    }
}
