package io.riffle.demo.digits;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Images of digits as events for {@code config/digits.yaml}; each says in its id which digit it is. */
public final class DigitEvents {
    private static final long FIRST_TIME = 1_767_225_600_000L;

    private DigitEvents() {}

    /** JSON lines; the same seed gives the same. */
    public static List<String> lines(int events, long seed) throws IOException {
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            int digit = random.nextInt(DigitModel.CLASSES);
            String photo = Base64.getEncoder()
                    .encodeToString(SegmentDigit.draw(digit, random).png());
            lines.add(String.format(
                    Locale.ROOT,
                    "{\"id\":\"digit-%d-is-%d\",\"camera\":\"gate-%d\",\"at\":%d,\"photo\":\"%s\"}",
                    i,
                    digit,
                    i % 4,
                    FIRST_TIME + i * 1000L,
                    photo));
        }
        return lines;
    }
}
