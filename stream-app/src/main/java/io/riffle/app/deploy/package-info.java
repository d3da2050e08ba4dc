/** Model versions of a running pipeline and of its operator. Start with {@link io.riffle.app.deploy.Deployments}. */
@NullMarked
package io.riffle.app.deploy;

import org.jspecify.annotations.NullMarked;
