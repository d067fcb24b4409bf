package dev.swarm.engine.wire.comms;

/**
 * What an entry says before its payload.
 *
 * @param kind what it is
 * @param number of the wait, if somebody waits
 * @param expiry four bytes for the time that is left, 0 if it does not expire
 */
public record EntryHead(EntryKind kind, long number, int expiry) {

    /** Of a message that nobody waits for and that does not expire. */
    public static final EntryHead MESSAGE = new EntryHead(EntryKind.MESSAGE, 0, 0);

    /** Returns the head of a message that nobody waits for. */
    public static EntryHead message(int expiry) {
        return expiry == 0 ? MESSAGE : new EntryHead(EntryKind.MESSAGE, 0, expiry);
    }
}
