/** What the stream publishes about itself, read once and shown as text, JSON, page and resource. */
@NullMarked
package io.riffle.app.report;

import org.jspecify.annotations.NullMarked;
