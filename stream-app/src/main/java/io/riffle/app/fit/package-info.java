/** Learning from recorded events what a manifest says: parameters of transforms, and the reference that drift is measured against. */
@NullMarked
package io.riffle.app.fit;

import org.jspecify.annotations.NullMarked;
