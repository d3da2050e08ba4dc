package io.riffle.model.deployment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Collection;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The records of the control and the audit topic as JSON; unknown members are left for newer versions. */
public final class DeploymentJson {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();

    private DeploymentJson() {}

    public static byte[] bytes(Object record) {
        try {
            return JSON.writeValueAsBytes(record);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a record must be representable as JSON: " + record, impossible);
        }
    }

    /**
     * Reads a deployment.
     *
     * @throws IllegalArgumentException with a message for the user if it is not a valid one
     */
    public static Deployment deployment(byte[] json) {
        return read(json, Deployment.class);
    }

    /**
     * Reads any record.
     *
     * @throws IllegalArgumentException with a message for the user
     */
    public static <T> T read(byte[] json, Class<T> type) {
        try {
            T record = JSON.readValue(json, type);
            if (record == null) {
                throw new IllegalArgumentException("the record must be an object: was null");
            }
            return record;
        } catch (JsonMappingException invalid) {
            throw new IllegalArgumentException(reason(invalid), invalid);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException("the record must be JSON: " + malformed.getOriginalMessage(), malformed);
        } catch (IOException malformed) {
            throw new IllegalArgumentException("the record must be JSON: " + malformed.getMessage(), malformed);
        }
    }

    /** What a record says about itself is a better message than Jackson's. */
    private static String reason(JsonMappingException invalid) {
        for (Throwable cause = invalid.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IllegalArgumentException) {
                return String.valueOf(cause.getMessage());
            }
        }
        String where = invalid.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("."));
        String what =
                invalid instanceof MismatchedInputException mismatched ? kind(mismatched.getTargetType()) : "valid";
        return (where.isEmpty() ? "the record" : where) + " must be " + what + ": was something else";
    }

    /** Whoever writes JSON has nothing from the name of a class. */
    private static String kind(@Nullable Class<?> type) {
        if (type == null) {
            return "valid";
        }
        if (type == String.class) {
            return "a text";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "a list";
        }
        return type.isPrimitive() || Number.class.isAssignableFrom(type) ? "a number" : "an object";
    }
}
