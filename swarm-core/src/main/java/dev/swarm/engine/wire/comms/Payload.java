package dev.swarm.engine.wire.comms;

import java.nio.charset.StandardCharsets;

/** What an entry carries. Its arrays are lent: they are only read. */
public final class Payload {

    /** Longest name of a type, in bytes. */
    public static final int TYPE_BYTES = 512;

    private static final byte[] NO_TYPE = {};

    private final Form form;
    private final byte[] type;
    private final byte[] bytes;

    /**
     * Makes one.
     *
     * @param form how it is to be read
     * @param type UTF-8 of its type's name, empty unless it is a named value for a handler
     * @param bytes the content
     */
    public Payload(Form form, byte[] type, byte[] bytes) {
        this.form = form;
        this.type = type;
        this.bytes = bytes;
    }

    /** How content is to be read; the number is on the wire. */
    public enum Form {
        /** Bytes as they are. */
        BYTES(0),
        /** UTF-8. */
        TEXT(1),
        /** A value of a named type. */
        VALUE(2),
        /** Nothing at all. */
        NOTHING(3);

        private static final Form[] ALL = values();

        private final int number;

        Form(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }

        static Form of(int number) {
            return ALL[number];
        }
    }

    /** Nothing. */
    public static final Payload NOTHING = new Payload(Form.NOTHING, NO_TYPE, NO_TYPE);

    /** Returns how the content is to be read. */
    public Form form() {
        return form;
    }

    /** Returns UTF-8 of its type's name, empty for none. */
    public byte[] type() {
        return type;
    }

    /** Returns the content. */
    public byte[] bytes() {
        return bytes;
    }

    /** Returns bytes as they are. */
    public static Payload of(byte[] bytes) {
        return new Payload(Form.BYTES, NO_TYPE, bytes);
    }

    /** Returns a text. */
    public static Payload of(String text) {
        return new Payload(Form.TEXT, NO_TYPE, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns a value whose type need not be said. */
    public static Payload value(byte[] bytes) {
        return new Payload(Form.VALUE, NO_TYPE, bytes);
    }
}
