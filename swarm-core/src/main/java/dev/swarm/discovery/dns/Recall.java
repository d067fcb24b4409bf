package dev.swarm.discovery.dns;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.discovery.PeerSink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The addresses that one question has led to. Servers answer in part, and some answer with a few of many at random: an
 * address is forgotten only when {@value #ROUNDS} complete answers in a row were without it. Answers that failed, or
 * were empty, or lacked something, take nothing away.
 */
final class Recall {

    static final int ROUNDS = 12;

    private final Map<NodeAddress, Integer> lastRound = new HashMap<>();
    private List<NodeAddress> latest = List.of();
    private int round;

    /** Takes an answer. */
    void take(Answer<NodeAddress> answer) {
        if (answer.isComplete()) {
            round++;
            lastRound.values().removeIf(seen -> round - seen > ROUNDS);
        }
        Set<NodeAddress> order = new LinkedHashSet<>(answer.records());
        order.addAll(latest);
        order.retainAll(union(answer));
        latest = order.stream().limit(PeerSink.MAX_CANDIDATES).toList();
        lastRound.keySet().retainAll(new LinkedHashSet<>(latest));
    }

    /** Returns all that are remembered, those of the last answers first and in their order. */
    List<NodeAddress> addresses() {
        return new ArrayList<>(latest);
    }

    private Set<NodeAddress> union(Answer<NodeAddress> answer) {
        answer.records().forEach(address -> lastRound.put(address, round));
        return lastRound.keySet();
    }
}
