package io.riffle.enrichment;

import io.riffle.config.ProfileConfig;
import io.riffle.config.ProfileField;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureStatus;
import io.riffle.feature.FeatureTable;
import io.riffle.frame.EventFrame;
import io.riffle.metrics.FeatureMetrics;
import io.riffle.metrics.ScoringMetrics;
import io.riffle.schema.Degradation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Joins the profiles of a frame's entities to its events: what was read a moment ago from memory, the rest with one
 * call for the whole frame. A profile that does not come in time costs a row its profile features, never its
 * prediction: {@link #enrich} does not throw.
 *
 * <p>A value's age is the <em>event's</em> event time minus the value's. The alternative, the wall clock, would answer
 * the same event differently when it is read again after a restart or a week later in a replay, and would call a value
 * old that was young when the event happened. A value that is newer than the event (a late event, a replay against
 * today's store) counts as {@code profile.newer-than-event} says: the store only knows the latest value. All answers are
 * the same from memory and from the store, because a value carries its event time with it.
 *
 * <p>Not thread-safe: one belongs to one task. Source and near cache are shared.
 */
public final class Enricher {
    private final ProfileSource source;
    private final NearCache nearCache;
    private final ScoringMetrics metrics;
    private final FeatureMetrics featureMetrics;
    private final Duration deadline;
    private final List<ProfileColumn> columns = new ArrayList<>();
    private final EntityProfile none;
    private final EntityProfile unavailable;
    private final Map<String, EntityProfile> profiles = new HashMap<>();

    public Enricher(
            ProfileConfig config,
            FeatureSchema schema,
            ProfileSource source,
            NearCache nearCache,
            ScoringMetrics metrics,
            FeatureMetrics featureMetrics) {
        this.source = source;
        this.nearCache = nearCache;
        this.metrics = metrics;
        this.featureMetrics = featureMetrics;
        this.deadline = config.deadline();
        for (ProfileField field : config.fields()) {
            columns.add(new ProfileColumn(
                    field, Freshness.of(field, config.newerThanEvent()), schema.column(field.name())));
        }
        none = EntityProfile.empty(columns.size());
        unavailable = EntityProfile.empty(columns.size());
    }

    /** Fills the profile columns of every row and marks the rows that got less than a full, fresh profile. */
    public void enrich(EventFrame frame) {
        profiles.clear();
        List<String> wanted = lookUpNearby(frame);
        boolean fetched = wanted.isEmpty() || fetch(wanted);
        for (int row = 0; row < frame.size(); row++) {
            fill(frame, row, profiles.getOrDefault(frame.entity(row), unavailable));
        }
        metrics.profileLookups(profiles.size() - wanted.size(), fetched ? wanted.size() : 0);
        for (ProfileColumn column : columns) {
            column.report(metrics, featureMetrics);
        }
    }

    /** The distinct entities that the store must be asked for. */
    private List<String> lookUpNearby(EventFrame frame) {
        List<String> wanted = new ArrayList<>();
        for (int row = 0; row < frame.size(); row++) {
            String entity = frame.entity(row);
            if (profiles.containsKey(entity)) {
                continue;
            }
            EntityProfile profile = nearCache.find(entity);
            if (profile == null) {
                wanted.add(entity);
            }
            profiles.put(entity, profile == null ? unavailable : profile);
        }
        return wanted;
    }

    private boolean fetch(List<String> wanted) {
        try {
            Map<String, EntityProfile> answer = source.fetch(wanted, deadline);
            for (String entity : wanted) {
                EntityProfile profile = answer.getOrDefault(entity, none);
                profiles.put(entity, profile);
                nearCache.remember(entity, profile);
            }
            return true;
        } catch (ProfileUnavailableException outage) {
            return false; // the wanted ones stay unavailable; the breaker around the source reports the outage
        }
    }

    /** Identity, not equality: an unavailable profile and one that is known to be empty look alike inside. */
    @SuppressWarnings("ReferenceEquality")
    private void fill(EventFrame frame, int row, EntityProfile profile) {
        boolean missing = false;
        boolean stale = false;
        FeatureTable table = frame.features();
        for (int field = 0; field < columns.size(); field++) {
            FeatureStatus status =
                    columns.get(field).fill(table, row, profile.values().get(field), frame.eventTime(row));
            missing |= status == FeatureStatus.MISSING;
            stale |= status == FeatureStatus.STALE;
        }
        if (profile == unavailable) {
            frame.degrade(row, Degradation.PROFILE_UNAVAILABLE);
            return;
        }
        if (missing) {
            frame.degrade(row, Degradation.PROFILE_MISSING);
        }
        if (stale) {
            frame.degrade(row, Degradation.PROFILE_STALE);
        }
    }
}
