package io.riffle.enrichment.redis;

import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.RedisProtocolException;
import io.netty.buffer.ByteBuf;
import io.riffle.enrichment.EntityProfile;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * One command of a batch. The client's own asynchronous command would make one future per entity; here the whole batch
 * waits on one latch.
 */
final class ProfileCommand extends Command<byte[], byte[], EntityProfile> {
    private final ProfileOutput answer;
    private final byte[] key;
    private final Question question;
    private final CountDownLatch outstanding;

    ProfileCommand(ProfileOutput answer, byte[] key, Question question, CountDownLatch outstanding) {
        super(question.command(), answer);
        this.answer = answer;
        this.key = key;
        this.question = question;
        this.outstanding = outstanding;
    }

    ProfileOutput answer() {
        return answer;
    }

    /** Counts the whole batch down. */
    CountDownLatch outstanding() {
        return outstanding;
    }

    byte[] key() {
        return key;
    }

    /** The error that the server or the way to it gave, or null if there is an answer. */
    @Nullable
    String error() {
        Throwable failure = failure();
        return failure == null ? answer.getError() : String.valueOf(failure.getMessage());
    }

    /** Whether this cannot be the answer to what was asked: the connection is no longer where it should be. */
    boolean isImpossible() {
        Throwable failure = failure();
        return failure == null
                ? answer.getError() == null && !answer.isWhole()
                : failure instanceof RedisProtocolException;
    }

    /** Why there is no answer, or null. */
    private @Nullable Throwable failure() {
        return exception;
    }

    @Override
    public void encode(ByteBuf target) {
        question.encode(target, key);
    }

    @Override
    public void complete() {
        if (!isDone()) {
            super.complete();
            outstanding.countDown();
        }
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
        if (isDone()) {
            return false;
        }
        super.completeExceptionally(failure);
        outstanding.countDown();
        return true;
    }

    @Override
    public void cancel() {
        if (!isDone()) {
            super.cancel();
            outstanding.countDown();
        }
    }
}
