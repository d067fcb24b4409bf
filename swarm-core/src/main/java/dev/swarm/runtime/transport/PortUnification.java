package dev.swarm.runtime.transport;

import static dev.swarm.runtime.transport.Unawaited.nobodyWaitsFor;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * First handler of each connection that a peer made: waits for the first byte, which tells what the connection is
 * for, and gives its place to the handlers for that.
 *
 * <p>One port serves both planes. A stream of the membership protocol begins with the number of one of its messages
 * (0 to 13) or with the mark of a label (244); a connection of the data plane begins with a TLS handshake record,
 * {@value #TLS_HANDSHAKE}, if it is under TLS. No message of memberlist has that number. Whatever begins otherwise is
 * handed on to the engine, which takes a connection of the data plane in clear text if it may, and refuses and counts
 * the rest.
 *
 * <p>A connection that sends nothing in time is closed: it never reaches the engine, so the engine cannot give it up.
 */
final class PortUnification extends ChannelInboundHandlerAdapter {

    /** Content type of a TLS record that carries a handshake (RFC 8446 section 5.1). */
    static final int TLS_HANDSHAKE = 0x16;

    private final Planes planes;
    private final long firstByteMillis;
    private boolean decided;

    PortUnification(Planes planes, long firstByteMillis) {
        this.planes = planes;
        this.firstByteMillis = firstByteMillis;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        nobodyWaitsFor(
                context.executor().schedule(() -> closeUndecided(context), firstByteMillis, TimeUnit.MILLISECONDS));
        context.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf bytes && !bytes.isReadable()) {
            bytes.release();
            return;
        }
        decided = true;
        int first = message instanceof ByteBuf bytes ? bytes.getUnsignedByte(bytes.readerIndex()) : -1;
        (first == TLS_HANDSHAKE ? planes.secured() : planes.plain()).accept(context.pipeline());
        context.fireChannelRead(message);
        context.pipeline().remove(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        nobodyWaitsFor(context.close());
    }

    private void closeUndecided(ChannelHandlerContext context) {
        if (!decided) {
            nobodyWaitsFor(context.close());
        }
    }

    /**
     * Who handles which kind of connection.
     *
     * @param plain appends the handlers of a stream in clear text, or one that is encrypted in the manner of memberlist
     * @param secured appends the handlers of a stream under TLS
     */
    record Planes(Consumer<ChannelPipeline> plain, Consumer<ChannelPipeline> secured) {}
}
