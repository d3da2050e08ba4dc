package io.riffle.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.Test;

class LogPatternTest {
    /** Kafka wraps what happened: the outermost exception alone says that something did. */
    @Test
    void textLog_namesEveryCause_whenTheyAreNested() throws Exception {
        Exception root = new IllegalStateException("the broker was away");
        Exception failure = new StreamsException("task 0_1", new RuntimeException("commit", root));

        String text = PatternLayout.newBuilder()
                .setPattern(pattern())
                .build()
                .toSerializable(Log4jLogEvent.newBuilder()
                        .setLoggerName("io.riffle.Some")
                        .setLevel(Level.ERROR)
                        .setMessage(new SimpleMessage("stopping"))
                        .setThrown(failure)
                        .build());

        assertThat(text)
                .contains("ERROR Some - stopping", "StreamsException: task 0_1", "RuntimeException: commit")
                .contains("Caused by: java.lang.IllegalStateException: the broker was away")
                .contains("LogPatternTest.textLog_namesEveryCause")
                .doesNotContain("at java.base");
    }

    private static String pattern() throws IOException {
        try (InputStream file = LogPatternTest.class.getResourceAsStream("/log4j2.xml")) {
            String xml = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            Matcher layout =
                    Pattern.compile("<PatternLayout pattern=\"([^\"]+)\"").matcher(xml);
            assertThat(layout.find()).isTrue();
            return layout.group(1);
        }
    }
}
