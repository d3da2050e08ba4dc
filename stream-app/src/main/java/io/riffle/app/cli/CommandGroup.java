package io.riffle.app.cli;

import picocli.CommandLine;

/** A noun of the command line with its verbs that another module brings; found by {@link java.util.ServiceLoader}. */
public interface CommandGroup {
    /** The word that calls it: {@code riffle <name>}. */
    String name();

    /** Its command with the verbs as subcommands. */
    CommandLine commands();
}
