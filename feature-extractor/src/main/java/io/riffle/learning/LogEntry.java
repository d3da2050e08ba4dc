package io.riffle.learning;

/** What stands in the log that is folded. */
public sealed interface LogEntry permits Example, LogEntry.Command {
    /** What an operator ordered, from this place of the log on. */
    enum Command implements LogEntry {
        /** Examples pass by and are not learned. */
        PAUSE,
        /** Learning goes on, whoever had stopped it. */
        RESUME
    }
}
