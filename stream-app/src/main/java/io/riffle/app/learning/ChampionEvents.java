package io.riffle.app.learning;

import io.riffle.app.batch.BatchScoring;
import io.riffle.app.batch.DumpFormat;
import io.riffle.app.batch.InputLine;
import io.riffle.app.batch.LineReader;
import io.riffle.app.process.UserProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Events of a file that go through the stages of the stream, where the champion answers them. */
public final class ChampionEvents implements EventSource {
    private final Path file;
    private final int eventBytes;
    private final BatchScoring scoring;
    private final ChampionWatch watch;

    /** @param watch what the scoring tells */
    public ChampionEvents(Path file, int eventBytes, BatchScoring scoring, ChampionWatch watch) {
        this.file = file;
        this.eventBytes = eventBytes;
        this.scoring = scoring;
        this.watch = watch;
    }

    @Override
    public int inputs() {
        return watch.inputs().width();
    }

    @Override
    public void read(Each each) throws IOException, UserProblem, InterruptedException {
        try (LineReader lines = new LineReader(file, DumpFormat.AUTO, eventBytes)) {
            int block = scoring.blockLines();
            for (List<InputLine> next = lines.read(block); !next.isEmpty(); next = lines.read(block)) {
                scoring.score(next, false);
                for (AskedEvent event : watch.take()) {
                    each.event(event);
                }
            }
        }
    }
}
