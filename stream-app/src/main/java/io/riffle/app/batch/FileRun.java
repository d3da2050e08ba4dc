package io.riffle.app.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/** One file from its first line, or from where an earlier run stopped, to its last. */
public final class FileRun {
    private final BatchScoring scoring;
    private final Path input;
    private final Path output;
    private final Path deadLetters;
    private final EventFile files;

    /** @param deadLetters where the lines go that cannot be scored, with their reason */
    public FileRun(BatchScoring scoring, Path input, Path output, Path deadLetters, EventFile files) {
        this.scoring = scoring;
        this.input = input;
        this.output = output;
        this.deadLetters = deadLetters;
        this.files = files;
    }

    /**
     * What a run did; lines that an earlier run had answered count as skipped.
     *
     * @param withoutEvent records of this run that hold no event: tombstones, deletes, empty arrays
     * @param problem why nothing was scored, by this run or the earlier one; empty if something was
     */
    public record Result(
            long lines,
            long skipped,
            long predictions,
            long deadLetters,
            long withoutEvent,
            Optional<String> problem) {}

    /**
     * Goes to the end of the file.
     *
     * @param progress told how many bytes of the file have been read
     */
    public Result run(LongConsumer progress) throws IOException, InterruptedException {
        long size = Files.size(input);
        Progress before = Progress.read(output).orElse(new Progress(size, 0, 0, 0));
        if (before.input() != size) {
            throw new IOException("the input must be the one of the earlier run: had " + before.input() + " bytes, has "
                    + size + " (" + input + "; delete " + Progress.fileOf(output) + " to begin again)");
        }
        try (LineReader lines = files.open(input);
                LineWriter predictions = new LineWriter(output, before.predictions());
                LineWriter letters = new LineWriter(deadLetters, before.deadLetters())) {
            Result result = run(before, lines, predictions, letters, progress);
            Files.deleteIfExists(Progress.fileOf(output));
            return result;
        }
    }

    private Result run(
            Progress before, LineReader lines, LineWriter predictions, LineWriter letters, LongConsumer progress)
            throws IOException, InterruptedException {
        long predicted = 0;
        long refused = 0;
        long events = 0;
        Refusals refusals = new Refusals();
        for (List<InputLine> block = read(lines, before); !block.isEmpty(); block = read(lines, before)) {
            boolean answered = block.get(0).number() < before.lines();
            long earlier = scoring.events();
            for (OutputLine line : scoring.score(block, answered)) {
                if (line.kind() == OutputLine.Kind.PREDICTION) {
                    predictions.line(line.json());
                    predicted++;
                }
                if (line.kind() == OutputLine.Kind.DEAD_LETTER) {
                    letters.line(line.json());
                    refusals.add(line);
                    refused++;
                }
            }
            if (!answered) {
                events += scoring.events() - earlier;
                new Progress(before.input(), lines.next(), predictions.flush(), letters.flush()).write(output);
            }
            progress.accept(lines.bytesRead());
        }
        boolean nothing = predicted == 0 && before.predictions() == 0;
        return new Result(
                lines.next(),
                Math.min(before.lines(), lines.next()),
                predicted,
                refused,
                events - predicted - refused,
                nothing ? Optional.of(problem(refusals)) : Optional.empty());
    }

    private String problem(Refusals refusals) {
        String reasons = refusals.text();
        return "nothing was scored: " + input
                + (reasons.isEmpty()
                        ? " has no event"
                        : " has no line that can be: " + reasons + " (" + deadLetters + ")");
    }

    /** A block ends where the earlier run ended, so that it is either answered or not. */
    private List<InputLine> read(LineReader lines, Progress before) throws IOException {
        List<InputLine> answered = lines.read(scoring.blockLines(), before.lines());
        return answered.isEmpty() ? lines.read(scoring.blockLines()) : answered;
    }
}
