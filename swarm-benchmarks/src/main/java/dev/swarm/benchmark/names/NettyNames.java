package dev.swarm.benchmark.names;

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
 * The least that does the job: node 0 sends each of its names with its own to every other node in a frame, flushed once
 * for each turn of the loop; the others put it into a map. No membership, no conflict, no repair.
 */
final class NettyNames implements NameBook {

    private static final int MAX_FRAME = 1 << 16;
    private static final int MAX_WAITING = 65_536;
    private static final int TURN_NAMES = 4_096;
    private static final long BACK_OFF_NANOS = 100_000;
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(1 << 19, 1 << 20);

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final String self;
    private final Map<String, String> map = new ConcurrentHashMap<>();
    private final Queue<String> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final List<Channel> others = new CopyOnWriteArrayList<>();

    NettyNames(int index, List<Integer> ports) {
        self = "node-" + index;
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

    /** The end of a connection that has names. */
    private final class Fan extends ChannelInboundHandlerAdapter {

        @Override
        public boolean isSharable() {
            return true;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
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

    /** The end of a connection that learns names. */
    private final class Taker extends SimpleChannelInboundHandler<ByteBuf> {

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf frame) {
            String name = frame.readString(frame.readUnsignedByte(), StandardCharsets.ISO_8859_1);
            map.put(name, frame.readString(frame.readableBytes(), StandardCharsets.ISO_8859_1));
        }
    }

    /** A node that learns knows the one that has names, and that one all who are connected. */
    @Override
    public int members() {
        return others.isEmpty() ? Integer.MAX_VALUE : others.size() + 1;
    }

    @Override
    public void register(long first, int number) {
        for (long i = first; i < first + number; i++) {
            while (count.get() >= MAX_WAITING) {
                LockSupport.parkNanos(BACK_OFF_NANOS);
            }
            String name = NameBook.name(i);
            map.put(name, self);
            count.incrementAndGet();
            waiting.add(name);
            schedule();
        }
    }

    @Override
    public @Nullable Object find(String name) {
        return map.get(name);
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
        for (int i = 0; i < TURN_NAMES && open; i++) {
            String name = waiting.poll();
            if (name == null) {
                break;
            }
            count.decrementAndGet();
            for (Channel other : others) {
                ChannelFuture unused = other.write(frame(other, name), other.voidPromise());
            }
        }
        others.forEach(Channel::flush);
        if (!waiting.isEmpty() && others.stream().allMatch(Channel::isWritable)) {
            schedule();
        }
    }

    private ByteBuf frame(Channel to, String name) {
        int length = 1 + name.length() + self.length();
        ByteBuf frame = to.alloc().ioBuffer(2 + length).writeShort(length).writeByte(name.length());
        frame.writeCharSequence(name, StandardCharsets.ISO_8859_1);
        frame.writeCharSequence(self, StandardCharsets.ISO_8859_1);
        return frame;
    }
}
