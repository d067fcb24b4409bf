package dev.swarm.engine.wire.overlay;

/**
 * One field of an entity. Immutable; compared by identity.
 */
public final class Field {

    private final String name;
    private final long time;
    private final byte[] content;

    /**
     * Makes one.
     *
     * @param name its name; empty for the whole of a value that has no fields
     * @param time when it was written, in hybrid time; 0 for the time of the write that carries it
     * @param content its value as the user's codec wrote it; nobody may change it
     */
    public Field(String name, long time, byte[] content) {
        this.name = name;
        this.time = time;
        this.content = content;
    }

    /** Returns its name. */
    public String name() {
        return name;
    }

    /** Returns when it was written. */
    public long time() {
        return time;
    }

    /** Returns its value itself, which must not be changed. */
    public byte[] content() {
        return content;
    }

    /** Returns the same field, written at a moment. */
    public Field at(long moment) {
        return new Field(name, moment, content);
    }
}
