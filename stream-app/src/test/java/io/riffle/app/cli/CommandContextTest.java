package io.riffle.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class CommandContextTest {
    /** What some commands have in common. */
    @Command
    private static final class Common {
        @Mixin
        private CommandContext context = new CommandContext();

        @Mixin
        private OutputOptions output = new OutputOptions();
    }

    @Command
    private static final class Ask implements Runnable {
        @Mixin
        private Common common = new Common();

        @Override
        public void run() {
            common.context.out().println(common.context.environment().get("ASKED"));
            common.output.printTable(List.of(List.of("A", "B")));
            throw common.context.wrong("nothing may be asked");
        }
    }

    @Test
    void context_isThatOfTheCommandLine_whenItIsAMixinOfAMixin() {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = new CommandLine(new RiffleCommand(Map.of("ASKED", "told")))
                .addSubcommand("ask", new Ask())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute("ask");
        assertThat(code).isEqualTo(2);
        assertThat(out.toString().lines()).containsExactly("told", "A  B");
        assertThat(err.toString()).startsWith("nothing may be asked").contains("Usage: riffle ask");
    }
}
