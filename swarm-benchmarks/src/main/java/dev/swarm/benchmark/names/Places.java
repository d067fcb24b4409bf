package dev.swarm.benchmark.names;

import dev.swarm.api.registry.WorkerRef;
import java.util.Arrays;

/** On which node each of some names lives: its index, −1 for nowhere. */
final class Places {

    private static final byte NOWHERE = -1;

    private final byte[] nodes;

    Places(byte[] nodes) {
        this.nodes = nodes;
    }

    static Places of(SwarmNames book, long first, int count) {
        byte[] nodes = new byte[count];
        for (int i = 0; i < count; i++) {
            WorkerRef worker = book.find(NameBook.name(first + i));
            String node = worker == null ? "" : worker.node().name();
            nodes[i] = node.isEmpty() ? NOWHERE : Byte.parseByte(node.substring(node.lastIndexOf('-') + 1));
        }
        return new Places(nodes);
    }

    boolean isComplete() {
        for (byte node : nodes) {
            if (node == NOWHERE) {
                return false;
            }
        }
        return true;
    }

    /**
     * Compares with a later moment, after a node has come.
     *
     * @param newcomer its index
     * @return how many names moved to it, how many moved otherwise, and how many live on each node then
     */
    String compare(Places later, int newcomer) {
        int moved = 0;
        int otherwise = 0;
        int[] load = new int[newcomer + 1];
        for (int i = 0; i < nodes.length; i++) {
            load[later.nodes[i]]++;
            if (later.nodes[i] != nodes[i]) {
                moved += later.nodes[i] == newcomer ? 1 : 0;
                otherwise += later.nodes[i] == newcomer ? 0 : 1;
            }
        }
        StringBuilder text = new StringBuilder().append(moved).append(' ').append(otherwise);
        for (int names : load) {
            text.append(' ').append(names);
        }
        return text.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Places places && Arrays.equals(nodes, places.nodes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(nodes);
    }
}
