package dev.swarm.discovery.tailscale;

import dev.swarm.discovery.LookUpException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Reads an answer of HTTP/1.1 (RFC 9112) that ends with its connection: with a length, in chunks, or up to the end. The
 * two former tell when it was cut.
 */
final class HttpAnswer {

    private static final byte[] LINE = {'\r', '\n'};
    private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};
    private static final int SHOWN = 120;

    private HttpAnswer() {}

    /**
     * Returns the body.
     *
     * @throws LookUpException if the answer is none, is cut short, or refuses
     */
    static byte[] bodyOf(byte[] answer) throws LookUpException {
        int end = indexOf(answer, END_OF_HEAD, 0);
        String[] head = end < 0 ? new String[0] : text(answer, 0, end).split("\r\n", -1);
        if (end < 0 || !head[0].matches("HTTP/1\\.[01] \\d{3}( .*)?")) {
            throw new LookUpException("the daemon does not speak HTTP, or was cut off", null);
        }
        byte[] rest = Arrays.copyOfRange(answer, end + END_OF_HEAD.length, answer.length);
        int status = Integer.parseInt(head[0].substring(9, 12));
        if (status != 200) {
            String said = text(rest, 0, Math.min(rest.length, SHOWN)).replaceAll("\\p{Cntrl}", " ");
            throw new LookUpException("the daemon answered with status " + status + ": " + said.strip(), null);
        }
        return body(headers(head), rest);
    }

    private static byte[] body(Map<String, String> headers, byte[] rest) throws LookUpException {
        if (headers.getOrDefault("transfer-encoding", "")
                .toLowerCase(Locale.ROOT)
                .endsWith("chunked")) {
            return joined(rest);
        }
        String length = headers.get("content-length");
        if (length == null) {
            return rest;
        }
        if (!length.matches("\\d{1,9}") || Integer.parseInt(length) > rest.length) {
            throw cut();
        }
        return Arrays.copyOf(rest, Integer.parseInt(length));
    }

    private static byte[] joined(byte[] chunks) throws LookUpException {
        BoundedBytes body = new BoundedBytes(chunks.length);
        int at = 0;
        while (true) {
            int end = indexOf(chunks, LINE, at);
            String size = end < 0 ? "" : text(chunks, at, end).replaceFirst("[ \t;].*", "");
            if (!size.matches("[0-9a-fA-F]{1,7}")) {
                throw cut();
            }
            int length = Integer.parseInt(size, 16);
            at = end + LINE.length;
            if (length == 0) {
                return body.toByteArray();
            }
            if (length + LINE.length > chunks.length - at) {
                throw cut();
            }
            body.add(Arrays.copyOfRange(chunks, at, at + length), length);
            at += length + LINE.length;
        }
    }

    private static Map<String, String> headers(String[] head) {
        Map<String, String> headers = new HashMap<>();
        for (String line : head) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return headers;
    }

    private static LookUpException cut() {
        return new LookUpException("the answer of the daemon is cut short", null);
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static int indexOf(byte[] bytes, byte[] wanted, int from) {
        for (int i = from; i <= bytes.length - wanted.length; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }
}
