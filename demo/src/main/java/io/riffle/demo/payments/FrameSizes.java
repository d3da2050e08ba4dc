package io.riffle.demo.payments;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** How large frames are, as the pipeline's own metrics tell whoever asks. */
public final class FrameSizes {
    private static final String ROWS = "riffle_frame_rows_sum";
    private static final String FRAMES = "riffle_frame_rows_count";

    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpRequest request;
    private double rows;
    private double frames;

    public FrameSizes(URI metrics) {
        request = HttpRequest.newBuilder(metrics).timeout(Duration.ofSeconds(2)).build();
    }

    /** Mean rows per frame since the last call; NaN if there was no frame or no answer. */
    public double meanSinceLast() throws InterruptedException {
        double rowsBefore = rows;
        double framesBefore = frames;
        try {
            read(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException unanswered) {
            return Double.NaN;
        }
        return (rows - rowsBefore) / (frames - framesBefore);
    }

    private void read(String metrics) {
        rows = 0;
        frames = 0;
        metrics.lines().forEach(line -> {
            if (line.startsWith(ROWS)) {
                rows += value(line);
            } else if (line.startsWith(FRAMES)) {
                frames += value(line);
            }
        });
    }

    private static double value(String line) {
        return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }
}
