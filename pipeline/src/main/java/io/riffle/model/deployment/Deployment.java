package io.riffle.model.deployment;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What scores a pipeline's events: the whole state in one record of the control topic, so that the newest record is all
 * that an instance needs.
 *
 * @param revision one more than that of the record it replaces; a record that is not newer than the current is refused
 * @param canary takes a share of the entities from the champion; null if there is none, or an experiment
 * @param fingerprints what each version's folder must hash to; a version that is not listed may be anything
 * @param history former champions, the latest first
 */
public record Deployment(
        long revision,
        String champion,
        @Nullable Canary canary,
        List<Shadow> shadow,
        @Nullable Experiment experiment,
        Overrides overrides,
        Map<String, String> fingerprints,
        List<PastChampion> history,
        Change change) {
    public static final String CHAMPION = "champion";
    public static final String CANARY = "canary";
    private static final int LONGEST_HISTORY = 10;

    @SuppressWarnings("NullAway") // Jackson passes null for what is absent
    public Deployment {
        shadow = shadow == null ? List.of() : List.copyOf(shadow);
        overrides = overrides == null ? Overrides.NONE : overrides;
        fingerprints = fingerprints == null ? Map.of() : Map.copyOf(fingerprints);
        history = history == null ? List.of() : List.copyOf(history);
        change = change == null ? new Change("unknown", 0, "") : change;
        if (champion == null || champion.isBlank()) {
            throw new IllegalArgumentException("a deployment must name its champion: names none");
        }
        if (canary != null && experiment != null) {
            throw new IllegalArgumentException("a deployment must have a canary or an experiment, not both: has canary "
                    + canary.version() + " and experiment " + experiment.name());
        }
    }

    /** The deployment of a pipeline that has no record yet: one version for everything. */
    public static Deployment initial(String champion) {
        return new DeploymentDraft(champion)
                .change(new Change("configuration", 0, "no deployment record"))
                .deployment();
    }

    /** Every version that has to be loaded, the champion first. */
    public Set<String> versions() {
        Set<String> versions = new LinkedHashSet<>(List.of(champion));
        if (canary != null) {
            versions.add(canary.version());
        }
        if (experiment != null) {
            experiment.variants().stream().map(Variant::version).forEach(versions::add);
        }
        shadow.stream().map(Shadow::version).forEach(versions::add);
        return versions;
    }

    /** One line for people, for example {@code champion 1, canary 2 at 5 %, shadow 3 at 100 %}. */
    public String summary() {
        StringBuilder line = new StringBuilder("champion ").append(champion);
        if (canary != null) {
            line.append(", canary ").append(canary.version()).append(" at ").append(percent(canary.share()));
        }
        if (experiment != null) {
            line.append(", experiment ").append(experiment.name());
            experiment
                    .variants()
                    .forEach(variant -> line.append(' ')
                            .append(variant.name())
                            .append('=')
                            .append(variant.version())
                            .append(':')
                            .append(variant.weight()));
        }
        shadow.forEach(each ->
                line.append(", shadow ").append(each.version()).append(" at ").append(percent(each.share())));
        return line.toString();
    }

    private static String percent(double share) {
        return (share == Math.rint(share) ? Long.toString((long) share) : Double.toString(share)) + " %";
    }

    /** A new champion for everybody; canary and experiment end, a shadow goes on unless it is the new champion. */
    public Deployment withChampion(String version, Change why) {
        return next(why)
                .champion(version)
                .canary(null)
                .shadow(shadow.stream()
                        .filter(each -> !each.version().equals(version))
                        .toList())
                .experiment(null)
                .history(version.equals(champion) ? history : remembered(why))
                .deployment();
    }

    /** A canary beside the champion; an experiment ends. */
    public Deployment withCanary(Canary other, Change why) {
        return next(why).canary(other).experiment(null).deployment();
    }

    /** An experiment instead of the champion; a canary ends. Variants of a running experiment keep their entities. */
    public Deployment withExperiment(Experiment wanted, Change why) {
        Experiment moved = experiment != null && experiment.name().equals(wanted.name())
                ? experiment.reweighted(wanted.variants())
                : wanted;
        return next(why).canary(null).experiment(moved).deployment();
    }

    /** Other shadows instead of those there are. */
    public Deployment withShadow(List<Shadow> others, Change why) {
        return next(why).shadow(others).deployment();
    }

    /** Other overrides instead of those there are. */
    public Deployment withOverrides(Overrides others, Change why) {
        return next(why).overrides(others).deployment();
    }

    /**
     * Back to what was there before: ends a canary or experiment; if there is none, the champion before returns.
     *
     * @throws IllegalStateException if there is nothing to go back to
     */
    public Deployment rolledBack(Change why) {
        if (canary != null || experiment != null) {
            return next(why).canary(null).experiment(null).deployment();
        }
        if (history.isEmpty()) {
            throw new IllegalStateException(
                    "there must be a champion before this one to go back to: version " + champion + " is the first");
        }
        PastChampion before = history.get(0);
        return withChampion(before.version(), why)
                .draft()
                .history(history.subList(1, history.size()))
                .deployment();
    }

    /** The same deployment with what its versions' folders must hash to. */
    public Deployment pinned(Map<String, String> hashes) {
        return draft().fingerprints(hashes).deployment();
    }

    /** The same deployment with another plan of its canary, if it has one. */
    public Deployment planned(CanaryPlan plan) {
        return canary == null
                ? this
                : draft().canary(new Canary(canary.version(), canary.share(), plan))
                        .deployment();
    }

    /** The same deployment under another revision: others may have been wanted, and refused, meanwhile. */
    public Deployment at(long otherRevision) {
        return draft().revision(otherRevision).deployment();
    }

    private DeploymentDraft draft() {
        return new DeploymentDraft(this);
    }

    private DeploymentDraft next(Change why) {
        return draft().revision(revision + 1).change(why);
    }

    private List<PastChampion> remembered(Change why) {
        List<PastChampion> longer = new ArrayList<>();
        longer.add(new PastChampion(champion, revision, why.atMs()));
        longer.addAll(history);
        return longer.subList(0, Math.min(LONGEST_HISTORY, longer.size()));
    }
}
