package dev.swarm.engine.wire.replication;

import dev.swarm.crdt.Dot;
import dev.swarm.crdt.ReplicaId;
import dev.swarm.engine.wire.compact.VarWriter;
import dev.swarm.engine.wire.replication.ReplicaMessage.AskHashes;
import dev.swarm.engine.wire.replication.ReplicaMessage.AskLeaves;
import dev.swarm.engine.wire.replication.ReplicaMessage.Digest;
import dev.swarm.engine.wire.replication.ReplicaMessage.Ended;
import dev.swarm.engine.wire.replication.ReplicaMessage.Graft;
import dev.swarm.engine.wire.replication.ReplicaMessage.Hashes;
import dev.swarm.engine.wire.replication.ReplicaMessage.Have;
import dev.swarm.engine.wire.replication.ReplicaMessage.LeafPart;
import dev.swarm.engine.wire.replication.ReplicaMessage.Leaves;
import dev.swarm.engine.wire.replication.ReplicaMessage.Prune;
import dev.swarm.engine.wire.replication.ReplicaMessage.Push;
import dev.swarm.engine.wire.replication.ReplicaMessage.Run;
import dev.swarm.engine.wire.replication.ReplicaMessage.TooOld;
import java.util.List;
import java.util.Map;

/**
 * Writes messages of replication: the channel's byte, a type byte, then numbers as {@link VarWriter} does. A replica
 * is spelt out where it first occurs in a message and is a number after that.
 */
public final class ReplicaEncoder {

    /** First byte of every message of replication, which tells them from other users of the data plane. */
    public static final byte CHANNEL = 1;

    /** Marks of a leaf's parts. */
    static final int FIRST_PART = 1;

    static final int LAST_PART = 2;

    private static final int SMALL_BYTES = 256;

    private final VarWriter out;
    private final ReplicaNames.Writing names;

    private ReplicaEncoder(int expectedBytes) {
        out = new VarWriter(expectedBytes);
        names = new ReplicaNames.Writing(out);
    }

    /** Returns the bytes of a message. */
    public static byte[] encode(ReplicaMessage message) {
        ReplicaEncoder encoder = new ReplicaEncoder(SMALL_BYTES + writesBytes(message));
        encoder.message(message);
        return encoder.out.toArray();
    }

    /** What holds writes is written most, and long: an array that grows is copied several times. */
    private static int writesBytes(ReplicaMessage message) {
        if (message instanceof Push push) {
            return push.roughBytes();
        }
        return message instanceof Leaves leaves ? leaves.roughBytes() : 0;
    }

    private void message(ReplicaMessage message) {
        if (message instanceof Push push) {
            type(ReplicaType.PUSH).writeVar(push.runs().size());
            push.runs().forEach(this::run);
        } else if (message instanceof Have have) {
            type(have.whole() ? ReplicaType.HAVE_ALL : ReplicaType.HAVE);
            numbers(have.known());
        } else if (message instanceof Digest digest) {
            type(ReplicaType.DIGEST).writeLong(digest.knowledge()).writeLong(digest.content());
        } else if (message instanceof Prune prune) {
            type(ReplicaType.PRUNE).writeVar(prune.origins().size());
            prune.origins().forEach(names::write);
        } else if (message instanceof Graft graft) {
            type(ReplicaType.GRAFT);
            numbers(graft.from());
        } else if (message instanceof TooOld) {
            type(ReplicaType.TOO_OLD);
        } else {
            comparison(message);
        }
    }

    private void comparison(ReplicaMessage message) {
        if (message instanceof AskHashes ask) {
            type(ReplicaType.ASK_HASHES).writeByte(ask.depth());
            indices(ask.nodes());
        } else if (message instanceof Hashes hashes) {
            type(ReplicaType.HASHES).writeByte(hashes.depth());
            indices(hashes.nodes());
            hashes.hashes().forEach(out::writeLong);
            numbers(hashes.known());
        } else if (message instanceof AskLeaves ask) {
            type(ReplicaType.ASK_LEAVES);
            indices(ask.leaves());
        } else if (message instanceof Leaves leaves) {
            type(ReplicaType.LEAVES);
            numbers(leaves.known());
            out.writeVar(leaves.parts().size());
            leaves.parts().forEach(this::part);
        }
    }

    private VarWriter type(int type) {
        return out.writeByte(CHANNEL).writeByte(type);
    }

    private void run(Run run) {
        names.write(run.origin());
        out.writeVar(run.first())
                .writeVar(run.last() - run.first())
                .writeVar(run.writes().size());
        long expected = run.first();
        PlainWrite plain = new PlainWrite();
        for (int i = 0; i < run.writes().size(); i++) {
            boolean isPlain = WriteList.show(run.writes(), i, plain);
            Write write = isPlain ? null : run.writes().get(i);
            long number = write == null ? plain.number() : write.number();
            out.writeVar(number - expected);
            expected = number + 1;
            if (write == null) {
                body(plain);
            } else {
                body(write);
            }
        }
    }

    /** As {@link #body(Write)} of the same write. */
    private void body(PlainWrite write) {
        out.writeVar(write.keyLength());
        if (write.space() != Key.NONE) {
            out.writeByte(write.space()).writeByte(Key.COLON);
        }
        out.writeRaw(write.bytes(), write.name(), write.nameLength())
                .writeVar(write.time())
                .writeVar(write.valueLength() + 1L)
                .writeRaw(write.bytes(), write.value(), write.valueLength())
                .writeVar(0);
    }

    private void part(LeafPart part) {
        int ends = (part.first() ? FIRST_PART : 0) | (part.last() ? LAST_PART : 0);
        out.writeVar(part.leaf()).writeByte(ends).writeVar(part.writes().size());
        for (Write write : part.writes()) {
            dot(write.origin(), write.number());
            body(write);
        }
        out.writeVar(part.ended().size());
        for (Ended ended : part.ended()) {
            key(ended.key().space(), ended.key().name());
            dot(ended.last());
        }
    }

    /** A value's length is written one too high, so that zero says that there is none. */
    private void body(Write write) {
        key(write.space(), write.name());
        out.writeVar(write.time());
        byte[] value = write.value();
        if (value == null) {
            out.writeVar(0);
        } else {
            out.writeVar(value.length + 1L).writeRaw(value);
        }
        out.writeVar(write.seen().size());
        // mostly it is, and there are very many
        if (!write.seen().isEmpty()) {
            write.seen().forEach(this::dot);
        }
    }

    private void key(char space, String name) {
        out.writeText(Key.head(space), name);
    }

    private void dot(Dot dot) {
        dot(dot.replica(), dot.counter());
    }

    private void dot(ReplicaId origin, long number) {
        names.write(origin);
        out.writeVar(number);
    }

    private void numbers(Map<ReplicaId, Long> numbers) {
        out.writeVar(numbers.size());
        numbers.forEach((replica, number) -> {
            names.write(replica);
            out.writeVar(number);
        });
    }

    private void indices(List<Integer> indices) {
        out.writeVar(indices.size());
        indices.forEach(out::writeVar);
    }
}
