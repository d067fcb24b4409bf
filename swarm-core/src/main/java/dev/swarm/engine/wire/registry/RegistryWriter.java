package dev.swarm.engine.wire.registry;

import dev.swarm.api.NodeId;
import dev.swarm.engine.wire.compact.VarWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Writes what {@link RegistryReader} reads. */
final class RegistryWriter {

    /** Bits of a byte that continues a character in UTF-8, and what they are. */
    private static final int CONTINUES_MASK = 0xC0;

    private static final int CONTINUES = 0x80;

    private RegistryWriter() {}

    static void groups(VarWriter out, SortedSet<String> groups) {
        out.writeVar(groups.size());
        groups.forEach(out::writeText);
    }

    static void recipe(VarWriter out, Recipe recipe) {
        out.writeByte(RegistryChoices.POLICIES.number(recipe.policy()))
                .writeText(recipe.type())
                .writeBytes(recipe.args());
        hint(out, recipe.hint());
        groups(out, recipe.groups());
    }

    static void hint(VarWriter out, @Nullable String hint) {
        if (hint == null) {
            out.writeByte(0);
        } else {
            out.writeByte(1).writeText(hint);
        }
    }

    static void state(VarWriter out, @Nullable Blob state) {
        if (state == null) {
            out.writeByte(0);
        } else {
            out.writeByte(1).writeBytes(state.bytes());
        }
    }

    static void node(VarWriter out, @Nullable NodeId node) {
        out.writeText(node == null ? "" : node.name());
    }

    /** Writes a reason, or as much of its start as may be written, up to the end of a character. */
    static void reason(VarWriter out, String reason) {
        // a character has a byte at least, and one more than fits may be half a pair
        String start = reason.substring(0, Math.min(reason.length(), RegistryBounds.REASON_BYTES + 1));
        byte[] bytes = start.getBytes(StandardCharsets.UTF_8);
        int length = bytes.length;
        if (length > RegistryBounds.REASON_BYTES) {
            length = RegistryBounds.REASON_BYTES;
            while ((bytes[length] & CONTINUES_MASK) == CONTINUES) {
                length--;
            }
        }
        out.writeBytes(Arrays.copyOf(bytes, length));
    }
}
