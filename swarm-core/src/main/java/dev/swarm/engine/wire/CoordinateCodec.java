package dev.swarm.engine.wire;

import dev.swarm.api.Rejection;
import dev.swarm.engine.wire.format.PackReader;
import dev.swarm.engine.wire.format.PackWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A coordinate as Serf agents put it into the payload of an ack (specification section 15): a version byte, then a map
 * of numbers. Written to the same bytes as agents write it. May be used by any thread.
 */
public final class CoordinateCodec {

    private static final int VERSION = 1;
    private static final int CAPACITY = 136;
    private static final String ADJUSTMENT = "Adjustment";
    private static final String ERROR = "Error";
    private static final String HEIGHT = "Height";
    private static final String VEC = "Vec";

    /** Those with one number. */
    private static final List<String> SINGLE = List.of(ADJUSTMENT, ERROR, HEIGHT);

    private CoordinateCodec() {}

    /** Returns the payload. */
    public static Bytes encode(Coordinate coordinate) {
        PackWriter out = new PackWriter(CAPACITY);
        out.put(VERSION);
        out.map(4);
        out.text(ADJUSTMENT);
        out.real(coordinate.adjustment());
        out.text(ERROR);
        out.real(coordinate.error());
        out.text(HEIGHT);
        out.real(coordinate.height());
        out.text(VEC);
        out.array(Coordinate.DIMENSIONS);
        for (int i = 0; i < Coordinate.DIMENSIONS; i++) {
            out.real(coordinate.axis(i));
        }
        return Bytes.owning(out.toArray());
    }

    /**
     * Reads a payload. Fields that are missing are zero, unknown ones are passed over, as agents do.
     *
     * @return {@code null} if there is none at all, which is no mistake
     * @throws MalformedPacketException if it is of another version, no map, or the numbers are no coordinate
     */
    public static @Nullable Coordinate decode(@Nullable Bytes payload) throws MalformedPacketException {
        if (payload == null || payload.length() == 0) {
            return null;
        }
        byte[] bytes = payload.view();
        if (bytes[0] != VERSION) {
            throw new MalformedPacketException(Rejection.UNEXPECTED_TYPE, "payload of version " + bytes[0]);
        }
        PackReader in = new PackReader();
        in.over(bytes, 1, bytes.length);
        double[] single = new double[SINGLE.size()];
        double[] point = new double[0];
        int pairs = in.mapSize();
        for (int i = 0; i < pairs && !in.failed(); i++) {
            String name = name(in);
            int slot = SINGLE.indexOf(name);
            if (slot >= 0) {
                single[slot] = in.real();
            } else if (name.equals(VEC)) {
                point = numbers(in);
            } else {
                in.skip();
            }
        }
        if (pairs < 0 || in.failed()) {
            throw new MalformedPacketException(Rejection.MALFORMED, "payload is no map of numbers");
        }
        return checked(point, single);
    }

    private static Coordinate checked(double[] point, double[] single) throws MalformedPacketException {
        double adjustment = single[SINGLE.indexOf(ADJUSTMENT)];
        double error = single[SINGLE.indexOf(ERROR)];
        double height = single[SINGLE.indexOf(HEIGHT)];
        if (!Coordinate.isSound(point, error, adjustment, height)) {
            throw new MalformedPacketException(Rejection.IMPLAUSIBLE, "no coordinate: " + Arrays.toString(point));
        }
        return Coordinate.of(point, error, adjustment, height);
    }

    private static String name(PackReader in) {
        in.bytes();
        return new String(in.content(), in.contentStart(), in.contentLength(), StandardCharsets.UTF_8);
    }

    /** What has more dimensions is none of ours; it is passed over without being kept. */
    private static double[] numbers(PackReader in) {
        int size = in.arraySize();
        double[] numbers = new double[Math.max(0, Math.min(size, Coordinate.DIMENSIONS + 1))];
        for (int i = 0; i < size && !in.failed(); i++) {
            double number = in.real();
            if (i < numbers.length) {
                numbers[i] = number;
            }
        }
        return numbers;
    }
}
