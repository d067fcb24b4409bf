package dev.swarm.benchmark.messages;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The least that does the job: frames with their length, a buffer for each message, and an array of its own for each
 * that comes. Either the loop itself asks and sends, so that no thread is woken but the two loops, and messages are
 * flushed once for each turn; or a user's thread does, as with all other subjects: it waits for each answer, and for
 * room when the channel is full, and flushes as often as was best.
 */
final class NettyMessenger implements Messenger {

    private static final int HEAD = 4;
    private static final int TURN = 512;
    private static final int THREAD_FLUSH = 64;
    private static final WriteBufferWaterMark MARKS = new WriteBufferWaterMark(1 << 19, 1 << 20);
    private static final int ANSWERED = 1 << 30;
    private static final long PATIENCE_NANOS = 1_000_000;

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final Count count;
    private final boolean byThread;
    private volatile @Nullable Thread waiting;
    private volatile int answers;
    private volatile @Nullable Channel channel;
    private @Nullable Asking asking;
    private @Nullable Flood flood;

    NettyMessenger(int index, List<Integer> ports, Count count, boolean byThread) {
        this.byThread = byThread;
        this.count = count;
        InetAddress loopback = InetAddress.getLoopbackAddress();
        ChannelInitializer<Channel> pipeline = new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel made) {
                made.pipeline().addLast(new Frames());
            }
        };
        ChannelFuture done = index == 1
                ? new ServerBootstrap()
                        .group(group)
                        .channel(NioServerSocketChannel.class)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, MARKS)
                        .childHandler(pipeline)
                        .bind(loopback, ports.get(1))
                : new Bootstrap()
                        .group(group)
                        .channel(NioSocketChannel.class)
                        .option(ChannelOption.TCP_NODELAY, true)
                        .option(ChannelOption.WRITE_BUFFER_WATER_MARK, MARKS)
                        .handler(pipeline)
                        .connect(loopback, ports.get(1));
        done.syncUninterruptibly();
    }

    private static final class Asking {

        private final long[] nanos;
        private final byte[] payload;
        private final CompletableFuture<long[]> done = new CompletableFuture<>();
        private long start;
        private int at;

        private Asking(int count, byte[] payload) {
            this.nanos = new long[count];
            this.payload = payload;
        }
    }

    private static final class Flood {

        private final long endNanos;
        private final byte[] payload;
        private final CompletableFuture<Long> done = new CompletableFuture<>();
        private long sent;

        private Flood(long endNanos, byte[] payload) {
            this.endNanos = endNanos;
            this.payload = payload;
        }
    }

    /** Reads frames; the highest bit of the length tells that an answer is wanted, the next one that it is one. */
    private final class Frames extends ByteToMessageDecoder {

        @Override
        public void channelActive(ChannelHandlerContext context) throws Exception {
            channel = context.channel();
            super.channelActive(context);
        }

        @Override
        protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
            while (in.readableBytes() >= HEAD) {
                int head = in.getInt(in.readerIndex());
                int length = head & (ANSWERED - 1);
                if (in.readableBytes() < HEAD + length) {
                    return;
                }
                in.skipBytes(HEAD);
                byte[] payload = new byte[length];
                in.readBytes(payload);
                if (head < 0) {
                    ChannelFuture unused =
                            context.writeAndFlush(frame(context.channel(), payload, ANSWERED), context.voidPromise());
                } else if (head >= ANSWERED) {
                    onAnswer(context.channel());
                } else {
                    count.add(length);
                }
            }
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            if (context.channel().isWritable()) {
                LockSupport.unpark(waiting);
                go(context.channel());
            }
        }
    }

    @Override
    public boolean isReady() {
        return channel != null;
    }

    @Override
    public long[] ask(int times, byte[] payload) throws Exception {
        if (byThread) {
            return askByThread(times, payload);
        }
        Asking all = new Asking(times, payload);
        loop.execute(() -> {
            asking = all;
            ask(open());
        });
        return all.done.get();
    }

    private long[] askByThread(int times, byte[] payload) {
        long[] nanos = new long[times];
        Channel to = open();
        waiting = Thread.currentThread();
        for (int i = 0; i < times; i++) {
            int before = answers;
            long start = System.nanoTime();
            ChannelFuture unused = to.writeAndFlush(frame(to, payload, Integer.MIN_VALUE), to.voidPromise());
            while (answers == before) {
                LockSupport.park();
            }
            nanos[i] = System.nanoTime() - start;
        }
        waiting = null;
        return nanos;
    }

    @Override
    public long flood(long durationNanos, byte[] payload) throws Exception {
        if (byThread) {
            return floodByThread(System.nanoTime() + durationNanos, payload);
        }
        Flood all = new Flood(System.nanoTime() + durationNanos, payload);
        loop.execute(() -> {
            flood = all;
            go(open());
        });
        return all.done.get();
    }

    private long floodByThread(long endNanos, byte[] payload) {
        Channel to = open();
        waiting = Thread.currentThread();
        long sent = 0;
        do {
            while (!to.isWritable()) {
                Channel unused = to.flush();
                LockSupport.parkNanos(PATIENCE_NANOS);
            }
            for (int i = 0; i < THREAD_FLUSH; i++) {
                ChannelFuture unused = to.write(frame(to, payload, 0), to.voidPromise());
            }
            Channel unused = to.flush();
            sent += THREAD_FLUSH;
        } while (System.nanoTime() - endNanos < 0);
        waiting = null;
        return sent;
    }

    @Override
    public void close() {
        var unused = group.shutdownGracefully();
    }

    private Channel open() {
        Channel current = channel;
        if (current == null) {
            throw new IllegalStateException("not connected");
        }
        return current;
    }

    private void ask(Channel to) {
        Asking all = asking;
        if (all != null) {
            all.start = System.nanoTime();
            ChannelFuture unused = to.writeAndFlush(frame(to, all.payload, Integer.MIN_VALUE), to.voidPromise());
        }
    }

    private void onAnswer(Channel from) {
        Thread thread = waiting;
        if (thread != null) {
            int number = answers;
            answers = number + 1;
            LockSupport.unpark(thread);
            return;
        }
        Asking all = asking;
        if (all == null) {
            return;
        }
        all.nanos[all.at++] = System.nanoTime() - all.start;
        if (all.at == all.nanos.length) {
            asking = null;
            all.done.complete(all.nanos);
        } else {
            ask(from);
        }
    }

    private void go(Channel to) {
        Flood all = flood;
        if (all == null) {
            return;
        }
        for (int i = 0; i < TURN && to.isWritable(); i++) {
            ChannelFuture unused = to.write(frame(to, all.payload, 0), to.voidPromise());
            all.sent++;
        }
        to.flush();
        if (System.nanoTime() - all.endNanos >= 0) {
            flood = null;
            all.done.complete(all.sent);
        } else if (to.isWritable()) {
            loop.execute(() -> go(to));
        }
    }

    private static ByteBuf frame(Channel to, byte[] payload, int flags) {
        return to.alloc()
                .ioBuffer(HEAD + payload.length)
                .writeInt(payload.length | flags)
                .writeBytes(payload);
    }
}
