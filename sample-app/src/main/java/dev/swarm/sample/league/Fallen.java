package dev.swarm.sample.league;

/**
 * That a hero is no more: the content of the entity {@code fallen:<id>}. It outlives whatever a stale life of the hero
 * may still write, also on the other side of a split network, and is then removed by itself.
 *
 * @param name the hero's name
 * @param cause a sentence without its subject, such as {@code has fallen in gotham}
 */
public record Fallen(String name, String cause) {

    /** Returns the whole sentence. */
    public String sentence() {
        return name + " " + cause;
    }
}
