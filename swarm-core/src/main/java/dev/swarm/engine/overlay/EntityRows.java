package dev.swarm.engine.overlay;

import dev.swarm.engine.replication.Row;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.overlay.EntityValue;
import dev.swarm.engine.wire.overlay.Field;
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
     * An entity as it is shown.
     *
     * @param winner the latest write
     * @param value its fields, all with their times
     * @param merged 0 if the winner alone is shown, else a number that tells mixtures apart
     */
    record Shown(Write winner, EntityValue value, int merged) {}

    /** Returns what is shown of a row; {@code null} if nothing of it can be read. */
    static @Nullable Shown show(@Nullable Row row) {
        Write winner = null;
        Map<String, Field> fields = new LinkedHashMap<>();
        EntityValue latest = null;
        int merged = 0;
        for (Row at = row; at != null; at = at.next()) {
            EntityValue value = read(at.write());
            if (value == null) {
                continue;
            }
            if (winner == null) {
                winner = at.write();
                latest = value;
            } else {
                merged = 31 * merged + Long.hashCode(at.write().time());
            }
            lay(fields, value, at.write().time());
            if (value.whole()) {
                long bound = at.write().time();
                fields.values().removeIf(field -> field.time() < bound);
                break;
            }
        }
        if (winner == null || latest == null) {
            return null;
        }
        EntityValue value = new EntityValue(latest.whole(), latest.timeToLiveMillis(), List.copyOf(fields.values()));
        return new Shown(winner, value, merged);
    }

    /** Returns the value that results when some fields are written over what is shown. */
    static EntityValue over(@Nullable Shown shown, List<Field> fields, long time) {
        Map<String, Field> result = new LinkedHashMap<>();
        if (shown != null) {
            shown.value().fields().forEach(field -> {
                if (!field.name().isEmpty()) {
                    result.put(field.name(), field);
                }
            });
        }
        fields.forEach(field -> result.put(field.name(), field.at(time)));
        long timeToLive = shown == null ? 0 : shown.value().timeToLiveMillis();
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

    private static @Nullable EntityValue read(Write write) {
        byte[] value = write.value();
        try {
            return value == null ? null : EntityValue.decode(value);
        } catch (MalformedPacketException e) {
            return null;
        }
    }
}
