package io.riffle.learning;

import java.nio.ByteBuffer;

/**
 * Whether the share of yes has jumped: its odds in a window against those of all windows before. A jump is larger than the
 * factor allowed and, by six standard deviations of a binomial count, larger than chance explains.
 */
final class LabelGuard {
    static final int BYTES = 4 * Long.BYTES;

    private static final double DEVIATIONS = 6;
    /** Windows before there is something to compare with. */
    private static final int LEAST_WINDOWS = 4;

    private final Guards guards;
    private long before;
    private long yesBefore;
    private long now;
    private long yesNow;

    LabelGuard(Guards guards) {
        this.guards = guards;
    }

    /** Adds a truth; true if a window ends with it in which the share of yes had jumped. That window is not remembered. */
    boolean jumps(double truth) {
        now++;
        yesNow += truth == 1 ? 1 : 0;
        if (now < guards.window()) {
            return false;
        }
        boolean jumped = before >= (long) LEAST_WINDOWS * guards.window() && isJump();
        if (!jumped) {
            before += now;
            yesBefore += yesNow;
        }
        clear();
        return jumped;
    }

    /** Forgets the window that is open. */
    void clear() {
        now = 0;
        yesNow = 0;
    }

    private boolean isJump() {
        double share = (yesBefore + 0.5) / (before + 1);
        double deviations = (yesNow - now * share) / Math.sqrt(now * share * (1 - share));
        double odds = (yesNow + 0.5) / (now - yesNow + 0.5) * (1 - share) / share;
        return Math.abs(deviations) > DEVIATIONS && (odds > guards.labelOdds() || odds < 1 / guards.labelOdds());
    }

    void write(ByteBuffer bytes) {
        bytes.putLong(before).putLong(yesBefore).putLong(now).putLong(yesNow);
    }

    void read(ByteBuffer bytes) {
        before = bytes.getLong();
        yesBefore = bytes.getLong();
        now = bytes.getLong();
        yesNow = bytes.getLong();
    }
}
