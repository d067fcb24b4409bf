package dev.swarm.runtime.transport;

import static dev.swarm.runtime.transport.Unawaited.nobodyWaitsFor;

import dev.swarm.runtime.tls.Tls;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Puts TLS in front of a stream. The arithmetic of handshakes is done on two threads beside the loop, so that
 * strangers who begin many of them take each other's time, not the protocol's; the loop never waits for them. A
 * handshake has a limit in time and in bytes; nobody can begin a second one on the same connection, as TLS 1.3 knows
 * none.
 */
final class Securing {

    /** Longest handshake; the engine waits no longer for a connection to stand. */
    private static final long MAX_HANDSHAKE_MILLIS = 3000;

    /** How long the last record may take to leave before the connection is cut. */
    private static final long GOODBYE_MILLIS = 1000;

    private static final int THREADS = 2;
    private static final long IDLE_SECONDS = 10;

    private final Tls tls;
    private final ThreadPoolExecutor arithmetic;
    private final long handshakeMillis;

    /**
     * Makes it; threads begin when they are needed and end when they are not.
     *
     * @param most handshakes at once, of which each has one task at most
     * @param timeoutMillis longest time for a handshake, if that is less than {@value #MAX_HANDSHAKE_MILLIS}
     */
    Securing(Tls tls, int most, long timeoutMillis) {
        this.tls = tls;
        this.handshakeMillis = Math.min(timeoutMillis, MAX_HANDSHAKE_MILLIS);
        this.arithmetic = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(most), task -> {
                    Thread thread = new FastThreadLocalThread(task, "swarm-tls");
                    thread.setDaemon(true);
                    return thread;
                });
        arithmetic.allowCoreThreadTimeOut(true);
    }

    /** Told once how a handshake went, before any bytes of the stream. */
    interface Outcome {

        /**
         * It is through.
         *
         * @param fingerprint of the other end's certificate; no bytes if an authority vouches for it
         */
        void onSecured(byte[] fingerprint);

        /** It failed; the connection ends by itself. */
        void onInsecure(Throwable cause);
    }

    /**
     * Puts TLS before the handlers of a connection that this node has dialled.
     *
     * @throws RuntimeException if the user's credentials cannot be used
     */
    void dial(ChannelPipeline pipeline, Outcome outcome) {
        pipeline.addFirst(handlers(tls.dialling(), outcome));
    }

    /**
     * Puts TLS behind the handlers of a connection that a peer has dialled.
     *
     * @throws RuntimeException if the user's credentials cannot be used
     */
    void accept(ChannelPipeline pipeline, Outcome outcome) {
        pipeline.addLast(handlers(tls.accepting(), outcome));
    }

    void shutdown() {
        arithmetic.shutdownNow();
    }

    private ChannelHandler[] handlers(SSLEngine engine, Outcome outcome) {
        SslHandler handler = new PatientSslHandler(engine, arithmetic);
        handler.setHandshakeTimeoutMillis(handshakeMillis);
        handler.setCloseNotifyFlushTimeoutMillis(GOODBYE_MILLIS);
        return new ChannelHandler[] {new Bound(handler), handler, new Watch(handler, outcome)};
    }

    /**
     * Reads no further than a handshake can go before it is through: what a peer sends behind it would wait in
     * memory. An honest peer that is through before us only waits a moment, others until time is up.
     */
    private static final class Bound extends ChannelDuplexHandler {

        /**
         * Two of the longest messages that this Java takes, such as a chain of certificates, and what surrounds them.
         */
        private static final int MAX_BYTES = 80 * 1024;

        private final SslHandler guarded;
        private int bytes;

        Bound(SslHandler guarded) {
            this.guarded = guarded;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            bytes += message instanceof ByteBuf content ? content.readableBytes() : 0;
            if (isFull()) {
                context.channel().config().setAutoRead(false);
            }
            context.fireChannelRead(message);
        }

        @Override
        public void read(ChannelHandlerContext context) {
            if (!isFull()) {
                context.read();
            }
        }

        private boolean isFull() {
            return bytes > MAX_BYTES && !guarded.handshakeFuture().isDone();
        }
    }

    /** Tells how the handshake went. */
    private final class Watch extends ChannelInboundHandlerAdapter {

        private final SslHandler watched;
        private final Outcome outcome;
        private boolean told;

        Watch(SslHandler watched, Outcome outcome) {
            this.watched = watched;
            this.outcome = outcome;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof SslHandshakeCompletionEvent handshake) {
                tell(context, handshake);
            } else {
                context.fireUserEventTriggered(event);
            }
        }

        /** The handler of TLS does not always say that a connection has ended in the middle. */
        @Override
        public void channelInactive(ChannelHandlerContext context) {
            fail(new ClosedChannelException());
            context.fireChannelInactive();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            nobodyWaitsFor(context.close());
        }

        private void fail(Throwable cause) {
            if (!told) {
                told = true;
                outcome.onInsecure(cause);
            }
        }

        private void tell(ChannelHandlerContext context, SslHandshakeCompletionEvent handshake) {
            if (!handshake.isSuccess()) {
                fail(handshake.cause());
                return;
            }
            try {
                byte[] proof = tls.proofOf(watched.engine().getSession());
                told = true;
                context.pipeline().remove(this);
                context.pipeline().remove(Bound.class);
                context.channel().config().setAutoRead(true);
                outcome.onSecured(proof);
            } catch (SSLPeerUnverifiedException e) {
                fail(e);
                nobodyWaitsFor(context.close());
            }
        }
    }
}
