package dev.swarm.sim.comms;

import dev.swarm.api.Priority;
import dev.swarm.api.SendOutcome;
import dev.swarm.engine.comms.Reply;
import dev.swarm.engine.wire.comms.Payload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Sends numbered messages and asks by chance, and breaks what can be broken. */
final class Chatter {

    private static final List<Priority> PRIORITIES = List.of(Priority.values());
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final CommsWorld world;
    private final int count;
    private final SplittableRandom chance;
    private final Map<String, Long> numbers = new HashMap<>();
    private long asked;

    Chatter(CommsWorld world, int count) {
        this.world = world;
        this.count = count;
        this.chance = world.chance().split();
    }

    /** Some node sends a few messages to some other, or to itself. */
    void chat() {
        List<CommsNode> nodes = new ArrayList<>(world.nodes());
        if (nodes.isEmpty()) {
            return;
        }
        CommsNode from = nodes.get(chance.nextInt(nodes.size()));
        CommsNode to = nodes.get(chance.nextInt(nodes.size()));
        for (int i = chance.nextInt(20); i >= 0; i--) {
            Priority priority = PRIORITIES.get(chance.nextInt(PRIORITIES.size()));
            String lane = from.id() + "@" + from.self.session() + ">" + to.id() + " " + priority;
            long number = numbers.merge(lane, 1L, Long::sum);
            String text = lane + "#" + number;
            switch (chance.nextInt(4)) {
                case 0 -> from.ask(to, priority, text, TIMEOUT);
                case 1 -> from.send(to, priority, Payload.of(text), Duration.ofMillis(1 + chance.nextInt(2_000)));
                default -> from.send(to, priority, text);
            }
        }
    }

    /** Breaks something, or mends it. */
    void harm() {
        int one = chance.nextInt(count);
        int other = chance.nextInt(count);
        switch (chance.nextInt(8)) {
            case 0 -> world.crash(one);
            case 1, 2 -> {
                if (!world.runs(one)) {
                    world.start(one);
                }
            }
            case 3 -> {
                if (one != other) {
                    world.cut(one, other, chance.nextBoolean());
                }
            }
            case 4 -> world.heal();
            case 5 -> {
                if (world.runs(one)) {
                    world.node(one).socket.breakOne(chance);
                }
            }
            default -> world.runFor(Duration.ofMillis(chance.nextInt(4_000)));
        }
    }

    /** All nodes are well again: each asks each, and is answered. */
    void checkAnswered() {
        for (CommsNode from : world.nodes()) {
            for (CommsNode to : world.nodes()) {
                String text = "last " + ++asked;
                SendOutcome outcome = from.ask(to, Priority.NORMAL, text, TIMEOUT);
                world.check(outcome == SendOutcome.SENT, from, "to " + to.id() + ": " + outcome);
                world.runUntil("an answer", () -> from.replies.containsKey(text), TIMEOUT);
                world.check(from.replies.get(text) instanceof Reply.Answered, from, "no answer of " + to.id());
            }
        }
    }
}
