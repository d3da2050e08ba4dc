package io.riffle.decode;

import com.fasterxml.jackson.core.JsonParser;
import io.riffle.config.event.EventConfig;
import io.riffle.decode.value.RefusedException;
import io.riffle.decode.value.StrictText;
import io.riffle.format.csv.CsvValues;
import io.riffle.frame.FrameRow;
import java.io.IOException;

/** One row of comma-separated values in strict UTF-8. */
final class CsvFormat implements EventFormat {
    private final StrictText text = new StrictText("one row of CSV");
    private final TokensFormat rows;

    CsvFormat(EventConfig event) {
        rows = new TokensFormat(new CsvValues(event));
    }

    @Override
    public JsonParser open(FrameRow row, byte[] value) throws IOException, RefusedException {
        text.check(value);
        return rows.open(row, value);
    }
}
