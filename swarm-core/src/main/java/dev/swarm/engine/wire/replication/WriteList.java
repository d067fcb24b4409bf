package dev.swarm.engine.wire.replication;

import java.util.AbstractList;
import java.util.List;

/** Writes of which most are bytes, and become objects only when they are asked for; each time others. */
public abstract class WriteList extends AbstractList<Write> {

    /**
     * Shows a write as bytes.
     *
     * @param into what shows it
     * @return whether it is bytes
     */
    public abstract boolean show(int index, PlainWrite into);

    /** Returns about how many bytes all take on the wire. */
    public abstract int roughBytes();

    /** Shows a write of a list as bytes, if it is bytes; tells whether it is. */
    public static boolean show(List<Write> writes, int index, PlainWrite into) {
        return writes instanceof WriteList list && list.show(index, into);
    }

    /** Returns about how many bytes all of a list take on the wire. */
    public static int roughBytes(List<Write> writes) {
        if (writes instanceof WriteList list) {
            return list.roughBytes();
        }
        int bytes = 0;
        for (Write write : writes) {
            bytes += write.roughBytes();
        }
        return bytes;
    }
}
