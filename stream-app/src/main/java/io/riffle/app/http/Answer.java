package io.riffle.app.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes JSON answers. */
public final class Answer {
    private static final String JSON_TYPE = "application/json";
    private static final String OCTETS_TYPE = "application/octet-stream";
    private static final ObjectMapper JSON = new ObjectMapper();

    private Answer() {}

    /** Writes a tree, record, map or list that Jackson can write. */
    public static void json(Context context, int status, Object value) {
        context.status(status).contentType(JSON_TYPE).result(bytes(value));
    }

    /** Already written JSON. */
    public static void json(Context context, int status, byte[] written) {
        context.status(status).contentType(JSON_TYPE).result(written);
    }

    /** Bytes that are not JSON alone. */
    public static void octets(Context context, int status, byte[] written) {
        context.status(status).contentType(OCTETS_TYPE).result(written);
    }

    /** JSON as it is sent. */
    public static byte[] written(Object value) {
        return bytes(value);
    }

    static void error(Context context, int status, String message) {
        closeWhereUnread(context);
        json(context, status, errorBytes(status, message));
    }

    /** The server closes such a connection anyway; a client that is not told sends its next request on it, in vain. */
    private static void closeWhereUnread(Context context) {
        HttpServletRequest request = context.req();
        boolean bodied = request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
        if (bodied && !isRead(request)) {
            context.header("Connection", "close");
        }
    }

    private static boolean isRead(HttpServletRequest request) {
        try {
            return request.getInputStream().isFinished();
        } catch (IOException broken) {
            return false;
        }
    }

    static byte[] errorBytes(int status, String message) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("status", status);
        error.put("error", message);
        return bytes(error);
    }

    private static byte[] bytes(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an answer must be writable as JSON", impossible);
        }
    }
}
