package io.riffle.app.run;

import io.riffle.app.features.OnlineFeatures;
import io.riffle.app.process.UserProblem;
import io.riffle.config.Pipeline;
import io.riffle.config.ProfileConfig;
import io.riffle.config.ProfileField;
import io.riffle.config.ProfileLayout;
import io.riffle.config.RedisTls;
import io.riffle.enrichment.ProfileUnavailableException;
import io.riffle.enrichment.redis.RedisProfileSource;
import io.riffle.enrichment.redis.RedisProfileWriter;
import io.riffle.metrics.FeatureMetrics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Opens what profiles are read from, once the files that this needs have been looked at. */
public final class ProfileStore {
    private ProfileStore() {}

    /** Returns at once and connects in the background. */
    public static RedisProfileSource open(ProfileConfig profile, FeatureMetrics metrics) throws UserProblem {
        check(profile.tls());
        return new RedisProfileSource(profile, metrics);
    }

    /**
     * Refuses a layout that is not what is stored, as far as some keys tell.
     *
     * @return why none could be looked at; empty if they could
     */
    public static Optional<String> checkLayout(RedisProfileSource source, Duration patience) throws UserProblem {
        try {
            Optional<String> mismatch = source.mismatch(patience);
            if (mismatch.isPresent()) {
                throw new UserProblem(mismatch.get());
            }
            return Optional.empty();
        } catch (ProfileUnavailableException unseen) {
            return Optional.of("stored profiles could not be looked at: " + unseen.getMessage());
        }
    }

    /** Everything that a pipeline has in Redis: fields of its profile, and what its stream writes there. */
    public static OnlineFeatures features(Pipeline pipeline) throws UserProblem {
        ProfileConfig profile = required(pipeline);
        check(profile.tls());
        List<ProfileField> fields = new ArrayList<>(profile.fields());
        fields.addAll(pipeline.materialized());
        return new OnlineFeatures(fields, new RedisProfileSource(profile, fields, FeatureMetrics.NONE));
    }

    /** Returns at once and connects when it is asked to write. */
    public static RedisProfileWriter writer(ProfileConfig profile) throws UserProblem {
        if (profile.layout() != ProfileLayout.HASH) {
            throw new UserProblem("profile.layout must be hash to be written: was "
                    + profile.layout().name().toLowerCase(Locale.ROOT));
        }
        check(profile.tls());
        return new RedisProfileWriter(profile.redis(), profile.tls(), profile.key());
    }

    /** The profile of a pipeline for which there must be one. */
    public static ProfileConfig required(Pipeline pipeline) throws UserProblem {
        return pipeline.profile()
                .orElseThrow(
                        () -> new UserProblem("profile must be declared, for it says where values are kept: pipeline "
                                + pipeline.name() + " has none"));
    }

    /** What is wrong with a file would otherwise show as a server that never answers. */
    static void check(RedisTls tls) throws UserProblem {
        checkCertificates("trust", tls.trust());
        checkCertificates("certificate", tls.certificate());
        if (tls.key().isPresent()) {
            checkReadable("key", tls.key().get());
        }
    }

    private static void checkCertificates(String key, Optional<Path> file) throws UserProblem {
        if (file.isEmpty()) {
            return;
        }
        checkReadable(key, file.get());
        try (InputStream input = Files.newInputStream(file.get())) {
            if (!CertificateFactory.getInstance("X.509")
                    .generateCertificates(input)
                    .isEmpty()) {
                return;
            }
        } catch (IOException | CertificateException invalid) {
            throw new UserProblem(rule(key, "a PEM file with certificates", file.get()), invalid);
        }
        throw new UserProblem(rule(key, "a PEM file with certificates", file.get()));
    }

    private static void checkReadable(String key, Path file) throws UserProblem {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new UserProblem(rule(key, "a file that can be read", file));
        }
    }

    private static String rule(String key, String rule, Path file) {
        return "profile.tls." + key + " must be " + rule + ": was " + file;
    }
}
