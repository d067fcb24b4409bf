package dev.swarm.engine.overlay;

import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.overlay.EntityValue;
import dev.swarm.engine.wire.overlay.Field;
import dev.swarm.engine.wire.replication.Row;
import dev.swarm.engine.wire.replication.Write;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the values under an entity's key mean together. The latest whole value wins over earlier ones; fields that were
 * written later than it, one by one, lie over it, of each the latest. All nodes with the same values find the same.
 */
final class EntityRows {

    private EntityRows() {}

    /**
     * An entity as it is shown, but for its fields.
     *
     * @param winner the latest write
     * @param timeToLiveMillis its time to live, 0 for ever
     * @param merged 0 if the winner alone is shown, else a number that tells mixtures apart
     */
    record Shown(Write winner, long timeToLiveMillis, int merged) {

        /** Tells whether users see one version in both. */
        boolean isVersionOf(Shown other) {
            return winner.time() == other.winner.time()
                    && merged == other.merged
                    && winner.origin().node().equals(other.winner.origin().node());
        }
    }

    /** Returns what is shown of a row; {@code null} if nothing of it can be read. Copies nothing of the values. */
    static @Nullable Shown show(@Nullable Row row) {
        Write winner = null;
        long timeToLiveMillis = 0;
        int merged = 0;
        for (Row at = row; at != null; at = at.next()) {
            EntityValue.Head head = check(at.write());
            if (head == null) {
                continue;
            }
            if (winner == null) {
                winner = at.write();
                timeToLiveMillis = head.timeToLiveMillis();
            } else {
                merged = 31 * merged + Long.hashCode(at.write().time());
            }
            if (head.whole()) {
                break;
            }
        }
        return winner == null ? null : new Shown(winner, timeToLiveMillis, merged);
    }

    /** Returns the fields that are shown of a row, all with their times. */
    static List<Field> fields(@Nullable Row row) {
        Map<String, Field> fields = new LinkedHashMap<>();
        for (Row at = row; at != null; at = at.next()) {
            EntityValue value = read(at.write());
            if (value == null) {
                continue;
            }
            long time = at.write().time();
            if (fields.isEmpty() && isSingle(value)) {
                return List.of(value.fields().get(0).at(time));
            }
            lay(fields, value, time);
            if (value.whole()) {
                fields.values().removeIf(field -> field.time() < time);
                break;
            }
        }
        return List.copyOf(fields.values());
    }

    /** Tells whether a value is one whole, over which nothing can lie but what was written later. */
    private static boolean isSingle(EntityValue value) {
        return value.whole() && value.fields().size() == 1;
    }

    /** Returns the value that results when some fields are written over what is shown of a row. */
    static EntityValue over(@Nullable Row row, List<Field> fields, long time) {
        Map<String, Field> result = new LinkedHashMap<>();
        for (Field field : fields(row)) {
            if (!field.name().isEmpty()) {
                result.put(field.name(), field);
            }
        }
        fields.forEach(field -> result.put(field.name(), field.at(time)));
        Shown shown = show(row);
        long timeToLive = shown == null ? 0 : shown.timeToLiveMillis();
        return new EntityValue(false, timeToLive, new ArrayList<>(result.values()));
    }

    private static void lay(Map<String, Field> fields, EntityValue value, long time) {
        for (Field field : value.fields()) {
            Field dated = value.whole() ? field.at(time) : field;
            Field other = fields.get(dated.name());
            if (other == null || other.time() < dated.time()) {
                fields.put(dated.name(), dated);
            }
        }
    }

    private static EntityValue.@Nullable Head check(Write write) {
        byte[] value = write.value();
        try {
            return value == null ? null : EntityValue.check(value);
        } catch (MalformedPacketException e) {
            return null;
        }
    }

    private static @Nullable EntityValue read(Write write) {
        byte[] value = write.value();
        try {
            return value == null ? null : EntityValue.decode(value);
        } catch (MalformedPacketException e) {
            return null;
        }
    }
}
