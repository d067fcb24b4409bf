package dev.swarm.discovery.gossip;

import dev.swarm.api.config.GossipConfig;
import dev.swarm.api.discovery.DiscoveryContext;
import dev.swarm.api.discovery.PeerSink;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The beacons of one life of a node: one daemon thread that calls, listens and answers.
 *
 * <p>It waits for one of three moments, all kept as fields: the next call, the next report of whom it heard, and the
 * moment by which its own first call must have come back over the loopback interface. Every trouble ends the present
 * round only: sockets are made anew at the next call.
 */
final class GossipRun implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GossipRun.class);
    private static final long NEVER = Long.MAX_VALUE;
    private static final long ECHO_LIMIT_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long END_LIMIT_MILLIS = 1000;
    private static final int MAX_PACKETS_PER_TURN = 64;

    private final DiscoveryContext context;
    private final PeerSink sink;
    private final Place place;
    private final BeaconVoice voice;
    private final BeaconPace pace;
    private final BeaconEar ear;
    private final Interfaces interfaces;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final long originNanos = System.nanoTime();
    private long nextCallNanos;
    private long nextReportNanos = NEVER;
    private long echoLimitNanos = NEVER;
    private boolean echoHeard;
    private volatile @Nullable Selector selector;

    /**
     * Where beacons are sent.
     *
     * @param config the settings
     * @param reach how all of the group are reached
     * @param bound what the node's sockets are bound to
     */
    record Place(GossipConfig config, Reach reach, InetAddress bound) {

        /** Tells whether beacons are for this machine only. */
        boolean isLocal() {
            return bound.isLoopbackAddress() && config.networkInterface() == null;
        }
    }

    /** The sockets of one try, and what learns of their packets. */
    private record Sockets(Selector selector, GroupSockets group, LocalSlots slots) {}

    GossipRun(DiscoveryContext context, PeerSink sink, Place place, Supplier<List<byte[]>> keys) {
        SplittableRandom random = new SplittableRandom(new SecureRandom().nextLong());
        BeaconCodec codec = new BeaconCodec(context.cluster(), keys);
        this.context = context;
        this.sink = sink;
        this.place = place;
        this.voice = new BeaconVoice(context, codec, random.split());
        this.pace = new BeaconPace(place.config().interval(), random.split());
        this.ear = new BeaconEar(codec, voice, pace, new Neighbours(!keys.get().isEmpty()), sink);
        this.interfaces = new Interfaces(place.config().networkInterface(), place.bound(), place.reach());
        this.thread = new Thread(this::run, "swarm-gossip-" + context.self());
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Ends the thread and its sockets; waits for it, but not for long. */
    @Override
    public void close() {
        closed.countDown();
        Selector waiting = selector;
        if (waiting != null) {
            waiting.wakeup();
        }
        if (Thread.currentThread() != thread) {
            try {
                thread.join(END_LIMIT_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        while (!isClosed()) {
            try (Selector opened = Selector.open();
                    GroupSockets group = new GroupSockets(opened, place.reach(), place.bound());
                    LocalSlots slots = new LocalSlots(place.reach().port())) {
                selector = opened;
                Sockets sockets = new Sockets(opened, group, slots);
                while (!isClosed()) {
                    turn(sockets);
                }
            } catch (IOException | RuntimeException e) {
                LOG.debug("The sockets for beacons of node {} are made anew", context.self(), e);
                sink.failed("beacons are interrupted: " + e.getMessage());
                pause();
            }
        }
    }

    private void turn(Sockets sockets) throws IOException {
        long now = nanos();
        if (now >= nextCallNanos) {
            nextCallNanos = now + pace.nextDelayNanos(ear.countPresent(now));
            call(sockets, now);
        }
        if (now >= echoLimitNanos) {
            echoLimitNanos = NEVER;
            openSlots(sockets, "its own beacon does not come back");
        }
        if (now >= nextReportNanos) {
            report(now);
        }
        long next = Math.min(nextCallNanos, Math.min(nextReportNanos, echoLimitNanos));
        sockets.selector().select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(next - nanos()) + 1));
        hearAll(sockets);
    }

    private void call(Sockets sockets, long now) {
        byte[] beacon = voice.call(System.currentTimeMillis());
        try {
            List<String> problems = sockets.group().call(interfaces.choose(), beacon);
            report(now);
            if (!problems.isEmpty()) {
                sink.warn(String.join(", ", problems));
            }
            if (place.isLocal() && !echoHeard && !sockets.slots().isOpen()) {
                echoLimitNanos = now + ECHO_LIMIT_NANOS;
            }
        } catch (IOException | RuntimeException e) {
            sockets.group().close();
            if (place.isLocal()) {
                openSlots(sockets, String.valueOf(e.getMessage()));
            } else {
                sink.failed(String.valueOf(e.getMessage()));
            }
        }
        callSlots(sockets, beacon, now);
    }

    private void openSlots(Sockets sockets, String reason) {
        if (sockets.slots().isOpen() || echoHeard) {
            return;
        }
        LOG.info(
                "Node {} cannot multicast over loopback ({}), and calls others of this machine one by one",
                context.self(),
                reason);
        try {
            sockets.slots().open(sockets.selector());
            callSlots(sockets, voice.call(System.currentTimeMillis()), nanos());
        } catch (IOException e) {
            sink.failed("no socket at the loopback address: " + e.getMessage());
        }
    }

    private void callSlots(Sockets sockets, byte[] beacon, long now) {
        if (sockets.slots().isOpen()) {
            try {
                sockets.slots().call(beacon);
                report(now);
            } catch (IOException e) {
                sink.failed("others of this machine cannot be called: " + e.getMessage());
            }
        }
    }

    private void hearAll(Sockets sockets) throws IOException {
        for (SelectionKey key : sockets.selector().selectedKeys()) {
            if (key.isValid() && key.channel() instanceof DatagramChannel channel) {
                hear(channel, sockets);
            }
        }
        sockets.selector().selectedKeys().clear();
    }

    private void hear(DatagramChannel channel, Sockets sockets) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BeaconCodec.MAX_BYTES + 1);
        for (int i = 0; i < MAX_PACKETS_PER_TURN; i++) {
            buffer.clear();
            if (!(channel.receive(buffer) instanceof InetSocketAddress from)) {
                return;
            }
            byte[] bytes = Arrays.copyOf(buffer.array(), buffer.position());
            react(ear.onBytes(bytes, from.getAddress(), System.currentTimeMillis(), nanos()), channel, from, sockets);
        }
    }

    private void react(BeaconEar.Reaction reaction, DatagramChannel by, InetSocketAddress from, Sockets sockets) {
        switch (reaction) {
            case ECHO -> onEcho(sockets.group().hearsWith(by));
            case REPORT -> reportSoon();
            case REPORT_AND_ANSWER -> {
                reportSoon();
                answer(by, from, sockets);
            }
            case NONE -> {}
        }
    }

    private void onEcho(boolean byGroup) {
        if (byGroup) {
            echoHeard = true;
            echoLimitNanos = NEVER;
        }
    }

    /** A sender who cannot be answered is not worth more than a line in the log: its address may be a lie. */
    private void answer(DatagramChannel by, InetSocketAddress to, Sockets sockets) {
        byte[] answer = voice.answer(System.currentTimeMillis());
        try {
            if (sockets.slots().hearsWith(by)) {
                sockets.slots().answer(to, answer);
            } else {
                sockets.group().answer(to, answer);
            }
        } catch (IOException e) {
            LOG.debug("A beacon from {} cannot be answered: {}", to, e.getMessage());
        }
    }

    private void reportSoon() {
        nextReportNanos = Math.min(nextReportNanos, nanos() + GATHER_NANOS);
    }

    private void report(long now) {
        nextReportNanos = NEVER;
        sink.candidates(ear.addresses(now));
    }

    private void pause() {
        try {
            boolean unused = closed.await(place.config().interval().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            LOG.debug("Thread {} was interrupted, and goes on", thread.getName());
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private long nanos() {
        return System.nanoTime() - originNanos;
    }
}
