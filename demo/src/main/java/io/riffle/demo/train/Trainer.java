package io.riffle.demo.train;

import io.riffle.config.Pipeline;
import io.riffle.demo.payments.CardPayments;
import io.riffle.demo.payments.CardProfiles;
import io.riffle.demo.payments.SeededRandom;
import io.riffle.feature.TensorSpec;

/** Trains the demo's model on generated payments. The same seed gives the same model, byte by byte. */
public final class Trainer {
    /** Some two days of payments, from the first on: the demo also starts without history. */
    public static final int RECORDS = 200_000;

    /** 2025-01-01; no feature depends on the date, only on the time of day. */
    private static final long START = 1_735_689_600_000L;

    private final Pipeline pipeline;
    private final long seed;
    private final int records;

    /** @param records payments to learn from; {@link #RECORDS} made the committed model */
    public Trainer(Pipeline pipeline, long seed, int records) {
        this.pipeline = pipeline;
        this.seed = seed;
        this.records = records;
    }

    public TrainedModel train() {
        SeededRandom random = new SeededRandom(seed);
        CardPayments payments = new CardPayments(random.nextLong(), START);
        CardProfiles profiles = new CardProfiles(random.nextLong(), START);
        LabelledRows rows = new LabelledRows(pipeline.schema(), records / 4, new SeededRandom(random.nextLong()));
        new FeatureReplay(pipeline, payments, profiles).run(records, rows);
        TensorSpec input = ModelInputs.fit(rows.table(), rows.size());
        float[] matrix = ModelInputs.matrix(input, rows.table(), rows.size());
        return new TrainedModel(input, Training.fit(rows, matrix, new SeededRandom(random.nextLong())), rows);
    }
}
