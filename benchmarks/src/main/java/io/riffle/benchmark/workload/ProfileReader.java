package io.riffle.benchmark.workload;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Asks Redis for the profiles of cards, in its protocol and without a client library: requests, a flush, then answers. */
public final class ProfileReader {
    private static final int FIELDS = FeatureLayout.PROFILE_FIELDS.size();
    private static final byte[] PREFIX = ascii("profile:");
    private static final byte[] LINE_END = ascii("\r\n");

    private final InputStream answers;
    private final OutputStream requests;
    private final byte[] command;
    private final byte[] fields;

    public ProfileReader(String redisUri) throws IOException {
        URI uri = URI.create(redisUri);
        Socket socket = new Socket(uri.getHost(), uri.getPort());
        socket.setTcpNoDelay(true);
        answers = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        requests = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
        command = ascii("*" + (2 + FIELDS) + "\r\n$5\r\nHMGET\r\n$");
        StringBuilder names = new StringBuilder("\r\n");
        FeatureLayout.PROFILE_FIELDS.forEach(name -> names.append('$')
                .append(name.length())
                .append("\r\n")
                .append(name)
                .append("\r\n"));
        fields = ascii(names.toString());
    }

    public void request(byte[] card) throws IOException {
        requests.write(command);
        requests.write(ascii(Integer.toString(PREFIX.length + card.length)));
        requests.write(LINE_END);
        requests.write(PREFIX);
        requests.write(card);
        requests.write(fields);
    }

    public void flush() throws IOException {
        requests.flush();
    }

    /** The profile that was requested next; a field that is missing is 0. */
    public float[] next() throws IOException {
        expect('*');
        float[] profile = new float[readLength()];
        for (int field = 0; field < profile.length; field++) {
            expect('$');
            int length = readLength();
            profile[field] = length < 0 ? 0 : readNumber();
        }
        return profile;
    }

    /** Reads up to {@code @}, and skips since when the value holds. */
    private float readNumber() throws IOException {
        long digits = 0;
        double scale = 1;
        boolean decimals = false;
        for (int next = answers.read(); next != '@'; next = answers.read()) {
            if (next == '.') {
                decimals = true;
            } else {
                digits = digits * 10 + next - '0';
                scale *= decimals ? 10 : 1;
            }
        }
        skipLine();
        return (float) (digits / scale);
    }

    private int readLength() throws IOException {
        int length = 0;
        boolean negative = false;
        for (int next = answers.read(); next != '\r'; next = answers.read()) {
            if (next == '-') {
                negative = true;
            } else {
                length = length * 10 + next - '0';
            }
        }
        expect('\n');
        return negative ? -length : length;
    }

    private void skipLine() throws IOException {
        for (int next = answers.read(); next != '\n'; next = answers.read()) {
            if (next < 0) {
                throw new IOException("Redis must answer each request: closed the connection");
            }
        }
    }

    private void expect(char character) throws IOException {
        int found = answers.read();
        if (found != character) {
            throw new IOException("an answer of Redis must have '" + character + "' here: was " + found);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
