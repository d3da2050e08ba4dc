package io.riffle.enrichment.redis;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandKeyword;
import io.lettuce.core.protocol.CommandType;
import io.riffle.enrichment.ProfileUnavailableException;
import io.riffle.enrichment.ProfileUpdate;
import io.riffle.enrichment.ProfileValueFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Sets values of many entities, each unless a newer one of it is stored; one round trip to each node. The comparison is a
 * script in Redis, so that two writers cannot overtake each other between reading and writing.
 */
final class NewerValues {
    /**
     * Keys: an entity's hash. Arguments: event time, how long to keep the hash in milliseconds (0: for ever), then fields and
     * values, if no value takes the field away. A stored value without a readable time is of unknown age and gives way.
     * A hash is kept as long as its longest-lived value.
     */
    private static final byte[] SCRIPT = utf8("""
            local left = redis.call('PTTL', KEYS[1])
            local keep = tonumber(ARGV[2])
            local set = 0
            for i = 3, #ARGV, 2 do
              local stored = redis.call('HGET', KEYS[1], ARGV[i])
              local time = stored and string.match(stored, '@(%-?%d+)$')
              if not time or #time > 18 or tonumber(time) <= tonumber(ARGV[1]) then
                if ARGV[i + 1] == '' then
                  redis.call('HDEL', KEYS[1], ARGV[i])
                else
                  redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1])
                end
                set = set + 1
              end
            end
            if set > 0 and keep == 0 and left >= 0 then
              redis.call('PERSIST', KEYS[1])
            elseif set > 0 and keep > 0 and left ~= -1 and left < keep then
              redis.call('PEXPIRE', KEYS[1], ARGV[2])
            end
            return set
            """);

    private static final byte[] NO_VALUE = {};

    private final RedisLink link;
    private final RedisKeys keys;

    /** One entity's command, kept together with what it came from. */
    private record Update(byte[] key, byte[][] arguments) {}

    NewerValues(RedisLink link, RedisKeys keys) {
        this.link = link;
        this.keys = keys;
    }

    /**
     * Sends the updates and returns at once.
     *
     * @return how many values were set; fails if one of the updates did
     */
    CompletableFuture<Long> send(List<ProfileUpdate> updates) throws ProfileUnavailableException {
        List<Update> prepared = new ArrayList<>(updates.size());
        for (ProfileUpdate update : updates) {
            prepared.add(new Update(keys.key(update.entity()), arguments(update)));
        }
        LongAdder set = new LongAdder();
        List<CompletableFuture<?>> answers = new ArrayList<>(updates.size());
        for (RedisNode.Share<Update> share : link.byNode(prepared, Update::key)) {
            send(share, set, answers);
        }
        return CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                .thenApply(all -> set.sum());
    }

    /** The script goes with every batch: Redis may have been restarted since the last. */
    private void send(RedisNode.Share<Update> share, LongAdder set, List<CompletableFuture<?>> answers) {
        List<AsyncCommand<byte[], byte[], ?>> commands =
                new ArrayList<>(share.items().size() + 1);
        CommandArgs<byte[], byte[]> load = arguments().add(CommandKeyword.LOAD).add(SCRIPT);
        commands.add(new AsyncCommand<>(
                new Command<>(CommandType.SCRIPT, new StatusOutput<>(ByteArrayCodec.INSTANCE), load)));
        String digest = share.node().connection().async().digest(SCRIPT);
        for (Update update : share.items()) {
            AsyncCommand<byte[], byte[], Long> command =
                    evaluation(CommandType.EVALSHA, arguments().add(digest), update);
            commands.add(command);
            answers.add(command.handle((values, failure) -> values(values, failure, update))
                    .thenCompose(answer -> answer)
                    .thenAccept(set::add));
        }
        answers.add(commands.get(0));
        share.node().dispatch(commands);
    }

    private static AsyncCommand<byte[], byte[], Long> evaluation(
            CommandType type, CommandArgs<byte[], byte[]> script, Update update) {
        CommandArgs<byte[], byte[]> arguments =
                script.add(1).addKey(update.key()).addValues(List.of(update.arguments()));
        return new AsyncCommand<>(new Command<>(type, new IntegerOutput<>(ByteArrayCodec.INSTANCE), arguments));
    }

    /** Where a cluster's slot has moved, the update follows it. */
    private CompletionStage<Long> values(@Nullable Long values, @Nullable Throwable failure, Update update) {
        if (failure == null) {
            return CompletableFuture.completedFuture(values == null ? 0L : values);
        }
        if (!RedisLink.isElsewhere(String.valueOf(failure.getMessage()))) {
            return CompletableFuture.failedFuture(failure);
        }
        try {
            AsyncCommand<byte[], byte[], Long> again =
                    evaluation(CommandType.EVAL, arguments().add(SCRIPT), update);
            link.follow(String.valueOf(failure.getMessage()), again);
            return again;
        } catch (ProfileUnavailableException | RuntimeException unreachable) {
            return CompletableFuture.failedFuture(unreachable);
        }
    }

    private static CommandArgs<byte[], byte[]> arguments() {
        return new CommandArgs<>(ByteArrayCodec.INSTANCE);
    }

    private static byte[][] arguments(ProfileUpdate update) {
        List<byte[]> arguments =
                new ArrayList<>(2 + 2 * (update.values().size() + update.gone().size()));
        arguments.add(utf8(Long.toString(update.eventTime())));
        arguments.add(utf8(Long.toString(update.keep().toMillis())));
        update.values().forEach((field, text) -> {
            arguments.add(utf8(field));
            arguments.add(utf8(ProfileValueFormat.format(text, update.eventTime())));
        });
        for (String field : update.gone()) {
            arguments.add(utf8(field));
            arguments.add(NO_VALUE);
        }
        return arguments.toArray(new byte[0][]);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
