package io.riffle.model.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoutingTest {
    private static final Change WHY = new Change("ada", 7, "because");
    private static final int ENTITIES = 20_000;
    private final Deployment first = Deployment.initial("1");

    private static long canaries(Routing routing) {
        return IntStream.range(0, ENTITIES)
                .filter(i -> routing.lane("entity-" + i, null) == 1)
                .count();
    }

    private Routing canary(double share) {
        return new Routing(first.withCanary(new Canary("2", share, null), WHY));
    }

    @Test
    void canary_getsItsShareOfTheEntities() {
        for (double share : new double[] {0.5, 1, 5, 25, 50}) {
            assertThat(canaries(canary(share)) * 100.0 / ENTITIES).isBetween(share * 0.8, share * 1.2);
        }
        assertThat(canaries(canary(0))).isZero();
        assertThat(canaries(canary(100))).isEqualTo(ENTITIES);
    }

    @Test
    void canary_keepsItsEntities_whenItGrows() {
        Routing small = canary(5);
        Routing large = canary(25);
        for (int i = 0; i < ENTITIES; i++) {
            if (small.lane("entity-" + i, null) == 1) {
                assertThat(large.lane("entity-" + i, null)).isEqualTo(1);
            }
        }
    }

    @Test
    void nextCanary_meetsOtherEntities() {
        Routing other = new Routing(first.withCanary(new Canary("3", 5, null), WHY));
        Routing one = canary(5);
        long both = IntStream.range(0, ENTITIES)
                .filter(i -> one.lane("entity-" + i, null) == 1 && other.lane("entity-" + i, null) == 1)
                .count();
        assertThat(both).isLessThan(ENTITIES / 100);
    }

    @Test
    void experiment_answersWithItsVariants() {
        Experiment experiment = new Experiment("exp-a", List.of(Variant.of("A", "1", 50), Variant.of("B", "2", 50)));
        Routing routing = new Routing(first.withExperiment(experiment, WHY));
        assertThat(routing.lanes()).containsExactly(new Routing.Lane("A", "1"), new Routing.Lane("B", "2"));
        // From the reference: user-0 of exp-a is in bucket 83 of 100, user-2 in 47.
        assertThat(routing.lane("user-0", null)).isEqualTo(1);
        assertThat(routing.lane("user-2", null)).isZero();
    }

    @Test
    void overrides_choose_whereTheyNameAVariant() {
        Overrides overrides = new Overrides("x-variant", Map.of("listed", "canary", "odd", "no-such"));
        Routing routing =
                new Routing(first.withCanary(new Canary("2", 0, null), WHY).withOverrides(overrides, WHY));
        assertThat(routing.header()).isEqualTo("x-variant");
        assertThat(routing.lane("listed", null)).isEqualTo(1);
        assertThat(routing.lane("odd", null)).isZero();
        assertThat(routing.lane("other", bytes("canary"))).isEqualTo(1);
        assertThat(routing.lane("other", bytes("no-such"))).isZero();
        assertThat(new Routing(first).header()).isNull();
    }

    @Test
    void shadow_hasAShareOfItsOwn() {
        Routing routing = new Routing(first.withShadow(List.of(new Shadow("2", 10), new Shadow("3", 100)), WHY));
        long shadowed = IntStream.range(0, ENTITIES)
                .filter(i -> routing.shadowed(0, "entity-" + i))
                .count();
        assertThat(shadowed).isBetween(1_800L, 2_200L);
        assertThat(routing.shadowed(1, "anything")).isTrue();
        assertThat(routing.lanes()).hasSize(1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
