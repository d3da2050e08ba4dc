package io.riffle.app.http;

import io.riffle.config.HttpRole;

/** What a route asks of its caller. */
public enum Role {
    /** Nothing: health, which must answer whoever restarts us. */
    OPEN,
    /** Accounts that may look; everybody where no account is declared. */
    READ,
    /** Accounts that may operate; where no account is declared, this machine only. Each call is recorded. */
    OPERATE;

    boolean grantedTo(HttpRole role) {
        return switch (this) {
            case OPEN, READ -> true;
            case OPERATE -> role == HttpRole.OPERATE;
        };
    }
}
