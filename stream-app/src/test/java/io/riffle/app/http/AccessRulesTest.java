package io.riffle.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.riffle.config.HttpAccount;
import io.riffle.config.HttpRole;
import io.riffle.settings.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessRulesTest {
    private static final String READER = "reader-token-0123456789";
    private static final String OPERATOR = "operator-token-0123456789";
    private static final Credentials ACCOUNTS = new Credentials(List.of(
            new HttpAccount("dashboard", HttpAccount.Kind.TOKEN, HttpRole.READ, new Secret(READER)),
            new HttpAccount("ci", HttpAccount.Kind.TOKEN, HttpRole.OPERATE, new Secret(OPERATOR)),
            new HttpAccount("ada", HttpAccount.Kind.PASSWORD, HttpRole.OPERATE, new Secret("pass:word"))));
    private static final Credentials NOBODY = new Credentials(List.of());

    private final AccessRules guarded = new AccessRules(ACCOUNTS, false);

    @Test
    void admit_knowsTheAccount_byTokenOrPassword() {
        assertThat(guarded.admit(Role.READ, head("Bearer " + READER)).name()).isEqualTo("dashboard");
        assertThat(guarded.admit(Role.OPERATE, head("bearer  " + OPERATOR)).name())
                .isEqualTo("ci");
        assertThat(guarded.admit(Role.OPERATE, head(basic("ada:pass:word"))).name())
                .isEqualTo("ada");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic", "Basic !!!", "Bearer reader-token-012345678", "Digest x"})
    void admit_is401_whenNoAccountIsProved(@Nullable String authorization) {
        assertRefused(guarded, Role.READ, head(authorization), 401);
        assertRefused(guarded, Role.OPERATE, head(authorization), 401);
    }

    /** A token is no password and a password no token; the name of an account is part of its proof. */
    @Test
    void admit_is401_whenTheSecretIsOfAnotherKindOrName() {
        assertRefused(guarded, Role.READ, head("Bearer pass:word"), 401);
        assertRefused(guarded, Role.READ, head(basic("ci:" + OPERATOR)), 401);
        assertRefused(guarded, Role.READ, head(basic("eve:pass:word")), 401);
    }

    @Test
    void admit_is403_whenAReaderOperates() {
        assertRefused(guarded, Role.OPERATE, head("Bearer " + READER), 403);
    }

    @Test
    void health_isOpen_whateverIsDeclared() {
        assertThat(guarded.admit(Role.OPEN, head(null)).name()).isEqualTo("anonymous");
    }

    @Test
    void operating_isClosedWithoutAccounts_unlessBoundToLoopback() {
        assertRefused(new AccessRules(NOBODY, false), Role.OPERATE, head(null), 403);
        assertThat(new AccessRules(NOBODY, false).admit(Role.READ, head(null)).role())
                .isEqualTo(HttpRole.READ);
        RequestHead local = new RequestHead("127.0.0.1", null, "localhost:8080", null);
        assertThat(new AccessRules(NOBODY, true).admit(Role.OPERATE, local).role())
                .isEqualTo(HttpRole.OPERATE);
    }

    /** DNS rebinding: a foreign name that points to this machine. */
    @Test
    void loopback_refusesForeignNames_whenNoAccountIsDeclared() {
        AccessRules open = new AccessRules(NOBODY, true);
        assertRefused(open, Role.READ, new RequestHead("127.0.0.1", null, "evil.example:8080", null), 403);
        assertThat(open.admit(Role.READ, new RequestHead("::1", null, "[::1]:8080", null)))
                .isNotNull();
    }

    /** Cross-site requests carry the page's origin. */
    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://localhost:9999", "http://[", ""})
    void operating_isRefused_whenAForeignPageAsks(String origin) {
        AccessRules open = new AccessRules(NOBODY, true);
        assertRefused(open, Role.OPERATE, new RequestHead("127.0.0.1", null, "localhost:8080", origin), 403);
        assertThat(open.admit(
                        Role.OPERATE, new RequestHead("127.0.0.1", null, "localhost:8080", "http://localhost:8080")))
                .isNotNull();
    }

    @Test
    void summary_saysWhoMayOperate() {
        assertThat(guarded.summary()).contains("need an account");
        assertThat(new AccessRules(NOBODY, true).summary()).contains("everybody on this machine may read and operate");
        assertThat(new AccessRules(NOBODY, false).summary()).contains("operating is closed");
    }

    private static void assertRefused(AccessRules rules, Role role, RequestHead head, int status) {
        assertThatExceptionOfType(RequestException.class)
                .isThrownBy(() -> rules.admit(role, head))
                .satisfies(refused -> assertThat(refused.status()).isEqualTo(status))
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("0123456789"));
    }

    private static RequestHead head(@Nullable String authorization) {
        return new RequestHead("10.0.0.1", authorization, "riffle.example", null);
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
