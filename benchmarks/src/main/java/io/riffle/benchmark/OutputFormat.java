package io.riffle.benchmark;

/** How a benchmark command prints what it measured. */
enum OutputFormat {
    TABLE,
    JSON
}
