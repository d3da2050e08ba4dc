package io.riffle.app.grpc;

import io.grpc.Status;
import io.riffle.app.http.RequestException;

/** What an HTTP status is called in gRPC. */
final class Statuses {
    private Statuses() {}

    static Status of(RequestException refusal) {
        Status status = switch (refusal.status()) {
            case 400, 422 -> Status.INVALID_ARGUMENT;
            case 401 -> Status.UNAUTHENTICATED;
            case 403 -> Status.PERMISSION_DENIED;
            case 404 -> Status.NOT_FOUND;
            case 429 -> Status.RESOURCE_EXHAUSTED;
            case 503 -> Status.UNAVAILABLE;
            case 504 -> Status.DEADLINE_EXCEEDED;
            default -> Status.INTERNAL;
        };
        return status.withDescription(refusal.getMessage());
    }
}
