/** Which model versions score a pipeline's events, as one declarative record. Start with {@link io.riffle.deployment.Deployment}. */
@NullMarked
package io.riffle.deployment;

import org.jspecify.annotations.NullMarked;
