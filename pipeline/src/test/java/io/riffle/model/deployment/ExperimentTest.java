package io.riffle.model.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.scoring.ReferenceModels;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExperimentTest {
    private static Experiment of(Object... namesAndWeights) {
        List<Variant> variants = new ArrayList<>();
        for (int i = 0; i < namesAndWeights.length; i += 2) {
            String name = namesAndWeights[i].toString();
            variants.add(Variant.of(name, "version-" + name, (Integer) namesAndWeights[i + 1]));
        }
        return new Experiment("exp", variants);
    }

    private static int moved(Experiment before, Experiment after) {
        int moved = 0;
        for (int bucket = 0; bucket < Experiment.BUCKETS; bucket++) {
            String from = before.variants().get(before.owners()[bucket]).name();
            String to = after.variants().get(after.owners()[bucket]).name();
            moved += from.equals(to) ? 0 : 1;
        }
        return moved;
    }

    /** {@code experiment,user,md5_hex,bucket_100,bucket_10000,arm_50_50,arm_90_10,arm_80_10_10}, the user in JSON quotes. */
    @Test
    void variants_areTheReferenceArms_forEveryRow() throws IOException {
        List<Experiment> splits = List.of(of("A", 50, "B", 50), of("A", 90, "B", 10), of("A", 80, "B", 10, "C", 10));
        int rows = 0;
        for (String line : Files.readAllLines(ReferenceModels.file("reference/buckets.csv"))) {
            if (line.startsWith("#") || line.startsWith("experiment,")) {
                continue;
            }
            int open = line.indexOf('"');
            int close = line.lastIndexOf('"');
            String name = line.substring(0, open - 1);
            String user = csv(line.substring(open, close + 1));
            String[] rest = line.substring(close + 2).split(",");
            for (int i = 0; i < splits.size(); i++) {
                Experiment experiment = new Experiment(name, splits.get(i).variants());
                int bucket = experiment.hash().bucket(user);
                assertThat(bucket).as(line).isEqualTo(Integer.parseInt(rest[1]));
                String arm =
                        experiment.variants().get(experiment.owners()[bucket]).name();
                assertThat(arm).as(line).isEqualTo(rest[3 + i]);
            }
            rows++;
        }
        assertThat(rows).isEqualTo(2_000);
    }

    private static String csv(String quoted) {
        return quoted.substring(1, quoted.length() - 1).replace("\"\"", "\"");
    }

    @Test
    void reweighted_movesOnlyWhatMustMove() {
        Random random = new Random(5);
        Experiment before = of("A", 80, "B", 10, "C", 10);
        for (int round = 0; round < 300; round++) {
            int a = random.nextInt(101);
            int b = random.nextInt(101 - a);
            Experiment after =
                    before.reweighted(of("A", a, "B", b, "C", 100 - a - b).variants());
            int least = 0;
            for (int i = 0; i < 3; i++) {
                least += Math.max(
                        0,
                        after.variants().get(i).weight()
                                - before.variants().get(i).weight());
            }
            assertThat(moved(before, after)).isEqualTo(least);
            assertThat(Arrays.stream(after.owners()).filter(owner -> owner == 0).count())
                    .isEqualTo(a);
            before = after;
        }
    }

    @Test
    void reweighted_takesAndDropsVariants() {
        Experiment after = of("A", 50, "B", 50).reweighted(of("A", 50, "C", 50).variants());
        assertThat(moved(of("A", 50, "B", 50), after)).isEqualTo(50);
        assertThat(after.variant("C")).isPresent();
        assertThat(after.variant("B")).isEmpty();
    }

    @Test
    void experiment_isRefused_whenItsVariantsDoNotAddUp() {
        assertThatThrownBy(() -> of("A", 50, "B", 49))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the weights of experiment exp must sum to 100: sum to 99");
        assertThatThrownBy(() -> of("A", 50, "A", 50)).hasMessageContaining("'A' occurs twice");
        assertThatThrownBy(() -> of("A", 150, "B", -50)).hasMessageContaining("from 0 to 100: was 150");
        assertThatThrownBy(() -> new Experiment(
                        "exp",
                        List.of(
                                new Variant("A", "1", 50, List.of(new BucketRange(0, 50))),
                                new Variant("B", "2", 50, List.of(new BucketRange(49, 99))))))
                .hasMessage("bucket 49 of experiment exp must have one owner: has two");
        assertThatThrownBy(() ->
                        new Experiment("exp", List.of(new Variant("A", "1", 100, List.of(new BucketRange(0, 50))))))
                .hasMessageContaining("must own as many buckets as its weight 100: owns 50");
    }
}
