package dev.swarm.engine.wire.topology;

/** Why a command ended, or an attempt to get it. */
public enum Ending {
    /** There were not enough votes; it never was one. */
    NOT_ELECTED("not enough nodes voted for it"),
    /** To a node that should rather command. */
    HANDED_OVER("it handed over to a node that goes before it"),
    /** Too few nodes are left. */
    QUORUM_LOST("too few nodes are left"),
    /** It could not renew its lease in time. */
    LEASE_ENDED("its lease ended without being renewed"),
    /** It met another one that commands. */
    MET_ANOTHER("it met another node that commands"),
    /** It was made an observer or a relay. */
    ROLE_LOST("it was given a role that does not command"),
    /** It leaves the cluster. */
    LEAVING("it leaves the cluster");

    private final String text;

    Ending(String text) {
        this.text = text;
    }

    /** Returns the reason as half a sentence. */
    public String text() {
        return text;
    }
}
