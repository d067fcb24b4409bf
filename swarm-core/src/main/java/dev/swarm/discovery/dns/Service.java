package dev.swarm.discovery.dns;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.dns.DefaultDnsRecordDecoder;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * An SRV record (RFC 2782).
 *
 * @param priority lower goes first
 * @param weight among equals, higher goes first
 * @param port where it listens
 * @param target name of its host, with a dot at the end
 */
record Service(int priority, int weight, int port, String target) {

    /** Whom to try first. The weight is an order here and no chance: all are tried in the end. */
    static final Comparator<Service> ORDER = Comparator.comparingInt(Service::priority)
            .thenComparing(Comparator.comparingInt(Service::weight).reversed())
            .thenComparing(Service::target)
            .thenComparingInt(Service::port);

    private static final int FIXED_BYTES = 3 * Short.BYTES;

    /** Reads a record; {@code null} if it is cut short, or says that there is no such service. */
    static @Nullable Service parse(ByteBuf content) {
        if (content.readableBytes() <= FIXED_BYTES) {
            return null;
        }
        int priority = content.readUnsignedShort();
        int weight = content.readUnsignedShort();
        int port = content.readUnsignedShort();
        try {
            String target = DefaultDnsRecordDecoder.decodeName(content);
            return port == 0 || target.equals(".") ? null : new Service(priority, weight, port, target);
        } catch (CorruptedFrameException | IndexOutOfBoundsException e) {
            return null;
        }
    }
}
