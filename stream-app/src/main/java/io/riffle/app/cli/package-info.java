/**
 * The command line. A noun with verbs ({@code riffle models list}) has a package here, and its {@code *Commands} class
 * names the verbs; a verb on its own ({@code riffle run}) stands in this one, with the options that several share.
 * {@code Main} puts them together.
 */
@NullMarked
package io.riffle.app.cli;

import org.jspecify.annotations.NullMarked;
