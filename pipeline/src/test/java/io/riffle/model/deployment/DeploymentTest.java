package io.riffle.model.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DeploymentTest {
    private static final Change WHY = new Change("ada", 7, "because");
    private static final Experiment EXPERIMENT =
            new Experiment("exp", List.of(Variant.of("A", "1", 50), Variant.of("B", "2", 50)));

    private final Deployment first = Deployment.initial("1");

    @Test
    void withChampion_endsCanaryAndRemembersTheChampionBefore() {
        Deployment canary = first.withCanary(new Canary("2", 5, null), WHY);
        Deployment promoted = canary.withChampion("2", WHY);
        assertThat(promoted.revision()).isEqualTo(2);
        assertThat(promoted.champion()).isEqualTo("2");
        assertThat(promoted.canary()).isNull();
        assertThat(promoted.history()).containsExactly(new PastChampion("1", 1, 7));
    }

    @Test
    void rolledBack_endsACanaryFirst_thenReturnsToTheChampionBefore() {
        Deployment second = first.withChampion("2", WHY);
        Deployment canary = second.withCanary(new Canary("3", 5, null), WHY);
        assertThat(canary.rolledBack(WHY).summary()).isEqualTo("champion 2");
        Deployment back = second.rolledBack(WHY);
        assertThat(back.champion()).isEqualTo("1");
        assertThat(back.history()).isEmpty();
        assertThatThrownBy(() -> back.rolledBack(WHY)).hasMessageContaining("version 1 is the first");
    }

    @Test
    void withExperiment_keepsEntitiesWhereItCan_underTheSameName() {
        Deployment running = first.withExperiment(EXPERIMENT, WHY);
        Experiment wanted = new Experiment("exp", List.of(Variant.of("B", "2", 60), Variant.of("A", "1", 40)));
        Experiment moved = running.withExperiment(wanted, WHY).experiment();
        assertThat(moved).isNotNull();
        assertThat(moved.variant("A").orElseThrow().buckets().get(0).to()).isEqualTo(40);
        assertThat(moved.variant("B").orElseThrow().buckets()).hasSize(1);
    }

    @Test
    void json_comesBackAsItWas() {
        Deployment full = first.withCanary(new Canary("2", 2.5, CanaryPlan.DEFAULT), WHY)
                .withShadow(List.of(new Shadow("3", 10)), WHY)
                .withOverrides(new Overrides("x-variant", Map.of("card-1", "canary")), WHY)
                .pinned(Map.of("2", "abc"));
        assertThat(DeploymentJson.deployment(DeploymentJson.bytes(full))).isEqualTo(full);
        Deployment experiment = full.withExperiment(EXPERIMENT, WHY);
        assertThat(DeploymentJson.deployment(DeploymentJson.bytes(experiment))).isEqualTo(experiment);
        assertThat(full.summary()).isEqualTo("champion 1, canary 2 at 2.5 %, shadow 3 at 10 %");
        assertThat(experiment.versions()).containsExactly("1", "2", "3");
    }

    @Test
    void json_fillsInWhatIsLeftOut_andIgnoresWhatItDoesNotKnow() {
        Deployment read = DeploymentJson.deployment(json("{'revision':3,'champion':'2','later':true}"));
        assertThat(read.shadow()).isEmpty();
        assertThat(read.overrides()).isEqualTo(Overrides.NONE);
    }

    /** A canary that grows while instances are replaced by those of this version. */
    @Test
    void json_ofAnEarlierPlan_keepsItsLimits_andGetsTheNewOne() {
        Deployment read = DeploymentJson.deployment(json("{'champion':'1','canary':{'version':'2','share':5,'plan':"
                + "{'steps':[5,100],'min_events':300,'min_outcomes':0,'max_error_rate':0.005,'max_latency_ratio':3,"
                + "'max_score_shift':0.1,'max_outcome_loss':0.02,'false_alarms':0.01}}}"));
        CanaryPlan plan =
                Objects.requireNonNull(Objects.requireNonNull(read.canary()).plan());
        assertThat(plan.minEvents()).isEqualTo(300);
        assertThat(plan.namesOutcomes()).isTrue();
        assertThat(plan.minOutcomes()).isZero();
        assertThat(plan.maxOutcomeLoss()).isEqualTo(0.02);
        assertThat(plan.maxDisagreement()).isEqualTo(0.5);
        String again = new String(DeploymentJson.bytes(read), StandardCharsets.UTF_8);
        assertThat(again).contains("\"min_events\":300").contains("\"max_outcome_loss\":0.02");
    }

    @Test
    void json_isRefusedInTheUsersWords() {
        refused("{'revision':1}", "a deployment must name its champion: names none");
        refused("nonsense", "the record must be JSON");
        refused("{'champion':'1','canary':101}", "canary must be an object: was something else");
        refused(
                "{'champion':'1','canary':{'version':'2','share':'x'}}",
                "canary.share must be a number: was something else");
        refused("{'champion':'1','shadow':7}", "shadow must be a list: was something else");
        refused("{'champion':{}}", "champion must be a text: was something else");
        refused(
                "{'champion':'1','canary':{'version':'2','share':5,'plan':{'steps':[5]}}}",
                "the canary's max-latency-ratio must be at least 1: was 0.0");
        refused("[]", "the record must be an object: was something else");
        refused(
                "{'revision':1,'champion':'1','canary':{'version':'2','share':101}}",
                "must be a percentage from 0 to 100: was 101.0");
        refused(
                "{'revision':1,'champion':'1','canary':{'version':'2','share':1},'experiment':"
                        + "{'name':'e','variants':[{'name':'a','version':'1','weight':100}]}}",
                "a canary or an experiment, not both: has canary 2 and experiment e");
        refused(
                "{'revision':1,'champion':'1','experiment':{'name':'e','variants':[{'name':'a','version':'1','weight':99}]}}",
                "the weights of experiment e must sum to 100: sum to 99");
    }

    private static void refused(String text, String message) {
        assertThatThrownBy(() -> DeploymentJson.deployment(json(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static byte[] json(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
