package dev.swarm.benchmark;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jgroups.Address;
import org.jgroups.JChannel;
import org.jgroups.View;
import org.jgroups.blocks.ReplicatedHashMap;
import org.jgroups.protocols.TCP;
import org.jgroups.protocols.TCPPING;
import org.jspecify.annotations.Nullable;

/** JGroups with the TCP stack it brings along, members by a list; writes do not wait for answers, as it is usual. */
final class JGroupsReplica implements Replica {

    private static final long STATE_MILLIS = Duration.ofSeconds(30).toMillis();

    private final JChannel channel;
    private final ReplicatedHashMap<String, byte[]> map;

    JGroupsReplica(int index, List<Integer> ports, Listener listener, boolean noDelay) throws Exception {
        channel = new JChannel("tcp.xml").name("node-" + index);
        TCP tcp = channel.getProtocolStack().findProtocol(TCP.class);
        tcp.setBindAddress(InetAddress.getLoopbackAddress());
        tcp.setBindPort(ports.get(index));
        tcp.getDiagnosticsHandler().setEnabled(false);
        tcp.tcpNodelay(noDelay);
        TCPPING ping = channel.getProtocolStack().findProtocol(TCPPING.class);
        ping.setInitialHosts(ports.stream()
                .map(port -> new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .toList());
        map = new ReplicatedHashMap<>(channel);
        map.setBlockingUpdates(false);
        if (index > 0) {
            map.addNotifier(new Ear(listener));
        }
        channel.connect("benchmark");
        map.start(STATE_MILLIS);
    }

    private record Ear(Listener listener) implements ReplicatedHashMap.Notification<String, byte[]> {

        @Override
        public void entrySet(String key, byte[] value) {
            listener.onChange(key, value);
        }

        @Override
        public void entryRemoved(String key) {
            // nothing is removed
        }

        @Override
        public void viewChange(View view, List<Address> joined, List<Address> left) {
            // members are asked for
        }

        @Override
        public void contentsSet(Map<String, byte[]> entries) {
            entries.forEach(listener::onChange);
        }

        @Override
        public void contentsCleared() {
            // nothing is cleared
        }
    }

    @Override
    public int members() {
        return channel.getView().size();
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
    public void close() {
        map.stop();
        channel.close();
    }
}
