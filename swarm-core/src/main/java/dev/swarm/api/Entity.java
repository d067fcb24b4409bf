package dev.swarm.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that all nodes know by its id: data, and who wrote it when. Immutable. Two are equal if they are the same
 * version of the same entity.
 */
public final class Entity {

    private final String id;
    private final Origin origin;
    private final Content content;
    private final @Nullable Duration timeToLive;

    /**
     * Makes one; done by the library.
     *
     * @param id its name
     * @param origin who wrote this version
     * @param content its data
     * @param timeToLive how long after it was written it is removed; {@code null} for never
     */
    public Entity(String id, Origin origin, Content content, @Nullable Duration timeToLive) {
        this.id = id;
        this.origin = origin;
        this.content = content;
        this.timeToLive = timeToLive;
    }

    /**
     * Who wrote a version of an entity.
     *
     * @param node the writer; of a version merged from several the latest one
     * @param moment hybrid time: 48 bits of milliseconds since 1970 and 16 bits that count within one
     * @param merged tells versions apart that were merged from several; 0 for one as it was written
     */
    public record Origin(NodeId node, long moment, int merged) {

        private static final int COUNTER_BITS = 16;

        /** Returns when, by the writer's wall clock; for people, not for ordering. */
        public Instant time() {
            return Instant.ofEpochMilli(moment >>> COUNTER_BITS);
        }

        /** Returns hybrid time and writer as text, which is another one for each version. */
        public String stamp() {
            String stamp = Long.toHexString(moment) + "@" + node;
            return merged == 0 ? stamp : stamp + "+" + Integer.toHexString(merged);
        }
    }

    /** Data that is decoded when it is asked for. Any thread. */
    public interface Content {

        /** Returns the data as maps, lists, texts, numbers, booleans. */
        Object asObject();

        /**
         * Returns the data as a value of a type.
         *
         * @throws IllegalArgumentException if it is no such value
         */
        <T> T as(Class<T> type);
    }

    /** Returns its name. */
    public String id() {
        return id;
    }

    /** Returns the node that wrote this version. */
    public NodeId node() {
        return origin.node();
    }

    /** Returns when this version was written, by its writer's wall clock; for people, not for ordering. */
    public Instant lastUpdated() {
        return origin.time();
    }

    /** Returns what orders this version among all others of the entity. */
    public String stamp() {
        return origin.stamp();
    }

    /** Returns how long after it was written it is removed, {@code null} for never. */
    public @Nullable Duration timeToLive() {
        return timeToLive;
    }

    /** Returns the data as maps, lists, texts, numbers and booleans; a map if an object was written. */
    public Object data() {
        return content.asObject();
    }

    /**
     * Returns the data as a value of a type.
     *
     * @throws IllegalArgumentException if it is no such value
     */
    public <T> T as(Class<T> type) {
        return content.as(type);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Entity that && id.equals(that.id) && origin.equals(that.origin);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, origin);
    }

    /** Returns id, writer and data. */
    @Override
    public String toString() {
        return "Entity " + id + " by " + origin.node() + " " + content;
    }
}
