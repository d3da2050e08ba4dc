package io.riffle.app.verdict;

import io.riffle.schema.Severity;

/**
 * One thing that is wrong.
 *
 * @param rule which says so, in words joined by hyphens
 * @param severity high if events are not answered, medium if they are answered worse or later than they should be, low if
 *     it only explains something
 * @param what is wrong, as a sentence
 * @param advice what it means and what to do
 * @param sinceMillis since when, milliseconds since the epoch
 */
public record Finding(String rule, Severity severity, String what, String advice, long sinceMillis) {}
