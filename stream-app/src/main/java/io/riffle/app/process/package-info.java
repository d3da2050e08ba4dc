/** What every part of the process may use: how it ends and what it tells its user. It uses no other package of ours. */
@NullMarked
package io.riffle.app.process;

import org.jspecify.annotations.NullMarked;
