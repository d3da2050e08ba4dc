package io.riffle.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class RequestExceptionTest {
    @Test
    void unread_isLateOrUnavailable_asKafkaSays() {
        assertThat(RequestException.unread("the topics", new TimeoutException("2 records are left")))
                .hasMessage("2 records are left")
                .extracting(RequestException::status)
                .isEqualTo(504);
        assertThat(RequestException.unread("the topics", new KafkaException("no broker")))
                .hasMessage("the topics must be readable: no broker")
                .extracting(RequestException::status)
                .isEqualTo(503);
    }
}
