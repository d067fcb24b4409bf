package dev.swarm.discovery.dns;

import dev.swarm.api.config.HostPort;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.resolver.dns.DnsErrorCauseException;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.NoopAuthoritativeDnsServerCache;
import io.netty.resolver.dns.NoopDnsCache;
import io.netty.resolver.dns.NoopDnsCnameCache;
import io.netty.resolver.dns.SequentialDnsServerAddressStreamProvider;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks name servers on one daemon thread that never blocks. Nothing is kept between two questions: whoever asks again
 * wants to know anew. An answer that does not fit a datagram is asked for by TCP.
 */
final class NameServers implements AutoCloseable {

    private static final int MAX_QUERIES_PER_QUESTION = 8;
    private static final long QUIET_MILLIS = 0;
    private static final long END_MILLIS = 1000;

    private final EventLoopGroup group;
    private final DnsNameResolver resolver;

    private NameServers(EventLoopGroup group, DnsNameResolver resolver) {
        this.group = group;
        this.resolver = resolver;
    }

    /**
     * Makes ready to ask; blocks while a server that is given by its name is resolved.
     *
     * @param servers whom to ask; empty for those of the system
     * @param timeout longest wait for one server
     * @throws UnknownHostException with the server that cannot be resolved
     */
    static NameServers open(List<HostPort> servers, Duration timeout) throws UnknownHostException {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (HostPort server : servers) {
            InetSocketAddress address = new InetSocketAddress(server.host(), server.port());
            if (address.isUnresolved()) {
                throw new UnknownHostException(server.toString());
            }
            addresses.add(address);
        }
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("swarm-dns", true), NioIoHandler.newFactory());
        DnsNameResolverBuilder builder = new DnsNameResolverBuilder(group.next())
                .datagramChannelType(NioDatagramChannel.class)
                .socketChannelType(NioSocketChannel.class)
                .queryTimeoutMillis(timeout.toMillis())
                .maxQueriesPerResolve(MAX_QUERIES_PER_QUESTION)
                .resolveCache(NoopDnsCache.INSTANCE)
                .cnameCache(NoopDnsCnameCache.INSTANCE)
                .authoritativeDnsServerCache(NoopAuthoritativeDnsServerCache.INSTANCE);
        if (!addresses.isEmpty()) {
            builder.nameServerProvider(new SequentialDnsServerAddressStreamProvider(addresses));
        }
        return new NameServers(group, builder.build());
    }

    /**
     * Asks for the records of a name.
     *
     * @param parser reads what a record holds; {@code null} for what is to be passed over
     * @return completed on the thread of this class, and never with an exception; never completed after the end
     */
    <T> CompletableFuture<Answer<T>> ask(String name, DnsRecordType type, Function<ByteBuf, @Nullable T> parser) {
        CompletableFuture<Answer<T>> result = new CompletableFuture<>();
        try {
            resolver.resolveAll(new DefaultDnsQuestion(name, type))
                    .addListener((Future<List<DnsRecord>> answer) -> result.complete(read(answer, parser)));
        } catch (RuntimeException e) {
            result.complete(Answer.failed("cannot be asked for: " + e.getMessage()));
        }
        return result;
    }

    @Override
    public void close() {
        resolver.close();
        Future<?> unused = group.shutdownGracefully(QUIET_MILLIS, END_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static <T> Answer<T> read(Future<List<DnsRecord>> answer, Function<ByteBuf, @Nullable T> parser) {
        if (!answer.isSuccess()) {
            return explain(answer.cause());
        }
        List<T> parsed = new ArrayList<>();
        for (DnsRecord each : answer.getNow()) {
            T value = each instanceof DnsRawRecord raw ? parser.apply(raw.content()) : null;
            if (value != null) {
                parsed.add(value);
            }
            ReferenceCountUtil.release(each);
        }
        return Answer.of(parsed);
    }

    /** That there is nothing is an answer too, though not for the resolver. */
    private static <T> Answer<T> explain(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DnsErrorCauseException error) {
                return error.getCode().equals(DnsResponseCode.NXDOMAIN)
                        ? Answer.of(List.of())
                        : Answer.failed("the server answered " + error.getCode());
            }
            if (DnsNameResolver.isTimeoutError(cause)) {
                return Answer.failed("no server answered in time");
            }
            if (DnsNameResolver.isTransportOrTimeoutError(cause)) {
                return Answer.failed("no server can be asked: " + cause.getMessage());
            }
        }
        return Answer.of(List.of());
    }
}
