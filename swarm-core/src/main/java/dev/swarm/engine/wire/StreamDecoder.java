package dev.swarm.engine.wire;

import dev.swarm.api.Rejection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one message from a stream, from chunks cut anywhere; made by {@link StreamCodec#decoder}. */
public final class StreamDecoder {

    StreamDecoder() {}

    /**
     * Takes the next bytes.
     *
     * @return the message once it is whole, {@code null} before and after
     */
    public @Nullable StreamMessage feed(byte[] chunk) throws MalformedPacketException {
        throw new UnsupportedOperationException();
    }

    /** Returns one reason for each record that was skipped so far. */
    public List<Rejection> rejections() {
        throw new UnsupportedOperationException();
    }
}
