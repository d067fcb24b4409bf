package dev.swarm.sample.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.swarm.api.Member;
import dev.swarm.api.NodeHealth;
import dev.swarm.sample.stage.StageStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The cluster as this node sees it. A value: two equal ones need no second drawing.
 *
 * @param cluster name of the cluster, empty if it has none
 * @param self name of the node that shows the page
 * @param term number of the command that is valid, {@code null} while nobody commands
 * @param nodes all members it remembers, itself included, sorted by name
 * @param stage what visitors may do to nodes, and have done
 * @param patrolMillis the tempo of all cities: time between two patrols
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PageView(
        String cluster, String self, @Nullable Long term, List<Node> nodes, StageStatus.View stage, long patrolMillis) {

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
     * @param heroes how many heroes live there
     * @param distance how far its knowledge is away from this node's, {@code null} if that is not known
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
            @Nullable Link link,
            int heroes,
            Convergence.@Nullable Distance distance) {

        static Node of(Member member, Instant since, Measured measured) {
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
                    measured.link(),
                    measured.heroes(),
                    measured.distance());
        }
    }

    /**
     * What is measured of a member, and counted there.
     *
     * @param link how it is reached
     * @param heroes how many heroes live there
     * @param distance how far its knowledge is away
     */
    record Measured(@Nullable Link link, int heroes, Convergence.@Nullable Distance distance) {}

    /**
     * How a member is reached.
     *
     * @param quality level of the link, in lower case
     * @param rttMs mean round-trip time in milliseconds, {@code null} before the first; to a tenth only, so that a page
     *     is not drawn again for each question that is answered
     * @param lossPercent how much of the last questions and answers got lost
     * @param history the last round-trip times in milliseconds, oldest first
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Link(String quality, @Nullable Double rttMs, int lossPercent, List<Double> history) {

        private static final double TENTHS = 10;
        private static final double NANOS_PER_TENTH = 1e5;
        private static final double HUNDREDTHS = 100;
        private static final double NANOS_PER_HUNDREDTH = 1e4;

        static Link of(NodeHealth health) {
            return new Link(
                    health.quality().label(),
                    health.roundTrip()
                            .map(rtt -> Math.rint(rtt.mean().toNanos() / NANOS_PER_TENTH) / TENTHS)
                            .orElse(null),
                    (int) Math.rint(health.loss() * 100),
                    oldestFirst(health.history()));
        }

        private static List<Double> oldestFirst(List<Duration> newestFirst) {
            List<Double> times = new ArrayList<>();
            for (Duration time : newestFirst) {
                times.add(Math.rint(time.toNanos() / NANOS_PER_HUNDREDTH) / HUNDREDTHS);
            }
            Collections.reverse(times);
            return times;
        }
    }

    /**
     * One thing that happened.
     *
     * @param number grows with each, so that a page can tell which it has told already
     * @param time when this node learnt it
     * @param node whom it is about
     * @param status what the node is afterwards; of news about the command, what it is to look like
     * @param kind {@code node}, {@code command}, {@code hero}, {@code move}, {@code fallen}, or that of the news
     * @param text in plain words
     */
    record Happening(long number, Instant time, String node, String status, String kind, String text) {}
}
