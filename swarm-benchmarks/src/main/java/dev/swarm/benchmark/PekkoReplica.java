package dev.swarm.benchmark;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.ddata.DistributedData;
import org.apache.pekko.cluster.ddata.Key;
import org.apache.pekko.cluster.ddata.LWWMap;
import org.apache.pekko.cluster.ddata.LWWMapKey;
import org.apache.pekko.cluster.ddata.Replicator;
import org.apache.pekko.cluster.ddata.SelfUniqueAddress;
import org.apache.pekko.pattern.Patterns;
import org.jspecify.annotations.Nullable;

/**
 * Pekko distributed data over Artery TCP. Entries are spread over maps of a hundred, as its manual advises against
 * large ones; so many updates may be under way as keep the replicator busy, since it has no bound of its own.
 */
final class PekkoReplica implements Replica {

    private static final int MAP_ENTRIES = 100;
    private static final int UPDATE_MAPS = Payload.KEYS / MAP_ENTRIES;
    private static final int FILL_MAPS = Race.ENTITIES / MAP_ENTRIES;
    private static final int UNDER_WAY = 1_024;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final ActorSystem system;
    private final ActorRef replicator;
    private final SelfUniqueAddress self;
    private final Semaphore room = new Semaphore(UNDER_WAY);
    private final Map<String, LWWMap<String, byte[]>> maps = new ConcurrentHashMap<>();

    PekkoReplica(int index, List<Integer> ports, Listener listener, String notifyInterval) {
        String seed = "pekko://benchmark@127.0.0.1:" + ports.get(0);
        Config config = ConfigFactory.parseMap(Map.of(
                        "pekko.actor.provider", "cluster",
                        "pekko.loglevel", "WARNING",
                        "pekko.stdout-loglevel", "OFF",
                        "pekko.remote.artery.transport", "tcp",
                        "pekko.remote.artery.canonical.hostname", "127.0.0.1",
                        "pekko.remote.artery.canonical.port", ports.get(index),
                        "pekko.cluster.seed-nodes", List.of(seed),
                        "pekko.cluster.distributed-data.notify-subscribers-interval", notifyInterval))
                .withFallback(ConfigFactory.load());
        system = ActorSystem.create("benchmark", config);
        replicator = DistributedData.get(system).replicator();
        self = DistributedData.get(system).selfUniqueAddress();
        Listener told = index > 0 ? listener : (key, value) -> {};
        ActorRef ear = system.actorOf(Props.create(Ear.class, () -> new Ear(maps, told)));
        for (int map = 0; map < UPDATE_MAPS + FILL_MAPS; map++) {
            replicator.tell(new Replicator.Subscribe<>(mapKey(map), ear), ActorRef.noSender());
        }
    }

    /** Hears of maps that changed and finds out which of their entries did. */
    private static final class Ear extends AbstractActor {

        private final Map<String, LWWMap<String, byte[]>> maps;
        private final Listener listener;

        Ear(Map<String, LWWMap<String, byte[]>> maps, Listener listener) {
            this.maps = maps;
            this.listener = listener;
        }

        @Override
        public Receive createReceive() {
            return receiveBuilder()
                    .match(
                            Replicator.Changed.class,
                            changed -> onChanged(changed.key().id(), changed.dataValue()))
                    .build();
        }

        @SuppressWarnings("unchecked")
        private void onChanged(String id, Object data) {
            LWWMap<String, byte[]> after = (LWWMap<String, byte[]>) data;
            LWWMap<String, byte[]> before = maps.put(id, after);
            after.getEntries().forEach((key, value) -> {
                if (before == null || !before.contains(key) || before.get(key).get() != value) {
                    listener.onChange(key, value);
                }
            });
        }
    }

    @Override
    public int members() {
        return Cluster.get(system).state().members().size();
    }

    @Override
    public void put(String key, byte[] value) throws InterruptedException {
        room.acquire();
        Replicator.Update<LWWMap<String, byte[]>> update = new Replicator.Update<>(
                mapKey(mapOf(key)), LWWMap.empty(), Replicator.writeLocal(), map -> map.put(self, key, value));
        CompletionStage<Object> unused =
                Patterns.ask(replicator, update, LIMIT).whenComplete((done, problem) -> room.release());
    }

    @Override
    public byte @Nullable [] get(String key) {
        LWWMap<String, byte[]> map = maps.get(mapKey(mapOf(key)).id());
        return map == null || !map.contains(key) ? null : map.get(key).get();
    }

    @Override
    public void close() {
        system.terminate();
    }

    /** Keys that follow each other are in different maps, so that a map has few changes between two messages. */
    private static int mapOf(String key) {
        int number = Payload.number(key);
        return number < Payload.FILL ? number % UPDATE_MAPS : UPDATE_MAPS + number % FILL_MAPS;
    }

    private static Key<LWWMap<String, byte[]>> mapKey(int map) {
        return LWWMapKey.create("m" + map);
    }
}
