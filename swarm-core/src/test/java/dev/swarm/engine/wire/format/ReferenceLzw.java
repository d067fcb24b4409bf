package dev.swarm.engine.wire.format;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * LZW written down word by word from specification section 9, with strings in maps and bits in a text; slow, and it
 * shares nothing with the real one.
 */
final class ReferenceLzw {

    private ReferenceLzw() {}

    static byte[] encode(byte[] source) {
        StringBuilder bits = new StringBuilder();
        Map<String, Integer> table = new HashMap<>();
        int width = 9;
        int highest = 257;
        put(bits, 256, width);
        String current = "";
        for (byte next : source) {
            String longer = current + (char) (next & 0xFF);
            if (longer.length() == 1 || table.containsKey(longer)) {
                current = longer;
                continue;
            }
            put(bits, code(table, current), width);
            highest++;
            width += highest == 512 || highest == 1024 || highest == 2048 ? 1 : 0;
            if (highest == 4095) {
                put(bits, 256, width);
                table.clear();
                width = 9;
                highest = 257;
            } else {
                table.put(longer, highest);
            }
            current = longer.substring(longer.length() - 1);
        }
        if (!current.isEmpty()) {
            put(bits, code(table, current), width);
            highest++;
            width += highest == 512 || highest == 1024 || highest == 2048 ? 1 : 0;
            if (highest == 4095) {
                put(bits, 256, width);
                width = 9;
            }
        }
        put(bits, 257, width);
        return pack(bits);
    }

    static byte[] decode(byte[] source) {
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        List<String> table = new ArrayList<>();
        String last = "";
        int width = 9;
        int at = 0;
        while (true) {
            int code = get(source, at, width);
            at += width;
            if (code == 257) {
                return result.toByteArray();
            }
            if (code == 256) {
                table.clear();
                last = "";
                width = 9;
                continue;
            }
            String text = text(table, last, code);
            text.chars().forEach(result::write);
            if (!last.isEmpty() && table.size() < 4096 - 258) {
                table.add(last + text.charAt(0));
            }
            // one entry is always on its way: the reader's table is one step behind the writer's
            int highest = 258 + table.size();
            width = highest >= 2048 ? 12 : highest >= 1024 ? 11 : highest >= 512 ? 10 : 9;
            last = text;
        }
    }

    private static String text(List<String> table, String last, int code) {
        if (code < 256) {
            return String.valueOf((char) code);
        }
        return code - 258 < table.size() ? table.get(code - 258) : last + last.charAt(0);
    }

    private static int code(Map<String, Integer> table, String text) {
        return text.length() == 1 ? text.charAt(0) : table.getOrDefault(text, 257);
    }

    private static void put(StringBuilder bits, int code, int width) {
        for (int i = 0; i < width; i++) {
            bits.append((char) ('0' + ((code >> i) & 1)));
        }
    }

    private static byte[] pack(StringBuilder bits) {
        byte[] packed = new byte[(bits.length() + 7) / 8];
        for (int i = 0; i < bits.length(); i++) {
            packed[i / 8] |= (byte) ((bits.charAt(i) - '0') << (i % 8));
        }
        return packed;
    }

    private static int get(byte[] bytes, int at, int width) {
        int code = 0;
        for (int i = 0; i < width; i++) {
            code |= ((bytes[(at + i) / 8] >> ((at + i) % 8)) & 1) << i;
        }
        return code;
    }
}
