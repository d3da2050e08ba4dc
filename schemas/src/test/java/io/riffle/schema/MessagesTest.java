package io.riffle.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Readers of topics depend on names, order and absence of members; how records are composed in Java must not show. */
class MessagesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<String> messages() throws IOException {
        try (InputStream file = MessagesTest.class.getResourceAsStream("messages.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines();
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void message_isWrittenAsItWasRead(String line) throws Exception {
        int space = line.indexOf(' ');
        String json = line.substring(space + 1);
        Object message = JSON.readValue(json, Class.forName("io.riffle.schema." + line.substring(0, space)));
        assertThat(JSON.writeValueAsString(message)).isEqualTo(json);
    }

    /** Newer versions may add members. */
    @ParameterizedTest
    @MethodSource("messages")
    void message_isRead_whenItHasMembersThatAreNotKnown(String line) throws Exception {
        int space = line.indexOf(' ');
        Class<?> type = Class.forName("io.riffle.schema." + line.substring(0, space));
        String json = line.substring(space + 1);
        String newer = (json + "]").replace("}]", ",\"new\":[1]}]");
        assertThat(JSON.readValue(newer.substring(0, newer.length() - 1), type)).isEqualTo(JSON.readValue(json, type));
    }

    @Test
    void feature_hasNoStatistics_whenItsReportHasNone() throws Exception {
        DriftReport.Feature feature =
                JSON.readValue("{\"feature\":\"x\",\"severity\":\"none\",\"bins\":[]}", DriftReport.Feature.class);
        assertThat(feature.statistics()).isEmpty();
        assertThat(feature.statistic(DriftReport.Feature.MEAN)).isNull();
    }
}
