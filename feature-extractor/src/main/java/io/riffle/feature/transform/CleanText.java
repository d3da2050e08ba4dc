package io.riffle.feature.transform;

import io.riffle.feature.Transform;
import io.riffle.feature.TransformFactory;
import io.riffle.feature.TransformParameters;
import java.text.Normalizer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of a text what a model should not see, in this order: markup becomes a space, links become a space, accents
 * are taken off (compatibility decomposition without combining marks, as scikit-learn's {@code strip_accents="unicode"}),
 * white space shrinks to single spaces. A missing text stays missing.
 */
record CleanText(boolean markup, boolean links, boolean accents, boolean space) implements Transform.TextToText {
    private static final Pattern MARKUP = Pattern.compile("<[/!?a-zA-Z][^<>]*>|&(?:[a-zA-Z]{2,8}|#[0-9]{1,7});");
    private static final Pattern LINK = Pattern.compile("(?:https?://|www\\.)\\S+");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]+");

    @Override
    public @Nullable String apply(@Nullable String value) {
        if (value == null) {
            return null;
        }
        String text = markup && (value.indexOf('<') >= 0 || value.indexOf('&') >= 0)
                ? MARKUP.matcher(value).replaceAll(" ")
                : value;
        text = links ? LINK.matcher(text).replaceAll(" ") : text;
        text = accents && !isAscii(text)
                ? MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                        .replaceAll("")
                : text;
        return space ? SPACE.matcher(text).replaceAll(" ").strip() : text;
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(character -> character < 0x80);
    }

    /** {@code clean-text {markup: true, links: true, accents: false, space: true}} */
    public static final class Factory implements TransformFactory {
        @Override
        public String name() {
            return "clean-text";
        }

        @Override
        public Transform create(TransformParameters parameters) {
            return new CleanText(
                    parameters.flag("markup", true),
                    parameters.flag("links", true),
                    parameters.flag("accents", false),
                    parameters.flag("space", true));
        }
    }
}
