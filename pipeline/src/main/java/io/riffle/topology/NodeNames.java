package io.riffle.topology;

/** Names of the topology's nodes; they are in golden tests and in metrics, and name the internal topics. */
public final class NodeNames {
    public static final String READ_EVENTS = "read-events";
    public static final String CHECK_EVENTS = "check-events";

    /**
     * Writes the dead letters of {@link #CHECK_EVENTS}. A sink shared with the stages behind the topic between would join
     * both sides in one sub-topology: half as many tasks, each waiting for the slower of two topics.
     */
    public static final String REJECTED_EVENTS = "rejected-events";

    public static final String EVENTS_BY_ENTITY = "events-by-entity";

    /** Names that Kafka Streams derives for the two ends of the topic between. */
    static final String EVENTS_BY_ENTITY_FILTER = EVENTS_BY_ENTITY + "-repartition-filter";

    static final String READ_EVENTS_BY_ENTITY = EVENTS_BY_ENTITY + "-repartition-source";

    public static final String DECODE_FRAME = "decode-frame";
    public static final String DROP_DUPLICATES = "drop-duplicates";
    public static final String ENRICH_FRAME = "enrich-frame";
    public static final String UPDATE_HISTORY = "update-history";
    public static final String MATERIALIZE_HISTORY = "materialize-history";
    public static final String DERIVE_FEATURES = "derive-features";
    public static final String SCORE_FRAME = "score-frame";
    public static final String ROUTE_PREDICTIONS = "route-predictions";
    public static final String WRITE_SHADOW = "write-shadow";
    public static final String SHADOW = "shadow";
    public static final String PREDICTIONS = "predictions";
    public static final String ALERTS = "alerts";
    public static final String DEAD_LETTERS = "dead-letters";

    public static final String READ_LABELS = "read-labels";
    public static final String JOIN_OUTCOMES = "join-outcomes";
    public static final String OUTCOMES = "outcomes";
    public static final String OUTCOME_COUNTS = "outcome-counts";
    public static final String READ_OUTCOME_COUNTS = "read-outcome-counts";
    public static final String SUM_OUTCOMES = "sum-outcomes";
    public static final String PERFORMANCE = "performance";
    public static final String EXPERIMENTS = "experiments";

    public static final String COUNT_DRIFT = "count-drift";
    public static final String COUNT_QUALITY = "count-quality";
    public static final String QUALITY_REPORTS = "quality-reports";

    /** Counts the dead letters of {@link #CHECK_EVENTS}; its parts have a sink of their own, as its dead letters have. */
    public static final String COUNT_REJECTED = "count-rejected";

    public static final String REJECTED_PARTS = "rejected-parts";
    public static final String WINDOW_PARTS = "window-parts";
    public static final String READ_WINDOW_PARTS = "read-window-parts";
    public static final String MERGE_WINDOWS = "merge-windows";
    public static final String DRIFT_REPORTS = "drift-reports";
    public static final String WATCH_SEQUENCE = "watch-sequence";
    public static final String WATCH_ERRORS = "watch-errors";
    public static final String SEQUENCE_SIGNALS = "sequence-signals";
    public static final String ERROR_SIGNALS = "error-signals";
    public static final String READ_SIGNALS = "read-signals";
    public static final String RETRAINING = "retraining";
    public static final String TRACK_ALERTS = "track-alerts";
    public static final String STANDING_ALERTS = "standing-alerts";

    private NodeNames() {}

    /** The repartition topic that Kafka Streams derives for an application. */
    public static String repartitionTopic(String applicationId) {
        return applicationId + "-" + EVENTS_BY_ENTITY + "-repartition";
    }
}
