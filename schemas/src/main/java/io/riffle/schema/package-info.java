/**
 * What consumers of Riffle's topics need: the records of predictions, alerts and dead letters, and beside them, as
 * resources, the JSON Schema of each. Depends on Jackson only.
 */
@NullMarked
package io.riffle.schema;

import org.jspecify.annotations.NullMarked;
