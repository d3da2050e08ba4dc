package io.riffle.learning;

/** When the truth about an event becomes known, in an evaluation. */
public sealed interface Delay {
    /** The time, or the place among the events, from which on the truth is known. */
    long due(long place, long eventTime, long labelTime);

    /** What a question is compared with. */
    long now(long place, long eventTime);

    /** Just before the event so many later is asked about. */
    record Rows(int rows) implements Delay {
        public Rows {
            if (rows < 0) {
                throw new IllegalArgumentException("rows of delay must not be negative: were " + rows);
            }
        }

        @Override
        public long due(long place, long eventTime, long labelTime) {
            return place + rows;
        }

        @Override
        public long now(long place, long eventTime) {
            return place;
        }
    }

    /** So long after the event. */
    record Milliseconds(long milliseconds) implements Delay {
        public Milliseconds {
            if (milliseconds < 0) {
                throw new IllegalArgumentException("a delay must not be negative: was " + milliseconds + " ms");
            }
        }

        @Override
        public long due(long place, long eventTime, long labelTime) {
            return eventTime + milliseconds;
        }

        @Override
        public long now(long place, long eventTime) {
            return eventTime;
        }
    }

    /** When the label says. */
    record AsLabelled() implements Delay {
        @Override
        public long due(long place, long eventTime, long labelTime) {
            return labelTime;
        }

        @Override
        public long now(long place, long eventTime) {
            return eventTime;
        }
    }
}
