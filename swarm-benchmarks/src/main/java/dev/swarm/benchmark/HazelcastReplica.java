package dev.swarm.benchmark;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.EntryAdapter;
import com.hazelcast.core.EntryEvent;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.replicatedmap.ReplicatedMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Hazelcast with its usual numbers, members by a list. Its {@code put} waits for the owner of the key, so at full speed
 * several threads write.
 */
final class HazelcastReplica implements Replica {

    static final List<String> JAVA_OPTIONS = List.of(
            "--add-modules=java.se",
            "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=java.management/sun.management=ALL-UNNAMED",
            "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED");

    private static final int WRITERS = 8;

    private final HazelcastInstance instance;
    private final ReplicatedMap<String, byte[]> map;

    HazelcastReplica(int index, List<Integer> ports, Listener listener) {
        Config config = new Config();
        config.setClusterName("benchmark");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.setProperty("hazelcast.wait.seconds.before.join", "0");
        config.getNetworkConfig().setPort(ports.get(index)).setPortAutoIncrement(false);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        JoinConfig join = config.getNetworkConfig().getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig()
                .setEnabled(true)
                .setMembers(Subject.addresses(ports).toList());
        instance = Hazelcast.newHazelcastInstance(config);
        map = instance.getReplicatedMap("benchmark");
        if (index > 0) {
            UUID unused = map.addEntryListener(new EntryAdapter<String, byte[]>() {
                @Override
                public void entryAdded(EntryEvent<String, byte[]> event) {
                    listener.onChange(event.getKey(), event.getValue());
                }

                @Override
                public void entryUpdated(EntryEvent<String, byte[]> event) {
                    listener.onChange(event.getKey(), event.getValue());
                }
            });
        }
    }

    @Override
    public int members() {
        return instance.getCluster().getMembers().size();
    }

    @Override
    public void put(String key, byte[] value) {
        byte[] unused = map.put(key, value);
    }

    @Override
    public byte @Nullable [] get(String key) {
        return map.get(key);
    }

    @Override
    public int writers() {
        return WRITERS;
    }

    @Override
    public void close() {
        instance.getLifecycleService().terminate();
    }
}
