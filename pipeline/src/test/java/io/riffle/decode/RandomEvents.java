package io.riffle.decode;

import io.riffle.config.event.EventTimeConfig.TimeUnit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Events as producers of all kinds might write them: usual ones, and ones with something odd. */
final class RandomEvents {
    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "-0.0",
            "0e0",
            "1E2",
            "1e-7",
            "100000",
            "100000.0000001",
            "9007199254740993",
            "1e22",
            "1e23",
            "0.1e-22",
            "0.30000000000000004",
            "4.35",
            "2.2250738585072014e-308",
            "5e-324",
            "2e-324",
            "1.7976931348623159e308",
            "123456789012345678",
            "9223372036854775807",
            "9223372036854775808",
            "1.0",
            "3.5",
            "00",
            "01",
            "1.",
            ".5",
            "+1",
            "-",
            "1e",
            "1e+",
            "1e999",
            "1e-999",
            "NaN",
            "true",
            "false",
            "null",
            "\"1\"",
            "{}",
            "[1,[2]]",
            "0x1",
            "1 2",
            "1000000000000000000000000000000000000000",
            "99999999999999999.5e-3",
            "12345.678e10000000000");
    private static final List<String> TEXTS = List.of(
            "",
            "grocery",
            "fuel",
            "DE",
            "FR",
            "boats",
            "caf\u00e9",
            "\ud83d\ude00\ud83d\ude00",
            "\\u0066uel",
            "a\\\"b",
            "\u007f",
            "\u0085",
            "exactly-20-character",
            "exactly-21-characters",
            "\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc",
            "tab\tinside",
            "a\\nb",
            "\\ud800",
            "12345678",
            "1234567");
    private static final List<String> LENIENT_NUMBERS = List.of(
            "", "n/a", "NaN", " 5", "5 ", "+5", "007", "-0", "-0.0", ".5", "5.", "True", "YES", "1,5", "0x10", "1e2");
    private static final List<String> ODD_NAMES =
            List.of("x", "amount", "amoun", "amounts", "Amount", "am\\u006funt", "caf\u00e9", "", "event_id", "trace");
    private static final List<String> SPACES = List.of(" ", "\t", "\n", "\r\n", "  ", "\u000b", "\u00a0");

    private final Random random;
    private final Optional<String> fieldsIn;
    private final TimeUnit unit;
    private final boolean lenient;
    private boolean odd;
    private String space = "";

    /** @param lenient whether numbers come as text, too, and texts as numbers */
    RandomEvents(Random random, Optional<String> fieldsIn, TimeUnit unit, boolean lenient) {
        this.lenient = lenient;
        this.random = random;
        this.fieldsIn = fieldsIn;
        this.unit = unit;
    }

    /** An event that the fast reader must take. */
    String usual() {
        odd = false;
        space = random.nextBoolean() ? "" : " ";
        return event();
    }

    /** An event in which anything may be odd. */
    String odd() {
        odd = true;
        space = random.nextBoolean() ? "" : " ";
        return event();
    }

    private String event() {
        List<String> around = new ArrayList<>();
        around.add(member("event_id", identifier("e" + random.nextInt(1_000_000))));
        around.add(member("card_id", identifier("card-" + random.nextInt(1_000))));
        around.add(member("event_time", time()));
        List<String> fields = fields();
        if (fieldsIn.isPresent()) {
            String[] path = fieldsIn.get().split("\\.");
            String inner = object(fields);
            for (int level = path.length - 1; level > 0; level--) {
                inner = object(List.of(member(path[level], inner)));
            }
            around.add(member(path[0], oddly(50) ? "null" : inner));
        } else {
            around.addAll(fields);
        }
        return object(around);
    }

    private List<String> fields() {
        List<String> fields = new ArrayList<>();
        fields.add(member("amount", number(random.nextInt(600_000) / 100.0 + "")));
        if (random.nextInt(4) > 0) {
            fields.add(member("items", number(random.nextInt(100) + "")));
        }
        if (random.nextInt(4) > 0) {
            fields.add(member("online", random.nextBoolean() ? number("true") : number("0")));
        }
        fields.add(member("category", text(random.nextInt(8) == 0 ? "boats" : "fuel")));
        if (random.nextInt(3) > 0) {
            fields.add(member("country", text(random.nextBoolean() ? "DE" : "FR")));
        }
        if (random.nextInt(3) > 0) {
            fields.add(member("note", random.nextInt(9) == 0 ? "null" : text("caf\u00e9 no " + random.nextInt(100))));
        }
        if (random.nextInt(6) == 0) {
            fields.add(member("channel", random.nextBoolean() ? text("web") : number("" + random.nextDouble())));
        }
        return fields;
    }

    private String object(List<String> members) {
        List<String> written = new ArrayList<>(members);
        if (oddly(8) && !written.isEmpty()) {
            written.remove(random.nextInt(written.size()));
        }
        if (oddly(8) && !written.isEmpty()) {
            written.add(written.get(random.nextInt(written.size())));
        }
        if (oddly(6)) {
            written.add(member(one(ODD_NAMES), random.nextBoolean() ? one(NUMBERS) : text(one(TEXTS))));
        }
        if (random.nextInt(odd ? 3 : 20) == 0) {
            Collections.shuffle(written, random);
        }
        return space() + "{" + space() + String.join(space() + "," + space(), written) + space() + "}" + space();
    }

    private String member(String name, String value) {
        return "\"" + name + "\"" + space() + ":" + space() + value;
    }

    private String identifier(String usual) {
        return lenient && random.nextInt(3) == 0 ? "4532015112830" + random.nextInt(1_000) : text(usual);
    }

    private String number(String usual) {
        if (lenient && random.nextInt(3) == 0) {
            return '"' + (oddly(4) ? one(LENIENT_NUMBERS) : strictNumber(usual)) + '"';
        }
        return strictNumber(usual);
    }

    private String strictNumber(String usual) {
        if (!oddly(6)) {
            return usual;
        }
        return switch (random.nextInt(3)) {
            case 0 -> Double.toString(random.nextDouble() * random.nextInt(100_000));
            case 1 -> randomNumber();
            default -> one(NUMBERS);
        };
    }

    private String randomNumber() {
        StringBuilder number = new StringBuilder(random.nextInt(4) == 0 ? "-" : "");
        int digits = 1 + random.nextInt(22);
        int point = random.nextInt(24);
        for (int i = 0; i < digits; i++) {
            number.append(i == point ? "." : "").append((char) ('0' + random.nextInt(10)));
        }
        return number + (random.nextInt(3) == 0 ? "e" + (random.nextInt(60) - 30) : "");
    }

    private String text(String usual) {
        if (lenient && oddly(6)) {
            return random.nextBoolean() ? one(NUMBERS) : Integer.toString(random.nextInt(100));
        }
        return "\"" + (oddly(6) ? one(TEXTS) : usual) + "\"";
    }

    private String time() {
        if (oddly(20)) {
            return random.nextBoolean() ? one(NUMBERS) : text(one(TEXTS));
        }
        long time = DecodeHarness.NOW + random.nextInt(1000) - (oddly(20) ? 1L << 40 : 0);
        String usual = switch (unit) {
            case S -> Long.toString(time / 1000);
            case MS -> Long.toString(time);
            case US -> time + "123";
            case NS -> time + "123456";
            case ISO -> "\"" + Instant.ofEpochMilli(time) + "\"";
        };
        return oddly(10) ? usual + ".0" : usual;
    }

    private String space() {
        return oddly(40) ? one(SPACES) : space;
    }

    /** Once in so many cases, and never in a usual event. */
    private boolean oddly(int cases) {
        return odd && random.nextInt(cases) == 0;
    }

    private String one(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }
}
