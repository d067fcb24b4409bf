package dev.swarm.engine.wire;

import dev.swarm.api.Incarnation;
import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import dev.swarm.api.Rejection;
import dev.swarm.engine.wire.format.PackReader;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one structure, found in received bytes and not yet believed. Reading only notes where each field is;
 * the typed questions check and convert. The first thing that is wrong is kept as {@link #rejection()}, and questions
 * go on to answer something harmless, so a caller asks for all it needs and then looks once whether to believe it.
 *
 * <p>An instance is used again for each structure and allocates nothing but the values asked for.
 */
final class Body {

    private static final int FIELDS = Field.COUNT;
    private static final int ABSENT = -1;
    private static final byte[] NOTHING = {};
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;
    private static final int VERSION_BYTES = 6;
    private static final NodeId NOBODY = NodeId.of("nobody");
    private static final NodeAddress NOWHERE = NodeAddress.of(new byte[IPV4_BYTES], 0);

    private final PackReader reader = new PackReader();
    private final long[] numbers = new long[FIELDS];
    private final byte[][] contents = new byte[FIELDS][];
    private final int[] starts = new int[FIELDS];
    private final int[] lengths = new int[FIELDS];
    private @Nullable Rejection rejection;

    /** Finds the fields of a structure; what follows it is ignored, as peers do. */
    void read(byte[] bytes, int from, int to, Field... structure) {
        rejection = null;
        for (Field field : structure) {
            clear(field);
        }
        reader.over(bytes, from, to);
        int pairs = reader.mapSize();
        if (pairs < 0) {
            readArray(reader.arraySize(), structure);
        }
        for (int i = 0; i < pairs && !reader.failed(); i++) {
            readPair(structure);
        }
        if (reader.failed()) {
            reject(Rejection.MALFORMED);
        }
    }

    /** Returns what is wrong with the structure or with a field that was asked for, {@code null} if nothing. */
    @Nullable
    Rejection rejection() {
        return rejection;
    }

    long number(Field field) {
        return numbers[field.slot()];
    }

    boolean flag(Field field) {
        return number(field) != 0;
    }

    /** Returns the length of a byte field, 0 if it is absent. */
    int length(Field field) {
        return Math.max(0, lengths[field.slot()]);
    }

    /** Returns the array that holds a byte field. */
    byte[] content(Field field) {
        return contents[field.slot()];
    }

    /** Returns where in that array the field begins. */
    int start(Field field) {
        return starts[field.slot()];
    }

    /** Returns a copy of a byte field, {@code null} if it is absent. */
    @Nullable
    Bytes bytes(Field field) {
        return lengths[field.slot()] == ABSENT ? null : Bytes.owning(copy(field));
    }

    /** Returns a name that must be there. */
    NodeId name(Field field) {
        NodeId name = optionalName(field);
        if (name == null) {
            reject(Rejection.MALFORMED);
            return NOBODY;
        }
        return name;
    }

    /** Returns a name, {@code null} if it is absent or empty. */
    @Nullable
    NodeId optionalName(Field field) {
        int length = length(field);
        if (length == 0) {
            return null;
        }
        if (length > NodeId.MAX_BYTES) {
            reject(Rejection.OVERSIZED);
            return NOBODY;
        }
        String name = Text.strict(content(field), start(field), length);
        if (name == null) {
            reject(Rejection.MALFORMED);
            return NOBODY;
        }
        return NodeId.of(name);
    }

    /** Returns an address that must be there, in the byte form in which it came. */
    NodeAddress address(Field ip, Field port) {
        int length = length(ip);
        if (length != IPV4_BYTES && length != IPV6_BYTES) {
            reject(Rejection.MALFORMED);
            return NOWHERE;
        }
        return NodeAddress.of(copy(ip), (int) number(port));
    }

    /** Returns where an answer should go; {@code null} unless both fields are there (section 5). */
    @Nullable
    NodeAddress optionalAddress(Field ip, Field port) {
        return length(ip) == 0 || number(port) == 0 ? null : address(ip, port);
    }

    Incarnation incarnation() {
        Incarnation incarnation = new Incarnation(number(Field.INCARNATION));
        if (!incarnation.isPlausible()) {
            reject(Rejection.IMPLAUSIBLE);
        }
        return incarnation;
    }

    @Nullable
    Bytes meta() {
        if (length(Field.META) > NodeMeta.MAX_BYTES) {
            reject(Rejection.OVERSIZED);
            return null;
        }
        return bytes(Field.META);
    }

    /** Returns the six versions, {@code null} if there are fewer. */
    @Nullable
    Versions versions() {
        return length(Field.VSN) < VERSION_BYTES ? null : Versions.read(content(Field.VSN), start(Field.VSN));
    }

    /** Notes that the structure is not to be believed; the first reason stays. */
    void reject(Rejection reason) {
        if (rejection == null) {
            rejection = reason;
        }
    }

    private byte[] copy(Field field) {
        return Arrays.copyOfRange(content(field), start(field), start(field) + length(field));
    }

    private void readPair(Field... structure) {
        reader.bytes();
        for (Field field : structure) {
            if (field.isNamed(reader.content(), reader.contentStart(), reader.contentLength())) {
                readValue(field);
                return;
            }
        }
        reader.skip();
    }

    /** What an array has beyond the known fields comes from a newer peer and is passed over. */
    private void readArray(int size, Field... structure) {
        if (size < 0) {
            reject(Rejection.MALFORMED);
        }
        for (int i = 0; i < size && i < structure.length; i++) {
            readValue(structure[i]);
        }
    }

    private void readValue(Field field) {
        int slot = field.slot();
        if (reader.nil()) {
            clear(field);
        } else if (field.isFlag()) {
            numbers[slot] = reader.flag() ? 1 : 0;
        } else if (field.isBytes()) {
            reader.bytes();
            contents[slot] = reader.content();
            starts[slot] = reader.contentStart();
            lengths[slot] = reader.contentLength();
        } else {
            numbers[slot] = reader.unsigned(field.max());
        }
    }

    private void clear(Field field) {
        int slot = field.slot();
        numbers[slot] = 0;
        contents[slot] = NOTHING;
        starts[slot] = 0;
        lengths[slot] = ABSENT;
    }
}
