/** Which model versions score a pipeline's events, as one declarative record. Start with {@link io.riffle.model.deployment.Deployment}. */
@NullMarked
package io.riffle.model.deployment;

import org.jspecify.annotations.NullMarked;
