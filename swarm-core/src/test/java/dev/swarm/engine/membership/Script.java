package dev.swarm.engine.membership;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.config.MembershipConfig;
import dev.swarm.api.event.NodeStatusChanged;
import dev.swarm.api.event.SwarmEvent;
import dev.swarm.engine.step.Answer;
import dev.swarm.engine.step.StreamEnd;
import dev.swarm.engine.step.StreamId;
import dev.swarm.engine.step.Ticket;
import dev.swarm.engine.wire.LinkCodec;
import dev.swarm.engine.wire.Message;
import dev.swarm.engine.wire.Message.Ack;
import dev.swarm.engine.wire.Message.Alive;
import dev.swarm.engine.wire.Message.Dead;
import dev.swarm.engine.wire.Message.IndirectPing;
import dev.swarm.engine.wire.Message.Nack;
import dev.swarm.engine.wire.Message.Ping;
import dev.swarm.engine.wire.Message.Suspect;
import dev.swarm.engine.wire.StreamMessage;
import dev.swarm.engine.wire.StreamMessage.MemberRecord;
import dev.swarm.engine.wire.StreamMessage.MemberState;
import dev.swarm.engine.wire.StreamMessage.PushPull;
import dev.swarm.engine.wire.Versions;
import dev.swarm.engine.wire.frame.Frames;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Plays a story of one node, {@code a}, and writes down what it does. A line that begins with {@code >} is an input;
 * the lines under it are the outputs: each datagram once, with all who got it. Numbers of incarnations follow an at
 * sign. Left out is what would distract: pings that are answered, links, and tables compared in between.
 */
final class Script {

    private final StepRig rig = StepRig.fresh(StepRig.quiet(MembershipConfig.lan()));
    private final Map<String, Peer> peers = new LinkedHashMap<>();
    private final Set<String> answering = new HashSet<>();
    private final Set<StreamId> seenStreams = new HashSet<>();
    private final Set<Ticket> seenAnswers = new HashSet<>();
    private final StringBuilder text = new StringBuilder();

    Script() {
        peers.put(
                "a",
                new Peer(
                        StepRig.SELF,
                        StepRig.HOME,
                        Peer.meta(StepRig.START_MILLIS).encode(),
                        Versions.OURS));
        for (int i = 0; i < 4; i++) {
            String name = String.valueOf((char) ('b' + i));
            peers.put(name, Peer.node(name, 2 + i));
        }
    }

    /** Plays all inputs of a story; returns the story as it went. */
    String play(String story) {
        for (String line : story.split("\n", -1)) {
            if (line.startsWith("#") || line.isBlank()) {
                text.append(line.isBlank() ? "" : line).append('\n');
            } else if (line.startsWith("> ")) {
                text.append(line).append('\n');
                run(line.substring(2).split(" ", -1));
                outputs();
            }
        }
        return text.toString().strip() + "\n";
    }

    private void run(String... words) {
        switch (words[0]) {
            case "start" -> rig.start();
            case "leave" -> rig.leave();
            case "hears" ->
                rig.engine.onCandidates(rig.now(), List.of(peer(words[2]).address()));
            case "wait" -> rig.advance(Duration.ofMillis(Long.parseLong(words[1].replace("ms", ""))));
            case "answering" -> {
                rig.answering(peer(words[1]));
                answering.add(words[1]);
            }
            case "silent" -> {
                rig.silence(peer(words[1]));
                answering.remove(words[1]);
            }
            case "refused" -> rig.fail(dialTo(words[1]), StreamEnd.REFUSED);
            case "table" -> rig.reply(dialTo(words[2].substring(0, 1)), StepRig.table(true, records(words)));
            case "from" -> rig.receive(peer(words[1]), claim(words));
            default -> throw new IllegalArgumentException(String.join(" ", words));
        }
    }

    private Peer peer(String name) {
        Peer peer = peers.get(name);
        if (peer == null) {
            throw new IllegalArgumentException("No peer " + name);
        }
        return peer;
    }

    private StreamId dialTo(String name) {
        return rig.dialsTo(peer(name).address()).get(0);
    }

    /** Reads {@code table from b@5 c@5}: the table of b. */
    private MemberRecord[] records(String... words) {
        return Arrays.stream(words, 2, words.length)
                .map(word -> peer(word.substring(0, 1)).record(MemberState.ALIVE, number(word)))
                .toArray(MemberRecord[]::new);
    }

    /** Reads {@code from c suspect b@5}. */
    private Message claim(String... words) {
        Peer about = peer(words[3].substring(0, 1));
        long at = number(words[3]);
        return switch (words[2]) {
            case "alive" -> about.alive(at);
            case "suspect" -> about.suspectedBy(words[1], at);
            case "dead" -> about.deadBy(words[1], at);
            default -> about.goodbye(at);
        };
    }

    private static long number(String word) {
        return Long.parseLong(word.substring(word.indexOf('@') + 1));
    }

    private void outputs() {
        Map<String, Set<String>> heard = new LinkedHashMap<>();
        for (StepRig.Sent sent : rig.sent()) {
            if (sent.of(Ping.class).isEmpty() || !answering.contains(name(sent.to()))) {
                String messages = sent.messages().stream().map(Script::told).collect(Collectors.joining(", "));
                heard.computeIfAbsent(messages, fresh -> new TreeSet<>()).add(name(sent.to()));
            }
        }
        heard.forEach((messages, names) -> say("to " + String.join(" ", names) + ": " + messages));
        rig.out.streams.forEach((id, stream) -> {
            boolean stands = stream.bytes()[0] == LinkCodec.FIRST || stream.bytes()[0] == Frames.FIRST;
            if (stream.isDialled() && seenStreams.add(id) && !stands) {
                sayDialled(id);
            }
        });
        for (SwarmEvent fact : rig.facts()) {
            String status = fact instanceof NodeStatusChanged changed
                    ? " " + changed.previous().label() + " -> "
                            + changed.current().label()
                    : "";
            say(fact.getClass().getSimpleName() + " " + fact.node() + status);
        }
        rig.out.answers.forEach((ticket, answer) -> {
            if (seenAnswers.add(ticket)) {
                say("answer: " + answer(answer));
            }
        });
    }

    private void say(String line) {
        text.append("    ").append(line).append('\n');
    }

    private void sayDialled(StreamId id) {
        String to = peers.values().stream()
                .filter(peer -> rig.out.stream(id).isDialledTo(peer.address()))
                .map(peer -> peer.id().name())
                .collect(Collectors.joining());
        StreamMessage said = rig.said(id);
        if (said instanceof Message message) {
            say("dial " + to + ": " + told(message));
        } else if (said instanceof PushPull table && table.join()) {
            say("dial " + to + ": join with "
                    + table.records().stream().map(Script::at).collect(Collectors.joining(" ")));
        }
    }

    private static String at(MemberRecord record) {
        return record.state().name().toLowerCase(Locale.ROOT) + " " + record.name() + "@" + record.incarnation();
    }

    private static String told(Message message) {
        if (message instanceof Ping ping) {
            return "ping " + ping.target();
        } else if (message instanceof Ack ack) {
            return "ack of " + ack.seqNo();
        } else if (message instanceof Nack nack) {
            return "nack of " + nack.seqNo();
        } else if (message instanceof IndirectPing ping) {
            return "please ping " + ping.target();
        } else if (message instanceof Alive alive) {
            return "alive " + alive.node() + "@" + alive.incarnation();
        } else if (message instanceof Suspect suspect) {
            return "suspect " + suspect.node() + "@" + suspect.incarnation() + " by " + suspect.from();
        } else if (message instanceof Dead dead) {
            return (dead.isGoodbye() ? "goodbye " : "dead ") + dead.node() + "@" + dead.incarnation() + " by "
                    + dead.from();
        }
        return message.getClass().getSimpleName();
    }

    private String name(NodeAddress address) {
        return peers.values().stream()
                .filter(peer -> peer.address().equals(address))
                .map(peer -> peer.id().name())
                .findFirst()
                .orElse(address.toString());
    }

    private static String answer(Answer answer) {
        return answer instanceof Answer.Done ? "done" : answer.toString();
    }
}
