package io.riffle.demo.train;

import java.util.ArrayList;
import java.util.List;

/** Reviews as events for {@code config/reviews.yaml}; each says in its id whether it is praise or blame. */
public final class ReviewEvents {
    private static final long FIRST_TIME = 1_767_225_600_000L;

    private ReviewEvents() {}

    /** JSON lines; the same seed gives the same. */
    public static List<String> lines(int events, long seed) {
        ReviewTexts texts = new ReviewTexts(seed);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            ReviewTexts.Review review = texts.next();
            String truth = review.positive() ? "praise" : "blame";
            String text = review.text().replace("\\", "\\\\").replace("\"", "\\\"");
            lines.add("{\"id\":\"review-" + i + "-is-" + truth + "\",\"customer\":\"customer-" + i % 7
                    + "\",\"at\":" + (FIRST_TIME + i * 1000L) + ",\"text\":\""
                    + text + "\"}");
        }
        return lines;
    }
}
