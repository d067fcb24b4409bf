package dev.swarm.engine.plane;

import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.frame.ByeReason;
import dev.swarm.engine.wire.frame.FrameReader;
import dev.swarm.engine.wire.frame.Hello;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes frames down as short texts: {@code hello m>b}, {@code chunk 2 100 last}, {@code credit 2 500}, {@code bye
 * SURPLUS}.
 */
final class FrameNotes implements FrameReader.Sink {

    private final List<String> notes = new ArrayList<>();

    /** Returns the texts of all frames in these bytes. */
    static List<String> of(byte[] bytes, boolean fromDialler) {
        FrameNotes sink = new FrameNotes();
        try {
            (fromDialler ? FrameReader.ofDialler() : FrameReader.ofAcceptor()).feed(bytes, bytes.length, sink);
        } catch (MalformedPacketException malformed) {
            throw new AssertionError(sink.notes + " then " + malformed.getMessage(), malformed);
        }
        return sink.notes;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void onHello(Hello hello) {
        notes.add("hello " + hello.from() + ">" + hello.to());
    }

    @Override
    public void onChunk(int lane, boolean last, int length) {
        notes.add("chunk " + lane + " " + length + (last ? " last" : ""));
    }

    @Override
    public void onChunkBytes(byte[] bytes, int from, int count) {}

    @Override
    public void onChunkEnd() {}

    @Override
    public void onCredit(int lane, long bytes) {
        notes.add("credit " + lane + " " + bytes);
    }

    @Override
    public void onEcho(boolean asks) {
        notes.add(asks ? "echo asked" : "echo");
    }

    @Override
    public void onBye(ByeReason reason) {
        notes.add("bye " + reason);
    }
}
