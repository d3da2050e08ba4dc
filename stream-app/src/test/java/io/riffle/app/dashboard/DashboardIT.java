package io.riffle.app.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.riffle.config.HttpAccount;
import io.riffle.config.HttpRole;
import io.riffle.metrics.ScoringMetrics;
import io.riffle.schema.DeadLetterReason;
import io.riffle.schema.Stage;
import io.riffle.settings.Secret;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page as people meet it: in a real browser, with real counters. */
class DashboardIT {
    private static final List<String> TABS = List.of("overview", "models", "drift", "quality", "topology", "events");
    private static final String TOKEN = "reader-token-0123456789";

    /** Every text that can be seen, with its colour and the ground behind it. */
    private static final String CONTRASTS = """
            const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
            const rgba = (css) => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = css; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data]; };
            const light = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
            const ground = (element) => {
              const rect = element.closest("g")?.querySelector("rect");
              if (rect) return rgba(getComputedStyle(rect).fill);
              for (let each = element; each; each = each.parentElement) {
                const colour = rgba(getComputedStyle(each).backgroundColor);
                if (colour[3] === 255) return colour;
              }
              return [255, 255, 255, 255];
            };
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            const found = [];
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
              const element = node.parentElement;
              if (!node.data.trim() || !element.checkVisibility() || element.closest("noscript, script, .hidden")) continue;
              const style = getComputedStyle(element);
              const [one, other] = [light(rgba(element.closest("svg") ? style.fill : style.color)), light(ground(element))].sort((a, b) => b - a);
              found.push({ text: node.data.trim(), ratio: (one + 0.05) / (other + 0.05) });
            }
            return found;
            """;

    @TempDir
    private static Path profile;

    private static Chromium browser;

    private DashboardServer server;

    @BeforeAll
    static void startBrowser() throws Exception {
        assumeTrue(Chromium.isInstalled(), "chromium and chromedriver must be on the PATH: not found");
        browser = Chromium.start(profile);
    }

    @AfterAll
    static void stopBrowser() throws Exception {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void start() throws Exception {
        server = new DashboardServer(0);
        record(server);
        browser.go("about:blank");
        browser.look(1280, 900, "light");
        browser.complaints();
        browser.requests();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static void record(DashboardServer server) {
        ScoringMetrics scoring = server.metrics.scoring();
        scoring.received(123_456);
        scoring.predicted("1", "champion", 120_000);
        scoring.predicted("2", "canary", 3_400);
        scoring.deadLettered(Stage.DECODE, DeadLetterReason.MISSING_FIELD, 50);
        scoring.deadLettered(Stage.DEDUPLICATE, DeadLetterReason.DUPLICATE, 6);
        scoring.stage(Stage.SCORE, 1_500_000);
        for (int i = 0; i < 200; i++) {
            scoring.latency(i / 2);
        }
        String topics = "card-fraud.predictions.v1";
        for (int i = 0; i < 9; i++) {
            server.write(topics, prediction(i));
        }
        server.write("card-fraud.alerts.v1", """
                {"id": "a", "pipeline": "card-fraud", "rule": "drift", "subject": "1/champion/amount", "status": "raised",
                 "severity": "high", "value": 0.4, "threshold": 0.05, "text": "amount has changed", "since_ms": 1,
                 "from_ms": 1, "to_ms": 2, "at_ms": 3, "windows": 1}""");
    }

    /** What a producer sends is shown as text, whatever it looks like. */
    private static String prediction(int i) {
        return """
                {"id": "event-%d", "model_name": "card-fraud", "model_version": "1",
                 "outputs": [{"name": "probability", "shape": [1, 1], "datatype": "FP32", "data": [0.25]}],
                 "parameters": {"score": 0.25, "label": "<img src=x onerror=document.title=1>", "variant": "champion",
                   "entity": "card-%d", "event_time_ms": 1767225600000, "degraded": ["profile_missing"], "warnings": [],
                   "features": {"amount": 12.5, "country": null}}}""".formatted(i, i);
    }

    private void open(String tab) throws Exception {
        browser.go(server.url() + "#" + tab);
        shows("#figure-state", "running");
    }

    private static void shows(String selector, String text) {
        within(() -> browser.text(selector).contains(text), () -> selector + " shows " + browser.text(selector));
    }

    private static void within(Callable<Boolean> condition, Callable<String> otherwise) {
        await().atMost(DashboardServer.patience())
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(
                        () -> assertThat(condition.call()).as(otherwise.call()).isTrue());
    }

    @Test
    void numbers_equalTheMetricsPage() throws Exception {
        open("overview");
        MetricsPage page = MetricsPage.of(get("/metrics"));

        shows("[data-total=received]", grouped(page.sum("riffle_events_received_total")));
        shows("[data-total=dead_letters]", grouped(page.sum("riffle_dead_letters_total")));
        assertThat(browser.run(
                        "return [...document.querySelectorAll('[data-total=predicted]')].map((e) => e.innerText)"))
                .extracting(JsonNode::textValue)
                .containsExactly("120,000", "3,400");
        assertThat(browser.text("#panel-overview")).contains("missing field", "balanced");
        shows("#figure-champion", "1");
        shows("#figure-alerts", "1, high");
        double p99 = page.quantile(0.99, "riffle_latency_seconds");
        shows("#figure-p99", Math.round(p99 * 1e3) + " ms");

        server.metrics.scoring().received(1_000_000);
        shows("[data-total=received]", "1,123,456");
        shows("#panel-overview .rule", "1,000,000 in flight");
    }

    @Test
    void page_complainsOfNothing_andAsksNobodyElse() throws Exception {
        for (String tab : TABS) {
            open("overview");
            browser.click("#tab-" + tab);
            within(() -> browser.text("#panel-" + tab).length() > 20, () -> tab + " is empty");
            within(() -> !browser.text("#panel-" + tab).contains("Loading"), () -> tab + " keeps loading");
        }
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests())
                .isNotEmpty()
                .allSatisfy(url -> assertThat(url).startsWith(server.url()));
        assertThat(browser.run("return document.title").textValue()).isEqualTo("card-fraud · Riffle");
    }

    @Test
    void header_saysWhatIsWrongAndSinceWhen_untilItIsOver() throws Exception {
        open("overview");
        assertThat(browser.text("#verdict")).isEmpty();
        server.brokerSilentSince.set(OptionalLong.of(System.currentTimeMillis() - 9_000));
        shows("#verdict", "Kafka does not answer since");
        shows("#figure-state .badge.bad", "running");
        shows("#figure-lag", "–");
        shows("#panel-overview .finding", "the pipeline goes on by itself");
        server.brokerSilentSince.set(OptionalLong.empty());
        within(() -> browser.text("#verdict").isEmpty(), () -> browser.text("#verdict"));
        shows("#figure-state .badge.good", "running");
    }

    @Test
    void tabsAndDrawer_workByKeyboard() throws Exception {
        open("overview");
        browser.run("document.getElementById('tab-overview').focus()");
        browser.press("ArrowRight");
        assertThat(focused()).isEqualTo("tab-models");
        browser.press("End");
        assertThat(focused()).isEqualTo("tab-events");
        assertThat(browser.run("return document.getElementById('panel-events').hidden")
                        .booleanValue())
                .isFalse();
        assertThat(browser.run("return getComputedStyle(document.activeElement).outlineStyle")
                        .textValue())
                .isEqualTo("solid");

        shows("#panel-events table", "event-8");
        browser.run("document.querySelector('[data-event=\"0:8\"]').focus()");
        browser.press("Enter");
        shows("#drawer", "This version of Riffle does not serve explanations.");
        assertThat(browser.text("#drawer")).contains("event-8", "country", "missing", "0.25");
        browser.press("Escape");
        assertThat(browser.run("return document.getElementById('drawer').open").booleanValue())
                .isFalse();
        assertThat(browser.run("return document.activeElement.dataset.event").textValue())
                .isEqualTo("0:8");

        browser.run("document.getElementById('tab-events').focus()");
        browser.press("ArrowRight");
        assertThat(focused()).isEqualTo("tab-overview");
    }

    private static String focused() throws Exception {
        return browser.run("return document.activeElement.id").textValue();
    }

    @Test
    void page_doesNotScrollSideways_whenItIs360PixelsWide() throws Exception {
        browser.look(360, 780, "light");
        open("overview");
        for (String tab : TABS) {
            browser.click("#tab-" + tab);
            within(() -> browser.text("#panel-" + tab).length() > 20, () -> tab + " is empty");
            assertThat(browser.run("return document.documentElement.scrollWidth")
                            .intValue())
                    .as(tab)
                    .isLessThanOrEqualTo(360);
        }
    }

    /** WCAG 2.2 AA asks for 4.5 to 1. */
    @Test
    void text_isReadable_inBothThemes() throws Exception {
        server.brokerSilentSince.set(OptionalLong.of(System.currentTimeMillis() - 9_000));
        for (String theme : List.of("light", "dark")) {
            browser.look(1280, 900, theme);
            open("overview");
            for (String tab : TABS) {
                browser.click("#tab-" + tab);
                within(() -> browser.text("#panel-" + tab).length() > 20, () -> tab + " is empty");
                assertReadable(theme + " " + tab);
            }
        }
        browser.look(1280, 900, "light");
        within(() -> theme().equals("light"), () -> "the page does not follow the system's theme");
        String before = background();
        browser.click("#theme");
        within(() -> theme().equals("dark"), () -> "the page does not take the chosen theme");
        assertThat(background()).isNotEqualTo(before);
        assertReadable("chosen theme");
        browser.run("localStorage.clear()");
    }

    private static String theme() throws Exception {
        return browser.run("return document.documentElement.dataset.theme").textValue();
    }

    private static String background() throws Exception {
        return browser.run("return getComputedStyle(document.body).backgroundColor")
                .textValue();
    }

    private static void assertReadable(String where) throws Exception {
        List<String> faint = new ArrayList<>();
        JsonNode texts = browser.run(CONTRASTS);
        assertThat(texts.size()).as(where).isGreaterThan(20);
        texts.forEach(text -> {
            if (text.get("ratio").doubleValue() < 4.5) {
                faint.add(text.toString());
            }
        });
        assertThat(faint).as(where).isEmpty();
    }

    @Test
    void operating_isCheckedAndConfirmed_beforeAnythingIsChanged() throws Exception {
        open("models");
        shows("[data-deploy='2']", "Deploy");
        browser.click("[data-deploy='2']");
        shows("#confirm", "Deploy version 2");
        assertThat(browser.run("return document.getElementById('confirm-action').disabled")
                        .booleanValue())
                .isTrue();
        browser.click("#confirm-action");
        browser.press("Escape");
        browser.click("[data-deploy='2']");
        browser.click("#confirm-check");
        shows("#confirm", "would become revision 4");
        assertThat(server.operated).isNotEmpty().noneMatch(call -> call.contains("dry-run=false"));

        browser.click("#confirm-action");
        shows("#confirm", "Done: revision 4");
        assertThat(server.operated).contains("deploy dry-run=false {\"champion\":\"2\",\"reason\":\"\"}");
        browser.click("#confirm-cancel");

        browser.click("#rollback");
        browser.click("#confirm-check");
        shows("#confirm", "would become revision 4");
        assertThat(server.operated).contains("rollback dry-run=true").doesNotContain("rollback dry-run=false");
    }

    @Test
    void stream_isFollowedAgain_whenTheServerHasRestarted() throws Exception {
        open("overview");
        int port = server.port();
        server.close();
        shows("#connection", "No connection");
        server = new DashboardServer(port);
        server.metrics.scoring().received(77);
        shows("#connection", "Live");
        shows("[data-total=received]", "77");
    }

    @Test
    void token_isAskedForOnce_whereAccountsAreDeclared() throws Exception {
        server.close();
        server = new DashboardServer(
                0, new HttpAccount("reader", HttpAccount.Kind.TOKEN, HttpRole.READ, new Secret(TOKEN)));
        browser.go(server.url());
        signIn("wrong");
        shows("#sign-in-problem", "not known");
        signIn(TOKEN);
        shows("#figure-state", "running");
        browser.go(server.url() + "?again");
        shows("#figure-state", "running");
        assertThat(browser.run("return document.getElementById('sign-in').open").booleanValue())
                .isFalse();
        assertThat(browser.run("return Object.keys(localStorage).length").intValue())
                .isZero();
        browser.run("sessionStorage.clear()");
    }

    private static void signIn(String secret) throws Exception {
        within(
                () -> browser.run("return document.getElementById('sign-in').open")
                        .booleanValue(),
                () -> "no form");
        browser.run("document.querySelector('[name=secret]').value = '" + secret + "'");
        browser.click("#sign-in button");
    }

    private static String grouped(double value) {
        return String.format(java.util.Locale.ROOT, "%,.0f", value);
    }

    private String get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server.url()).resolve(path))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }
}
