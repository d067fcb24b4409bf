package dev.swarm.runtime.tls;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** Carries bytes between two engines until both are through with their handshake. */
final class Handshake {

    private static final int MAX_ROUNDS = 100;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final ByteBuffer toServer = ByteBuffer.allocate(200_000);
    private final ByteBuffer toClient = ByteBuffer.allocate(200_000);

    private Handshake() {}

    /**
     * Shakes hands, and lets what comes after it arrive, such as tickets.
     *
     * @throws SSLException what the first of them complains of
     */
    static void between(SSLEngine client, SSLEngine server) throws SSLException {
        Handshake shake = new Handshake();
        client.beginHandshake();
        server.beginHandshake();
        for (int i = 0; i < MAX_ROUNDS; i++) {
            shake.move(client, shake.toClient, shake.toServer);
            shake.move(server, shake.toServer, shake.toClient);
        }
        if (isBusy(client) || isBusy(server)) {
            throw new SSLException("The handshake hangs");
        }
    }

    private static boolean isBusy(SSLEngine engine) {
        return engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING;
    }

    private void move(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
        if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            engine.wrap(NOTHING, out);
        } else {
            in.flip();
            engine.unwrap(in, ByteBuffer.allocate(20_000));
            in.compact();
        }
    }
}
