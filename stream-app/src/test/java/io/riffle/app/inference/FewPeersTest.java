package io.riffle.app.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.riffle.app.http.RequestException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FewPeersTest {
    private static final List<String> ADA = List.of("ada");

    @Test
    void peers_areAskedByLessThanHalfOfTheThreads_andTheOthersAreToldSo() throws Exception {
        int most = io.riffle.app.http.HttpServer.MOST_THREADS / 2 - 1;
        CountDownLatch waiting = new CountDownLatch(most);
        CountDownLatch answer = new CountDownLatch(1);
        FewPeers peers = new FewPeers((host, port, entities, caller, until) -> {
            waiting.countDown();
            await(answer);
            return Map.of();
        });
        Thread[] threads = new Thread[most];
        for (int i = 0; i < most; i++) {
            threads[i] = new Thread(() -> peers.read("other", 1, ADA, null, 0));
            threads[i].start();
        }
        await(waiting);

        assertStatus(503, peers);

        answer.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(peers.read("other", 1, ADA, null, 0)).isEmpty();
    }

    @Test
    void peer_isWaitedForUntilTheRequestEnds_andNotAskedAfterThat() throws Exception {
        HttpHistoryPeers peers = new HttpHistoryPeers(null);
        assertStatus(504, peers);
        CountDownLatch asked = new CountDownLatch(1);
        HttpServer silent = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        silent.createContext("/histories", exchange -> asked.countDown());
        silent.start();
        try {
            long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(500);
            int port = silent.getAddress().getPort();
            assertThatThrownBy(() -> peers.read("127.0.0.1", port, ADA, null, until))
                    .isInstanceOf(RequestException.class)
                    .hasMessageContaining("must answer");
            await(asked);
        } finally {
            silent.stop(0);
        }
    }

    private static void assertStatus(int status, HistoryPeers peers) {
        assertThatThrownBy(() -> peers.read("127.0.0.1", 1, ADA, null, System.nanoTime()))
                .isInstanceOfSatisfying(
                        RequestException.class,
                        refusal -> assertThat(refusal.status()).isEqualTo(status));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
