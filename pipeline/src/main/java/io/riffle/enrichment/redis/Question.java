package io.riffle.enrichment.redis;

import io.lettuce.core.protocol.CommandType;
import io.netty.buffer.ByteBuf;
import io.riffle.config.ProfileLayout;
import java.nio.charset.StandardCharsets;

/** What is asked of one entity, and how the answer is read: one command each, whatever the layout. */
final class Question {
    private static final byte[] GET = "*2\r\n$3\r\nGET\r\n$".getBytes(StandardCharsets.US_ASCII);

    private final ProfileLayout layout;
    private final HashFields fields;
    private final MalformedValues malformed;
    private final LargeEntities large;

    Question(ProfileLayout layout, HashFields fields, MalformedValues malformed, LargeEntities large) {
        this.layout = layout;
        this.fields = fields;
        this.malformed = malformed;
        this.large = large;
    }

    CommandType command() {
        return layout == ProfileLayout.HASH ? CommandType.HMGET : CommandType.GET;
    }

    void encode(ByteBuf target, byte[] key) {
        if (layout == ProfileLayout.HASH) {
            fields.encode(target, key);
            return;
        }
        target.writeBytes(GET);
        target.writeCharSequence(Integer.toString(key.length), StandardCharsets.US_ASCII);
        target.writeShort('\r' << 8 | '\n');
        target.writeBytes(key);
        target.writeShort('\r' << 8 | '\n');
    }

    ProfileOutput answer(String entity) {
        return switch (layout) {
            case HASH -> new HashOutput(entity, fields, malformed, large);
            case STRING -> new StringOutput(entity, fields, malformed, large);
            case JSON -> new JsonOutput(entity, fields, malformed, large);
        };
    }
}
