package dev.swarm.engine.monitor;

import dev.swarm.api.LinkQuality;
import dev.swarm.api.Member;
import dev.swarm.api.NodeAddress;
import dev.swarm.api.TrafficCounter;
import dev.swarm.api.config.MonitorConfig;
import dev.swarm.engine.step.Counters;
import dev.swarm.engine.wire.CompoundBuilder;
import dev.swarm.engine.wire.Coordinate;
import dev.swarm.engine.wire.Fellow;
import dev.swarm.engine.wire.Fellow.Judgement;
import dev.swarm.engine.wire.Fellow.Place;
import dev.swarm.engine.wire.Message;
import dev.swarm.engine.wire.Message.Ping;
import dev.swarm.engine.wire.MessageEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The monitor's datagrams. A ping carries no rumors: they are counted out by membership, whose figures the monitor must
 * not change. To nodes of ours it carries what this node thinks of the link, unless all is well, and now and then where
 * a third node is.
 */
final class Letters {

    /** After all is well again, a peer is told so this many times. */
    private static final int TELLINGS = 3;

    /** What is told is repeated with each ping, so it holds for so many, in case some are lost. */
    private static final int PINGS_VALID = 5;

    /** Nothing that is told holds longer. */
    static final long LONGEST_VALID_NANOS = TimeUnit.MINUTES.toNanos(10);

    private static final int PLACE_EVERY = 4;
    private static final int PACKET_BYTES = 1_400;

    private final MonitorParts parts;
    private final Contacts contacts;

    Letters(MonitorParts parts, Contacts contacts) {
        this.parts = parts;
        this.contacts = contacts;
    }

    /** Asks a node; tells whether it could, which it cannot once membership has forgotten it. */
    boolean ping(Contact contact, long number) {
        Member to = parts.surroundings().member(contact.id);
        Member self = parts.surroundings().member(parts.self());
        if (to == null || self == null) {
            return false;
        }
        List<Message> messages = new ArrayList<>(3);
        messages.add(new Ping(number, contact.id, self.address(), parts.self()));
        if (!contact.guest) {
            addJudgement(messages, contact);
            addPlace(messages, contact);
        }
        contact.pings++;
        parts.counters().increment(TrafficCounter.PINGS);
        send(to.address(), messages);
        return true;
    }

    /** This node thinks something else of a link than before: the other end is told at once, and again with pings. */
    void onLevel(Contact contact) {
        if (contact.gauge.level() == contact.lastTold) {
            return;
        }
        contact.lastTold = contact.gauge.level();
        contact.tellings = TELLINGS;
        Member to = parts.surroundings().member(contact.id);
        if (!contact.guest && to != null && contact.believed.isLive()) {
            send(to.address(), List.of(judgement(contact).toUserData()));
        }
    }

    private void addJudgement(List<Message> messages, Contact contact) {
        boolean isWell = contact.gauge.level() == LinkQuality.EXCELLENT;
        if (contact.gauge.isKnown() && (!isWell || contact.tellings > 0)) {
            messages.add(judgement(contact).toUserData());
            contact.tellings -= isWell ? 1 : 0;
        }
    }

    private Fellow judgement(Contact contact) {
        MonitorConfig config = parts.config();
        long rounds = Math.max(1, contacts.asked() / config.pingsPerInterval());
        long valid = PINGS_VALID * (rounds + 1) * config.pingInterval().toMillis();
        return new Judgement(parts.self(), contact.gauge.level(), (int)
                Math.min(valid, TimeUnit.NANOSECONDS.toMillis(LONGEST_VALID_NANOS)));
    }

    private void addPlace(List<Message> messages, Contact contact) {
        Contact third = contact.pings % PLACE_EVERY == 0 && parts.config().coordinates() ? contacts.any() : null;
        if (third == null || third == contact) {
            return;
        }
        Coordinate coordinate = third.coordinate;
        if (coordinate != null && third.coordinateNanos != Contact.NONE) {
            messages.add(new Place(third.id, coordinate).toUserData());
        }
    }

    private void send(NodeAddress to, List<Message> messages) {
        CompoundBuilder packet =
                new CompoundBuilder(PACKET_BYTES - parts.packets().overhead());
        messages.forEach(message -> packet.add(MessageEncoder.encode(message)));
        byte[] sealed = parts.packets().seal(packet.build(), false);
        Counters counters = parts.counters();
        counters.increment(TrafficCounter.PACKETS_OUT);
        counters.add(TrafficCounter.BYTES_OUT, sealed.length);
        parts.outbox().datagram(to, sealed);
    }
}
