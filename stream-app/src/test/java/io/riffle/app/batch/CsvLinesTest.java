package io.riffle.app.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.riffle.config.event.CsvConfig;
import io.riffle.config.event.DuplicatesConfig;
import io.riffle.config.event.EventConfig;
import io.riffle.config.event.EventFormatConfig;
import io.riffle.config.event.EventLayout;
import io.riffle.config.event.EventTimeConfig;
import io.riffle.config.event.FieldConfig;
import io.riffle.feature.FeatureType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CsvLinesTest {
    private static EventConfig events(CsvConfig csv) {
        return new EventConfig(
                        new EventConfig.Identity(
                                "id",
                                "card",
                                new EventTimeConfig(
                                        Optional.of("at"),
                                        EventTimeConfig.TimeUnit.MS,
                                        Optional.empty(),
                                        Optional.empty())),
                        false,
                        1000,
                        EventLayout.PLAIN,
                        DuplicatesConfig.DEFAULT,
                        List.of(
                                FieldConfig.of("amount", FeatureType.NUMBER),
                                FieldConfig.of("shop", FeatureType.CATEGORY)))
                .with(new EventFormatConfig(
                        EventFormatConfig.Kind.CSV, Optional.empty(), Optional.empty(), csv, Optional.empty()));
    }

    private static List<String> read(CsvConfig csv, String file) throws IOException {
        return texts(new EventFile(events(csv), DumpFormat.AUTO).open(bytes(file), "a.csv"));
    }

    private static ByteArrayInputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> texts(LineReader reader) throws IOException {
        try (LineReader lines = reader) {
            return lines.read(100).stream()
                    .map(line -> line.number() + " " + new String(line.event(), StandardCharsets.UTF_8))
                    .toList();
        }
    }

    /** Numbers follow from what is declared, not from how a cell looks: 0012 and 7 stay text. */
    @Test
    void rows_areEvents_byTheNamesOfTheHeader() throws Exception {
        String file =
                "\uFEFFshop,id,amount,at,card\r\n7,0012,12.50,1700000000000,c1\r\n\"two\nlines\",e2,,1700000000001,c1\r\n";
        assertThat(read(CsvConfig.DEFAULT, file))
                .containsExactly(
                        "1 {\"shop\":\"7\",\"id\":\"0012\",\"amount\":12.5,\"at\":1700000000000,\"card\":\"c1\"}",
                        "2 {\"shop\":\"two\\nlines\",\"id\":\"e2\",\"amount\":null,\"at\":1700000000001,\"card\":\"c1\"}");
    }

    @Test
    void rows_haveDeclaredColumns_whenThereIsNoHeader() throws Exception {
        assertThat(read(new CsvConfig(List.of("id", "amount"), ";", false), "e1;1\ne2;x\n"))
                .containsExactly("0 {\"id\":\"e1\",\"amount\":1}", "1 {\"id\":\"e2\",\"amount\":\"x\"}");
    }

    @Test
    void row_goesOnAsItIs_whenItHasOtherCells() throws Exception {
        assertThat(read(CsvConfig.DEFAULT, "id,amount\ne1\ne2,1,2\ne3,3\n"))
                .containsExactly("1 e1", "2 e2,1,2", "3 {\"id\":\"e3\",\"amount\":3}");
    }

    @Test
    void file_isRefused_whenItsHeaderNamesNothing() {
        assertThatIOException()
                .isThrownBy(() -> read(CsvConfig.DEFAULT, "id,id\n1,2\n"))
                .withMessageContaining("the first line must name the columns, each once");
    }

    @Test
    void unchanged_leavesOutTheHeader_whichMustBeThatOfRecords() throws Exception {
        CsvConfig csv = new CsvConfig(List.of("id", "card"), ",", true);
        EventFile file = new EventFile(events(csv), DumpFormat.AUTO);
        assertThat(texts(file.unchanged(bytes("id,card\n1,\"c,1\"\n"), "a.csv")))
                .containsExactly("1 1,\"c,1\"");
        assertThatIOException()
                .isThrownBy(() -> texts(file.unchanged(bytes("card,id\n1,2\n"), "a.csv")))
                .withMessageContaining("must name the columns of records, which are [id, card]");
    }
}
