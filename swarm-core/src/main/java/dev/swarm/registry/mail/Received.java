package dev.swarm.registry.mail;

import dev.swarm.api.NodeId;
import dev.swarm.api.registry.WorkerMessage;
import dev.swarm.comms.MessageCodec;
import dev.swarm.engine.wire.comms.Payload;
import java.nio.charset.StandardCharsets;

/**
 * A message as its worker sees it; read when it is asked.
 *
 * @param mail what came
 * @param codec reads it
 */
public record Received(Mail mail, MessageCodec codec) implements WorkerMessage {

    @Override
    public NodeId from() {
        return mail.from();
    }

    @Override
    public boolean isAsk() {
        return mail.isAsk();
    }

    @Override
    public boolean is(Class<?> type) {
        return switch (mail.content().form()) {
            case BYTES -> type == byte[].class;
            case TEXT -> type == String.class;
            case VALUE -> MessageCodec.nameOf(type).equals(sentAs());
            case NOTHING -> false;
        };
    }

    @Override
    public <T> T as(Class<T> type) {
        Payload content = mail.content();
        T value = codec.read(content.form(), content.bytes(), type);
        if (value == null) {
            throw new IllegalArgumentException("The message is no " + type.getName() + " but nothing");
        }
        return value;
    }

    @Override
    public String toString() {
        String what = mail.content().form() == Payload.Form.VALUE
                ? sentAs()
                : String.valueOf(mail.content().form());
        return what + " from " + mail.from();
    }

    private String sentAs() {
        return new String(mail.content().type(), StandardCharsets.UTF_8);
    }
}
