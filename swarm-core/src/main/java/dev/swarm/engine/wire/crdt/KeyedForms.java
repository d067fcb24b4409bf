package dev.swarm.engine.wire.crdt;

import dev.swarm.crdt.Causal;
import dev.swarm.crdt.CausalContext;
import dev.swarm.crdt.Dot;
import dev.swarm.crdt.OrMap;
import dev.swarm.crdt.OrSet;
import dev.swarm.engine.wire.MalformedPacketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How sets and maps are written: entries in the order of their keys' bytes. */
final class KeyedForms {

    private static final int OR_SET_KIND = 9;
    private static final int OR_MAP_KIND = 10;
    private static final int ENTRY_BYTES_MIN = 2;

    private KeyedForms() {}

    /** Each element with its dots. */
    static <E> CausalForm<OrSet<E>> orSet(ValueCodec<E> elements) {
        return new CausalForm<>(OR_SET_KIND) {
            @Override
            OrSet<E> empty() {
                return OrSet.empty();
            }

            @Override
            void writeDots(OrSet<E> set, CrdtWriter out) {
                List<Map.Entry<E, List<Dot>>> entries = new ArrayList<>(set.size());
                set.forEach((element, dots) -> entries.add(Map.entry(element, dots)));
                writeSorted(elements, entries, (dots, to) -> to.dots(dots), out);
            }

            @Override
            OrSet<E> readDots(CrdtReader in, CausalContext context) throws MalformedPacketException {
                return OrSet.of(readSorted(elements, CrdtReader::dots, in), context);
            }
        };
    }

    /** The kind of the values, then each key with the dots of its value. */
    static <K, V extends Causal<V>> CausalForm<OrMap<K, V>> orMap(ValueCodec<K> keys, CausalForm<V> values) {
        return new CausalForm<>(OR_MAP_KIND) {
            @Override
            OrMap<K, V> empty() {
                return OrMap.empty(values.empty());
            }

            @Override
            void writeDots(OrMap<K, V> map, CrdtWriter out) {
                out.kind(values.kind());
                List<Map.Entry<K, V>> entries = new ArrayList<>(map.size());
                map.forEach((key, value) -> entries.add(Map.entry(key, value)));
                writeSorted(keys, entries, values::writeDots, out);
            }

            @Override
            OrMap<K, V> readDots(CrdtReader in, CausalContext context) throws MalformedPacketException {
                in.kind(values.kind());
                Map<K, V> entries = readSorted(keys, from -> values.readDots(from, context), in);
                return OrMap.of(values.empty(), entries, context);
            }
        };
    }

    private static <K, V> void writeSorted(
            ValueCodec<K> keys, List<Map.Entry<K, V>> entries, Written<V> values, CrdtWriter out) {
        List<Map.Entry<byte[], V>> encoded = new ArrayList<>(entries.size());
        for (Map.Entry<K, V> entry : entries) {
            encoded.add(Map.entry(keys.encode(entry.getKey()), entry.getValue()));
        }
        encoded.sort((one, other) -> Arrays.compareUnsigned(one.getKey(), other.getKey()));
        out.varint(encoded.size());
        for (Map.Entry<byte[], V> entry : encoded) {
            out.bytes(entry.getKey());
            values.write(entry.getValue(), out);
        }
    }

    private static <K, V> Map<K, V> readSorted(ValueCodec<K> keys, Read<V> values, CrdtReader in)
            throws MalformedPacketException {
        Map<K, V> entries = new LinkedHashMap<>();
        byte[] before = null;
        for (int left = in.count(ENTRY_BYTES_MIN); left > 0; left--) {
            byte[] key = in.bytes();
            CrdtReader.ascending(before == null || Arrays.compareUnsigned(before, key) < 0);
            before = key.clone();
            if (entries.put(keys.decode(key), values.read(in)) != null) {
                throw CrdtReader.malformed("writes a key in two ways");
            }
        }
        return entries;
    }

    /** How what belongs to a key is written. */
    @FunctionalInterface
    private interface Written<V> {
        void write(V value, CrdtWriter out);
    }

    /** How what belongs to a key is read. */
    @FunctionalInterface
    private interface Read<V> {
        V read(CrdtReader in) throws MalformedPacketException;
    }
}
