/** What travels between the stages: the rows of one partition that one poll delivered. Start with {@link io.riffle.frame.Frame}. */
@NullMarked
package io.riffle.frame;

import org.jspecify.annotations.NullMarked;
