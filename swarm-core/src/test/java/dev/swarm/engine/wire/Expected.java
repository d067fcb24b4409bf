package dev.swarm.engine.wire;

import dev.swarm.api.Incarnation;
import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The documented content of golden vectors as messages. */
final class Expected {

    private Expected() {}

    /** Returns the messages of a datagram's tree of wrappers, in order. */
    static List<Message> messages(JsonNode node) {
        List<Message> messages = new ArrayList<>();
        collect(node, messages);
        return messages;
    }

    private static void collect(JsonNode node, List<Message> messages) {
        if (node.has("inner")) {
            collect(node.get("inner"), messages);
        } else if (node.has("parts")) {
            for (JsonNode part : node.get("parts")) {
                collect(part, messages);
            }
        } else {
            messages.add(message(node));
        }
    }

    /** Returns the one message of a node without wrappers. */
    static Message message(JsonNode node) {
        JsonNode body = node.path("body");
        return switch (node.get("typeName").asString()) {
            case "ping" ->
                new Message.Ping(number(body, "SeqNo"), name(body, "Node"), source(body), optionalName(body));
            case "indirectPing" ->
                new Message.IndirectPing(
                        number(body, "SeqNo"),
                        name(body, "Node"),
                        address(body, "Target", "Port"),
                        body.get("Nack").asBoolean(),
                        source(body),
                        optionalName(body));
            case "ack", "ackResp" -> new Message.Ack(number(body, "SeqNo"), bytes(body.get("Payload")));
            case "nack" -> new Message.Nack(number(body, "SeqNo"));
            case "suspect" -> new Message.Suspect(name(body, "Node"), incarnation(body), name(body, "From"));
            case "dead" -> new Message.Dead(name(body, "Node"), incarnation(body), name(body, "From"));
            case "alive" ->
                new Message.Alive(
                        name(body, "Node"),
                        incarnation(body),
                        address(body, "Addr", "Port"),
                        bytes(body.get("Meta")),
                        versions(body));
            case "user" ->
                new Message.UserData(Bytes.owning(
                        HexFormat.of().parseHex(node.at("/payload/hex").asString())));
            default -> throw new IllegalArgumentException(node.toString());
        };
    }

    static List<StreamMessage.MemberRecord> records(JsonNode nodes) {
        List<StreamMessage.MemberRecord> records = new ArrayList<>();
        for (JsonNode node : nodes) {
            records.add(new StreamMessage.MemberRecord(
                    name(node, "Name"),
                    address(node, "Addr", "Port"),
                    incarnation(node),
                    StreamWriter.STATES.get(node.get("State").asInt()),
                    bytes(node.get("Meta")),
                    versions(node)));
        }
        return records;
    }

    private static long number(JsonNode body, String field) {
        return body.get(field).asLong();
    }

    private static Incarnation incarnation(JsonNode body) {
        return new Incarnation(number(body, "Incarnation"));
    }

    private static NodeId name(JsonNode body, String field) {
        return NodeId.of(body.get(field).asString());
    }

    private static @Nullable NodeId optionalName(JsonNode body) {
        return body.has("SourceNode") ? name(body, "SourceNode") : null;
    }

    private static @Nullable NodeAddress source(JsonNode body) {
        return body.has("SourceAddr") ? address(body, "SourceAddr", "SourcePort") : null;
    }

    private static NodeAddress address(JsonNode body, String ip, String port) {
        return NodeAddress.of(
                HexFormat.of().parseHex(body.get(ip).get("hex").asString()),
                body.get(port).asInt());
    }

    private static @Nullable Bytes bytes(JsonNode field) {
        return field.isNull()
                ? null
                : Bytes.owning(HexFormat.of().parseHex(field.get("hex").asString()));
    }

    private static @Nullable Versions versions(JsonNode body) {
        Bytes six = bytes(body.get("Vsn"));
        return six == null ? null : Versions.read(six.view(), 0);
    }
}
