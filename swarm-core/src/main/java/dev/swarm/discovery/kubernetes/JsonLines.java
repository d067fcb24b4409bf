package dev.swarm.discovery.kubernetes;

import dev.swarm.discovery.LookUpException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads JSON documents, each up to a bound: one on each line, or one in all. */
final class JsonLines {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final InputStream in;
    private final int most;

    JsonLines(InputStream in, int most) {
        this.in = new BufferedInputStream(in);
        this.most = most;
    }

    /** Returns the document that all the rest is. */
    JsonNode whole() throws IOException, LookUpException {
        byte[] bytes = in.readNBytes(most + 1);
        if (bytes.length > most) {
            throw tooLong();
        }
        return parse(bytes);
    }

    /** Returns the document of the next line, {@code null} at the end. */
    @Nullable
    JsonNode next() throws IOException, LookUpException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int each = in.read(); each >= 0; each = in.read()) {
            if (each == '\n' && line.size() > 0) {
                return parse(line.toByteArray());
            }
            if (line.size() == most) {
                throw tooLong();
            }
            line.write(each);
        }
        return null;
    }

    private LookUpException tooLong() {
        return new LookUpException("an answer of the API server is longer than " + most + " bytes", null);
    }

    private static JsonNode parse(byte[] bytes) throws LookUpException {
        try {
            return JSON.readTree(bytes);
        } catch (JacksonException e) {
            throw new LookUpException("an answer of the API server is no JSON, or was cut short", e);
        }
    }
}
