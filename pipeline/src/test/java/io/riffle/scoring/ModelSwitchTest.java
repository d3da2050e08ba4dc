package io.riffle.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.model.ModelRefusedException;
import io.riffle.model.RefusalStage;
import io.riffle.model.deployment.Canary;
import io.riffle.model.deployment.Change;
import io.riffle.model.deployment.Deployment;
import io.riffle.model.deployment.Shadow;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ModelSwitchTest {
    private static final Change WHY = new Change("ada", 7, "because");
    private final List<String> loaded = new ArrayList<>();
    private final List<InMemoryScorer> scorers = new ArrayList<>();
    private final Deployment first = Deployment.initial("1");

    private Scorer load(String version, String fingerprint, boolean shadow) throws ModelRefusedException {
        if (version.equals("bad")) {
            throw new ModelRefusedException(RefusalStage.GOLDEN, "it must be good");
        }
        loaded.add(version + (shadow ? " as shadow" : ""));
        InMemoryScorer scorer = new InMemoryScorer(version);
        scorers.add(scorer);
        return scorer;
    }

    private static String champion(ModelSource source) {
        try (ActiveModels models = source.acquire()) {
            return models.lanes().get(0).scorer().version();
        }
    }

    @Test
    void change_closesTheOldVersion_withItsLastFrame() throws Exception {
        ModelSwitch models = new ModelSwitch(this::load, first);
        ActiveModels frame = models.acquire();
        models.change(first.withChampion("2", WHY));
        assertThat(champion(models)).isEqualTo("2");
        assertThat(scorers.get(0).isClosed()).isFalse();
        assertThat(frame.lanes().get(0).scorer().version()).isEqualTo("1");
        frame.close();
        assertThat(scorers.get(0).isClosed()).isTrue();
        assertThat(scorers.get(1).isClosed()).isFalse();
        models.close();
        assertThat(scorers.get(1).isClosed()).isTrue();
    }

    @Test
    void change_isAllOrNothing_whereAVersionIsRefused() throws Exception {
        ModelSwitch models = new ModelSwitch(this::load, first);
        Deployment wanted = first.withChampion("2", WHY).withCanary(new Canary("bad", 5, null), WHY);
        assertThatThrownBy(() -> models.change(wanted)).isInstanceOf(ModelRefusedException.class);
        assertThat(champion(models)).isEqualTo("1");
        assertThat(models.deployment()).isEqualTo(first);
        assertThat(scorers.get(1).isClosed()).as("version 2, loaded in vain").isTrue();
    }

    @Test
    void change_loadsOnce_whatBothDeploymentsUse() throws Exception {
        ModelSwitch models = new ModelSwitch(this::load, first);
        Deployment canary = first.withCanary(new Canary("2", 5, null), WHY);
        models.change(canary);
        models.change(canary.withChampion("2", WHY).withShadow(List.of(new Shadow("1", 100)), WHY));
        assertThat(loaded).containsExactly("1", "2", "1 as shadow");
        assertThat(scorers.get(0).isClosed()).isTrue();
        assertThat(scorers.get(1).isClosed()).isFalse();
    }

    /** The stream thread ends its frame while the next deployment is still loaded, which may take a minute. */
    @Test
    void frame_endsAtOnce_whileAnotherDeploymentIsLoaded() throws Exception {
        CountDownLatch loading = new CountDownLatch(1);
        CompletableFuture<Void> ended = new CompletableFuture<>();
        ModelSwitch models = new ModelSwitch(
                (version, fingerprint, shadow) -> {
                    if (version.equals("3")) {
                        loading.countDown();
                        ended.orTimeout(10, TimeUnit.SECONDS).join();
                    }
                    return load(version, fingerprint, shadow);
                },
                first);
        ActiveModels frame = models.acquire();
        Deployment second = first.withChampion("2", WHY);
        models.change(second);
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<?> change = threads.submit(() -> {
                models.change(second.withChampion("3", WHY));
                return null;
            });
            assertThat(loading.await(10, TimeUnit.SECONDS)).isTrue();
            frame.close();
            ended.complete(null);
            change.get();
            assertThat(champion(models)).isEqualTo("3");
            assertThat(scorers.get(0).isClosed()).isTrue();
        } finally {
            threads.shutdownNow();
        }
    }

    /** Without the count of users a frame could open a run of a version that is just being closed. */
    @Test
    void frames_neverMeetAClosedVersion_whileDeploymentsChange() throws Exception {
        ModelSwitch models = new ModelSwitch(this::load, first);
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<Long> frames = threads.submit(() -> {
                long count = 0;
                while (!done.get()) {
                    try (ActiveModels active = models.acquire()) {
                        Scorer scorer = active.lanes().get(0).scorer();
                        scorer.open(1).close();
                        assertThat(scorer.version())
                                .isEqualTo(active.deployment().champion());
                        count++;
                    }
                }
                return count;
            });
            Deployment next = first;
            for (int i = 0; i < 2_000; i++) {
                next = next.withChampion(Integer.toString(i % 2 + 1), WHY);
                models.change(next);
            }
            done.set(true);
            assertThat(frames.get()).isPositive();
        } finally {
            threads.shutdownNow();
        }
        assertThat(scorers.stream().filter(scorer -> !scorer.isClosed()).count())
                .isEqualTo(1);
    }
}
