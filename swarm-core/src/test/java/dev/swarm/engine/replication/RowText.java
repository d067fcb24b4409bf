package dev.swarm.engine.replication;

import dev.swarm.engine.wire.replication.Row;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Rows as texts: those that say the same need not be one object. */
final class RowText {

    private RowText() {}

    /** Returns all that is in a row; nothing for no row. */
    static String of(@Nullable Row row) {
        StringBuilder text = new StringBuilder();
        if (row != null) {
            row.forEach(write -> text.append(write.dot())
                    .append(write.key())
                    .append(write.time())
                    .append(Arrays.toString(write.value()))
                    .append(write.seen()));
        }
        return text.toString();
    }
}
