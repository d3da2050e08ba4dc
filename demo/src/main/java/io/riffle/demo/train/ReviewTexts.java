package io.riffle.demo.train;

import io.riffle.demo.payments.SeededRandom;
import java.util.List;

/** Product reviews that are put together from phrases: about half of them praise, and some praise with a "not". */
final class ReviewTexts {
    private static final List<String> THINGS = List.of(
            "kettle", "lamp", "backpack", "keyboard", "tent", "blender", "jacket", "headphones", "chair", "phone case");
    private static final List<String> GOOD =
            List.of("great", "excellent", "sturdy", "beautiful", "reliable", "comfortable", "useful", "perfect");
    private static final List<String> BAD =
            List.of("terrible", "flimsy", "ugly", "unreliable", "useless", "noisy", "uncomfortable", "disappointing");
    private static final List<String> PRAISE = List.of(
            "I would buy it again.",
            "My family loves it!",
            "Works as promised.",
            "Arrived early, well packed.",
            "Worth every cent.");
    private static final List<String> BLAME = List.of(
            "It broke after two days.",
            "I want my money back.",
            "Do not buy this!",
            "Arrived late and scratched.",
            "A waste of money.");
    private static final List<String> NEUTRAL = List.of(
            "Bought it in <b>March</b>.",
            "It is blue.",
            "See https://shop.example/item for the size.",
            "Used it twice so far.");

    private final SeededRandom random;

    ReviewTexts(long seed) {
        random = new SeededRandom(seed);
    }

    /** One review, and whether it praises. */
    record Review(String text, boolean positive) {}

    Review next() {
        boolean positive = random.nextInt(2) == 0;
        StringBuilder text = new StringBuilder();
        sentence(text, opinion(positive));
        if (random.nextInt(2) == 0) {
            sentence(text, pick(NEUTRAL));
        }
        if (random.nextInt(3) > 0) {
            sentence(text, pick(positive ? PRAISE : BLAME));
        }
        return new Review(text.toString(), positive);
    }

    private String opinion(boolean positive) {
        boolean negated = random.nextInt(4) == 0;
        String word = pick(positive == negated ? BAD : GOOD);
        return "This " + pick(THINGS) + " is " + (negated ? "not " : "really ") + word + ".";
    }

    private String pick(List<String> phrases) {
        return phrases.get(random.nextInt(phrases.size()));
    }

    private static void sentence(StringBuilder text, String sentence) {
        text.append(text.isEmpty() ? "" : " ").append(sentence);
    }
}
