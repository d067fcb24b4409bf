package dev.swarm.sample.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.swarm.api.Member;
import dev.swarm.api.NodeHealth;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a page shows, as this node sees it. A value: two equal ones need no second drawing.
 *
 * @param cluster name of the cluster, empty if it has none
 * @param self name of the node that shows the page
 * @param nodes all members it remembers, itself included, sorted by name
 * @param events what happened last, newest first
 */
record PageView(String cluster, String self, List<Node> nodes, List<Happening> events) {

    /**
     * One member.
     *
     * @param name its name
     * @param status {@code healthy}, {@code suspect}, {@code down} or {@code left}
     * @param since when this node learnt of the status; for this node itself, when it started
     * @param role what it does
     * @param guest whether it is a foreign member that only takes part in membership
     * @param address where it receives membership traffic
     * @param incarnation number of the claim that is believed
     * @param service name of its service, {@code null} for a guest
     * @param startedAt when it started, by its own clock, {@code null} for a guest
     * @param webAddress base address of its web server, {@code null} without one
     * @param tags free keys and values
     * @param link how it is reached from here, {@code null} for the node itself
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Node(
            String name,
            String status,
            Instant since,
            String role,
            boolean guest,
            String address,
            long incarnation,
            @Nullable String service,
            @Nullable Instant startedAt,
            @Nullable String webAddress,
            Map<String, String> tags,
            @Nullable Link link) {

        static Node of(Member member, Instant since, @Nullable Link link) {
            Member.Profile profile = member.profile();
            return new Node(
                    member.id().name(),
                    member.status().label(),
                    since,
                    member.role().label(),
                    member.isGuest(),
                    member.address().toString(),
                    member.incarnation().value(),
                    profile == null ? null : profile.service(),
                    profile == null ? null : profile.startedAt(),
                    profile == null ? null : profile.webAddress(),
                    profile == null ? Map.of() : profile.tags(),
                    link);
        }
    }

    /**
     * How a member is reached.
     *
     * @param quality level of the link, in lower case
     * @param rttMs mean round-trip time in milliseconds, {@code null} before the first; to a tenth only, so that a page
     *     is not drawn again for each question that is answered
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Link(String quality, @Nullable Double rttMs) {

        private static final double TENTHS = 10;
        private static final double NANOS_PER_TENTH = 1e5;

        static Link of(NodeHealth health) {
            return new Link(
                    health.quality().label(),
                    health.roundTrip()
                            .map(rtt -> Math.rint(rtt.mean().toNanos() / NANOS_PER_TENTH) / TENTHS)
                            .orElse(null));
        }
    }

    /**
     * One thing that happened.
     *
     * @param number grows with each, so that a page can tell which it has told already
     * @param time when this node learnt it
     * @param node whom it is about
     * @param status what the node is afterwards; of news about the command, what it is to look like
     * @param text in plain words
     */
    record Happening(long number, Instant time, String node, String status, String text) {}
}
