package dev.swarm.benchmark;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The least that does the job, and no more: the writer sends each update to every other node in a frame of its own; the
 * others put it into a map. Nothing is merged, repaired or acknowledged. Who connects late is sent the whole map.
 *
 * <p>Either updates gather, and the loop writes them and flushes once for each of its turns; or the thread that puts
 * writes to the channels itself, as programs do, and flushes now and then, and when it is told to.
 */
final class NettyReplica implements Replica {

    private static final int MAX_FRAME = 1 << 16;
    private static final int MAX_WAITING = 65_536;
    private static final int TURN_UPDATES = 4_096;
    /** As many as messages are flushed with by a user's thread. */
    private static final int THREAD_FLUSH = 64;

    private static final long BACK_OFF_NANOS = 100_000;
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(1 << 19, 1 << 20);

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final Map<String, byte[]> map = new ConcurrentHashMap<>();
    private final Queue<Update> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final List<Channel> others = new CopyOnWriteArrayList<>();
    private final Listener listener;
    private final boolean byThread;

    /** For the thread that puts: how many it has written since it flushed. */
    private int unflushed;

    NettyReplica(int index, List<Integer> ports, Listener listener, boolean byThread) {
        this.listener = listener;
        this.byThread = byThread;
        InetAddress loopback = InetAddress.getLoopbackAddress();
        if (index == 0) {
            ChannelFuture bound = new ServerBootstrap()
                    .group(group)
                    .channel(NioServerSocketChannel.class)
                    .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                    .childHandler(new Fan())
                    .bind(loopback, ports.get(0));
            bound.syncUninterruptibly();
        } else {
            ChannelFuture connected = new Bootstrap()
                    .group(group)
                    .channel(NioSocketChannel.class)
                    .handler(new ChannelInitializer<>() {
                        @Override
                        protected void initChannel(Channel channel) {
                            channel.pipeline().addLast(new LengthFieldBasedFrameDecoder(MAX_FRAME, 0, 2, 0, 2));
                            channel.pipeline().addLast(new Taker());
                        }
                    })
                    .connect(loopback, ports.get(0));
            connected.syncUninterruptibly();
        }
    }

    private static final class Update {

        private final String key;
        private final byte[] value;

        private Update(String key, byte[] value) {
            this.key = key;
            this.value = value;
        }
    }

    /** The writer's end of a connection. */
    private final class Fan extends ChannelInboundHandlerAdapter {

        @Override
        public boolean isSharable() {
            return true;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            map.forEach((key, value) -> {
                ChannelFuture unused = context.write(frame(context.channel(), key, value), context.voidPromise());
            });
            context.flush();
            others.add(context.channel());
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            others.remove(context.channel());
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            schedule();
        }
    }

    /** A reader's end of a connection. */
    private final class Taker extends SimpleChannelInboundHandler<ByteBuf> {

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf frame) {
            String key = frame.readString(frame.readUnsignedByte(), StandardCharsets.ISO_8859_1);
            byte[] value = new byte[frame.readableBytes()];
            frame.readBytes(value);
            map.put(key, value);
            listener.onChange(key, value);
        }
    }

    /** Without membership: a reader knows of the writer, and the writer of all who are connected. */
    @Override
    public int members() {
        return others.isEmpty() ? Integer.MAX_VALUE : others.size() + 1;
    }

    @Override
    public void put(String key, byte[] value) {
        if (byThread) {
            map.put(key, value);
            write(key, value);
        } else {
            gather(key, value);
        }
    }

    private void write(String key, byte[] value) {
        for (Channel other : others) {
            while (!other.isWritable()) {
                Channel unused = other.flush();
                LockSupport.parkNanos(BACK_OFF_NANOS);
            }
            ChannelFuture unused = other.write(frame(other, key, value), other.voidPromise());
        }
        if (++unflushed == THREAD_FLUSH) {
            flush();
        }
    }

    @Override
    public void flush() {
        if (byThread) {
            unflushed = 0;
            others.forEach(Channel::flush);
        }
    }

    private void gather(String key, byte[] value) {
        while (count.get() >= MAX_WAITING) {
            LockSupport.parkNanos(BACK_OFF_NANOS);
        }
        map.put(key, value);
        count.incrementAndGet();
        waiting.add(new Update(key, value));
        schedule();
    }

    @Override
    public byte @Nullable [] get(String key) {
        return map.get(key);
    }

    @Override
    public void close() {
        Future<?> unused = group.shutdownGracefully();
    }

    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            loop.execute(this::drain);
        }
    }

    private void drain() {
        scheduled.set(false);
        boolean open = others.stream().allMatch(Channel::isWritable);
        for (int i = 0; i < TURN_UPDATES && open; i++) {
            Update update = waiting.poll();
            if (update == null) {
                break;
            }
            count.decrementAndGet();
            fan(update);
        }
        others.forEach(Channel::flush);
        if (!waiting.isEmpty() && others.stream().allMatch(Channel::isWritable)) {
            schedule();
        }
    }

    private void fan(Update update) {
        for (Channel other : others) {
            ChannelFuture unused = other.write(frame(other, update.key, update.value), other.voidPromise());
        }
    }

    private static ByteBuf frame(Channel to, String key, byte[] value) {
        int length = 1 + key.length() + value.length;
        ByteBuf frame = to.alloc().ioBuffer(2 + length).writeShort(length).writeByte(key.length());
        frame.writeCharSequence(key, StandardCharsets.ISO_8859_1);
        return frame.writeBytes(value);
    }
}
