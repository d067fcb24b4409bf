package dev.swarm.runtime.transport;

import static dev.swarm.runtime.transport.Unawaited.nobodyWaitsFor;

import dev.swarm.engine.step.StreamId;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One stream, dialled or accepted.
 *
 * <p>It passes through {@code CONNECTING → OPEN → FLUSHING → LINGERING}; an accepted one starts as {@code OPEN}. TLS,
 * where there is any, belongs to connecting. What is written while connecting is kept. From {@code FLUSHING} on the
 * engine knows nothing of the stream any more, so what still arrives is thrown away. Lingering means: our side is
 * shut, the other one is read to its end. Closing at once instead would answer unread bytes with a reset, and a reset
 * can destroy our last words before the peer has read them.
 *
 * <p>Under TLS our side is shut by a last record that says so, and the peer closes when it has read that. The
 * connection is not shut beneath: a peer that is still busy with the handshake would take that for a break, and lose
 * what waits.
 *
 * <p>More than {@value #MAX_WAITING_BYTES} bytes waiting to leave cut the stream: the peer does not read.
 */
final class StreamHandler extends ChannelInboundHandlerAdapter {

    static final int MAX_WAITING_BYTES = 32 * 1024 * 1024;

    /** Longest time for the peer to close its side after we closed ours. */
    private static final long LINGER_MILLIS = 1000;

    private final StreamId id;
    private final Streams streams;
    private final long flushMillis;
    private final List<byte[]> early = new ArrayList<>();
    private long earlyBytes;
    private boolean finishing;
    private Phase phase;
    private @Nullable Channel channel;

    private enum Phase {
        CONNECTING,
        OPEN,
        FLUSHING,
        LINGERING
    }

    private StreamHandler(StreamId id, Streams streams, long flushMillis, Phase phase) {
        this.id = id;
        this.streams = streams;
        this.flushMillis = flushMillis;
        this.phase = phase;
    }

    static StreamHandler dialled(StreamId id, Streams streams, long flushMillis) {
        return new StreamHandler(id, streams, flushMillis, Phase.CONNECTING);
    }

    static StreamHandler accepted(StreamId id, Streams streams, long flushMillis) {
        return new StreamHandler(id, streams, flushMillis, Phase.OPEN);
    }

    StreamId id() {
        return id;
    }

    /** Tells whether the connection stood at some time. */
    boolean isConnected() {
        return phase != Phase.CONNECTING;
    }

    /** Tells whether the engine wants no more of it. */
    boolean isFinishing() {
        return finishing;
    }

    void attach(Channel own) {
        channel = own;
    }

    void onConnected() {
        phase = Phase.OPEN;
        early.forEach(bytes -> write(Unpooled.wrappedBuffer(bytes)));
        early.clear();
        flush();
        if (finishing) {
            flushAndShut();
        }
    }

    /** Writes what a buffer holds, which belongs to this stream from then on. */
    void write(ByteBuf bytes) {
        int length = bytes.readableBytes();
        if (phase == Phase.OPEN && channel().isWritable()) {
            nobodyWaitsFor(channel().write(bytes));
            return;
        }
        if (phase == Phase.CONNECTING && earlyBytes + length <= MAX_WAITING_BYTES) {
            early.add(ByteBufUtil.getBytes(bytes));
            earlyBytes += length;
        } else {
            cut();
        }
        bytes.release();
    }

    void flush() {
        if (phase == Phase.OPEN) {
            channel().flush();
        }
    }

    /** Begins the end: flush, shut our side, read the other one to its end. Each step has a time limit. */
    void finish() {
        finishing = true;
        if (phase == Phase.OPEN) {
            flushAndShut();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (phase == Phase.OPEN && message instanceof ByteBuf bytes) {
                streams.onBytes(this, bytes);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    /** The peer says under TLS that it has said all; without TLS the connection itself says so. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslCloseCompletionEvent && phase != Phase.FLUSHING) {
            nobodyWaitsFor(context.close());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        nobodyWaitsFor(context.close());
    }

    private void flushAndShut() {
        phase = Phase.FLUSHING;
        closeAfter(flushMillis);
        SslHandler tls = channel().pipeline().get(SslHandler.class);
        channel().flush();
        nobodyWaitsFor((tls == null ? channel().writeAndFlush(Unpooled.EMPTY_BUFFER) : tls.closeOutbound())
                .addListener(this::onFlushed));
    }

    private void onFlushed(Future<? super Void> flushed) {
        if (flushed.isSuccess() && channel() instanceof SocketChannel socket) {
            phase = Phase.LINGERING;
            if (socket.pipeline().get(SslHandler.class) == null) {
                nobodyWaitsFor(socket.shutdownOutput());
            }
            closeAfter(LINGER_MILLIS);
        } else {
            nobodyWaitsFor(channel().close());
        }
    }

    private void closeAfter(long millis) {
        nobodyWaitsFor(channel().eventLoop().schedule(this::cut, millis, TimeUnit.MILLISECONDS));
    }

    /** Closes at once: from the first handler's place, so that none before it waits to say goodbye first. */
    private void cut() {
        ChannelHandlerContext first = channel().pipeline().firstContext();
        nobodyWaitsFor(first == null ? channel().close() : first.close());
    }

    private Channel channel() {
        if (channel == null) {
            throw new IllegalStateException("Stream " + id + " has no channel in phase " + phase);
        }
        return channel;
    }
}
