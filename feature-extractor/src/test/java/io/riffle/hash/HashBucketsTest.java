package io.riffle.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.ReferenceData;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HashBucketsTest {
    private static final Pattern LINE = Pattern.compile("([^,]+),\"(.*)\",[0-9a-f]{32},(\\d+),(\\d+),.*");

    @Test
    void bucket_equalsReference_whenExperimentsAndUsersDiffer() throws IOException {
        List<String> lines = Files.readAllLines(ReferenceData.file("reference/buckets.csv"));
        assertThat(lines).hasSizeGreaterThan(200);
        for (String line : lines.subList(1, lines.size())) {
            Matcher fields = LINE.matcher(line);
            assertThat(fields.matches()).as(line).isTrue();
            assertThat(new HashBuckets(fields.group(1), 100).bucket(fields.group(2)))
                    .as(line)
                    .isEqualTo(Integer.parseInt(fields.group(3)));
            assertThat(new HashBuckets(fields.group(1), 10_000).bucket(fields.group(2)))
                    .as(line)
                    .isEqualTo(Integer.parseInt(fields.group(4)));
        }
    }

    @Test
    void bucket_isTheDigestModuloTheCount_whenTheCountIsLarge() {
        // md5("exp-a:user-0") = fe48094f0ec68b6c59e55f73a1940a7b
        BigInteger digest = new BigInteger("fe48094f0ec68b6c59e55f73a1940a7b", 16);
        int expected = digest.mod(BigInteger.valueOf(Integer.MAX_VALUE)).intValue();
        assertThat(new HashBuckets("exp-a", Integer.MAX_VALUE).bucket("user-0")).isEqualTo(expected);
    }

    @Test
    void constructor_refuses_whenThereIsNoBucket() {
        assertThatThrownBy(() -> new HashBuckets("exp-a", 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the number of buckets must be at least 1: was 0");
    }
}
