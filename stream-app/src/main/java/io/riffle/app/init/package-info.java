/**
 * A pipeline proposed from a sample of events and a model: what is in the events, which of it is id, entity, time and
 * features, and the file that says so. Start with {@link io.riffle.app.init.EventSurvey}.
 */
@NullMarked
package io.riffle.app.init;

import org.jspecify.annotations.NullMarked;
