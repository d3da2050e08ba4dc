package io.riffle.app.dashboard;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A headless Chromium of its own, driven by W3C WebDriver and the DevTools protocol. */
public final class Chromium implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process driver;
    private final URI address;
    private String session = "";

    private Chromium(Process driver, URI address) {
        this.driver = driver;
        this.address = address;
    }

    /** Whether browser and driver are on the PATH. */
    public static boolean isInstalled() {
        return onPath("chromedriver") && onPath("chromium");
    }

    private static boolean onPath(String command) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Path.of(folder, command).toFile().canExecute());
    }

    /** @param profile an empty folder */
    public static Chromium start(Path profile) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Process driver = new ProcessBuilder("chromedriver", "--port=" + port)
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("driver.log").toFile())
                .start();
        Chromium chromium = new Chromium(driver, URI.create("http://127.0.0.1:" + port));
        chromium.awaitDriver();
        chromium.open(profile);
        return chromium;
    }

    private void awaitDriver() {
        await().atMost(Duration.ofSeconds(30))
                .ignoreException(IOException.class)
                .until(() -> call("GET", "/status", null).get("ready").booleanValue());
    }

    private void open(Path profile) throws Exception {
        List<String> flags = new ArrayList<>(List.of(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--user-data-dir=" + profile.resolve("profile")));
        Map<String, Object> wanted = Map.of(
                "capabilities",
                Map.of(
                        "alwaysMatch",
                        Map.of(
                                "goog:chromeOptions",
                                Map.of("args", flags),
                                "goog:loggingPrefs",
                                Map.of("browser", "ALL", "performance", "ALL"))));
        session = "/session/"
                + call("POST", "/session", JSON.valueToTree(wanted))
                        .get("sessionId")
                        .textValue();
    }

    /** Size of the page in CSS pixels, and the theme that the system has. */
    public void look(int width, int height, String theme) throws Exception {
        devTools(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        devTools(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
    }

    public void go(String url) throws Exception {
        call("POST", session + "/url", JSON.createObjectNode().put("url", url));
    }

    /** Runs a script; its {@code return} is the answer. */
    public JsonNode run(String script) throws Exception {
        ObjectNode body = JSON.createObjectNode().put("script", script);
        body.putArray("args");
        return call("POST", session + "/execute/sync", body);
    }

    /** The text that the first element of a selector shows; empty if there is none. */
    public String text(String selector) throws Exception {
        return run("return document.querySelector(%s)?.innerText ?? ''".formatted(quoted(selector)))
                .textValue();
    }

    public void click(String selector) throws Exception {
        run("document.querySelector(%s).click()".formatted(quoted(selector)));
    }

    /** Presses a key as a keyboard would, on what has the focus. Names of the DOM, for example {@code ArrowRight}. */
    void press(String key) throws Exception {
        Map<String, Integer> codes =
                Map.of("ArrowRight", 39, "ArrowLeft", 37, "Home", 36, "End", 35, "Escape", 27, "Tab", 9, "Enter", 13);
        for (String type : List.of("rawKeyDown", "keyUp")) {
            devTools(
                    "Input.dispatchKeyEvent",
                    Map.of("type", type, "key", key, "code", key, "windowsVirtualKeyCode", codes.get(key)));
            if (key.equals("Enter") && type.equals("rawKeyDown")) {
                devTools("Input.dispatchKeyEvent", Map.of("type", "char", "text", "\r"));
            }
        }
    }

    /** What the page wrote to the console since the last call, warnings and errors only. */
    public List<String> complaints() throws Exception {
        List<String> complaints = new ArrayList<>();
        for (JsonNode entry : log("browser")) {
            if (List.of("WARNING", "SEVERE").contains(entry.get("level").textValue())) {
                complaints.add(entry.get("message").textValue());
            }
        }
        return complaints;
    }

    /** Every address that was asked for since the last call. */
    List<String> requests() throws Exception {
        List<String> urls = new ArrayList<>();
        for (JsonNode entry : log("performance")) {
            JsonNode message = JSON.readTree(entry.get("message").textValue()).get("message");
            if (message.get("method").textValue().equals("Network.requestWillBeSent")) {
                urls.add(message.at("/params/request/url").textValue());
            }
        }
        return urls;
    }

    private JsonNode log(String type) throws Exception {
        return call("POST", session + "/se/log", JSON.createObjectNode().put("type", type));
    }

    public byte[] screenshot() throws Exception {
        return call("GET", session + "/screenshot", null).binaryValue();
    }

    private void devTools(String command, Map<String, ?> parameters) throws Exception {
        call("POST", session + "/goog/cdp/execute", JSON.valueToTree(Map.of("cmd", command, "params", parameters)));
    }

    private static String quoted(String text) throws IOException {
        return JSON.writeValueAsString(text);
    }

    private JsonNode call(String method, String path, @Nullable JsonNode body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(Duration.ofSeconds(60))
                .method(
                        method,
                        body == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build();
        HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
        JsonNode value = JSON.readTree(response.body()).get("value");
        if (response.statusCode() != 200) {
            throw new AssertionError(method + " " + path + ": " + value);
        }
        return value;
    }

    @Override
    public void close() throws Exception {
        if (!session.isEmpty()) {
            call("DELETE", session, null);
        }
        driver.destroy();
        driver.waitFor(10, TimeUnit.SECONDS);
    }
}
