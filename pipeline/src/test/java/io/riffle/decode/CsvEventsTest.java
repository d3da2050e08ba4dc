package io.riffle.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.riffle.config.event.CsvConfig;
import io.riffle.config.event.EventFormatConfig;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CsvEventsTest {
    private static final List<String> COLUMNS = List.of("id", "card", "at", "amount", "online", "country", "note");

    private static FormatHarness events(List<String> columns, String delimiter) {
        return new FormatHarness(new EventFormatConfig(
                EventFormatConfig.Kind.CSV,
                Optional.empty(),
                Optional.empty(),
                new CsvConfig(columns, delimiter, true),
                Optional.empty()));
    }

    private static String read(FormatHarness events, String row) {
        return events.read(row.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void row_isAnEvent_whenColumnsAreDeclared() {
        FormatHarness events = events(COLUMNS, ",");
        assertThat(read(events, "e1,c1,1700000000123,12.5,true,DE,x")).isEqualTo("e1 c1 1700000000123 12.5 1.0 DE");
        assertThat(read(events, "0012,5,1700000000123,-1e2,false,7,x\r\n"))
                .isEqualTo("0012 5 1700000000123 -100.0 0.0 7");
        assertThat(read(events, "\"e,\"\"1\", c1 ,1700000000123,,,,\"two\nlines\""))
                .isEqualTo("e,\"1 c1 1700000000123 NaN NaN null");
    }

    @Test
    void row_isCut_atTheDeclaredDelimiter() {
        assertThat(read(events(COLUMNS, ";"), "e1;c1;1700000000123;12.5;true;D,E;x"))
                .isEqualTo("e1 c1 1700000000123 12.5 1.0 D,E");
        assertThat(read(events(COLUMNS, "\\t"), "e1\tc1\t1700000000123\t12.5\ttrue\tDE\tx"))
                .isEqualTo("e1 c1 1700000000123 12.5 1.0 DE");
    }

    @Test
    void row_isRefused_whenCellsAreNotThoseDeclared() {
        FormatHarness events = events(COLUMNS, ",");
        assertThat(read(events, "e1,c1,1700000000123")).contains("must be one row of 7 cells");
        assertThat(read(events, "e1,c1,1700000000123,1,true,DE,x,y")).contains("must be one row of 7 cells");
        assertThat(read(events, "e1,c1,1700000000123,1,true,DE,x\ne2,c1,1700000000123,1,true,DE,x"))
                .contains("must be one row: was followed by another");
        assertThat(read(events, "e1,c1,1700000000123,1,5,true,DE")).contains("online");
        assertThat(read(events, "e1,c1,1700000000123,12.5.6,true,DE,x"))
                .isEqualTo("amount must be a number: was '12.5.6'");
        assertThat(events.read(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF, 'e'}))
                .contains("must be one row of CSV in UTF-8 without a byte order mark");
        assertThat(events.read(new byte[] {'e', (byte) 0xFF})).contains("must be UTF-8");
    }

    @Test
    void columns_mustBeDeclared_forRecords() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> events(List.of(), ","))
                .withMessageContaining("event.csv.columns must name the cells of a record");
    }

    @Test
    void schemaId_isNamed_whenJsonIsDeclared() {
        FormatHarness json = new FormatHarness(EventFormatConfig.JSON);
        assertThat(json.read(FormatHarness.bytes(0, 0, 0, 0, 1, "{}")))
                .contains("starts with byte 0x00", "begins with schema registry framing", "event.format");
    }

    @Test
    void json_isRead_behindTheIdOfItsSchema() {
        FormatHarness json = new FormatHarness(EventFormatConfig.of(EventFormatConfig.Kind.JSON_SCHEMA));
        String event = "{\"id\":\"e1\",\"card\":\"c1\",\"at\":1700000000123,\"amount\":2}";
        String read = "e1 c1 1700000000123 2.0 NaN null";
        assertThat(json.read(FormatHarness.bytes(0, 0, 0, 0, 9, event))).isEqualTo(read);
        assertThat(json.read(FormatHarness.bytes(event))).isEqualTo(read);
        assertThat(json.read(FormatHarness.bytes(0, 0, 0, 0, 9)))
                .isEqualTo("the value must be JSON after its schema id: ends there");
        assertThat(json.read(FormatHarness.bytes(0, 0, 0, 0, 9, 0xFF))).contains("must be JSON in UTF-8");
    }
}
