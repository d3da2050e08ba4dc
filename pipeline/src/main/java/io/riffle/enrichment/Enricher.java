package io.riffle.enrichment;

import io.riffle.config.ProfileConfig;
import io.riffle.config.ProfileField;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureStatus;
import io.riffle.feature.FeatureTable;
import io.riffle.frame.EntityRows;
import io.riffle.frame.EventFrame;
import io.riffle.metrics.FeatureMetrics;
import io.riffle.metrics.ScoringMetrics;
import io.riffle.schema.Degradation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
    /** Of the frame's entities, by their number in it; null if the store must be asked. */
    private @Nullable EntityProfile[] profiles = new EntityProfile[0];

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
        EntityRows rows = frame.entityRows();
        List<String> wanted = lookUpNearby(frame, rows);
        boolean fetched = wanted.isEmpty() || fetch(frame, rows, wanted);
        for (int entity = 0; entity < rows.entities(); entity++) {
            EntityProfile profile = profiles[entity] == null ? unavailable : profiles[entity];
            for (int row = rows.first(entity); row != EntityRows.NONE; row = rows.next(row)) {
                fill(frame, row, profile);
            }
        }
        metrics.profileLookups(rows.entities() - wanted.size(), fetched ? wanted.size() : 0);
        for (ProfileColumn column : columns) {
            column.report(metrics, featureMetrics);
        }
    }

    /** The entities that the store must be asked for. */
    private List<String> lookUpNearby(EventFrame frame, EntityRows rows) {
        if (rows.entities() > profiles.length) {
            profiles = new EntityProfile[rows.entities()];
        }
        List<String> wanted = new ArrayList<>();
        for (int entity = 0; entity < rows.entities(); entity++) {
            String name = frame.entity(rows.first(entity));
            profiles[entity] = nearCache.find(name);
            if (profiles[entity] == null) {
                wanted.add(name);
            }
        }
        return wanted;
    }

    private boolean fetch(EventFrame frame, EntityRows rows, List<String> wanted) {
        try {
            Map<String, EntityProfile> answer = source.fetch(wanted, deadline);
            for (int entity = 0; entity < rows.entities(); entity++) {
                if (profiles[entity] == null) {
                    String name = frame.entity(rows.first(entity));
                    profiles[entity] = answer.getOrDefault(name, none);
                    nearCache.remember(name, profiles[entity]);
                }
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
            FeatureStatus status = columns.get(field).fill(table, row, profile, field, frame.eventTime(row));
            missing |= status == FeatureStatus.MISSING;
            stale |= status == FeatureStatus.STALE;
        }
        if (profile == unavailable) {
            frame.degrade(row, Degradation.PROFILE_UNAVAILABLE);
            return;
        }
        if (profile.isUnreadable()) {
            frame.degrade(row, Degradation.PROFILE_UNREADABLE);
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
