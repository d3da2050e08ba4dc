package io.riffle.app.run;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Since when each transaction has been seen open. */
final class OpenTransactions {
    private final long patienceMillis;
    private final Map<OpenTransaction, Long> since = new HashMap<>();

    OpenTransactions(long patienceMillis) {
        this.patienceMillis = patienceMillis;
    }

    /** Those that were open for longer than any transaction of the pipeline may be. */
    List<OpenTransaction> overdue(Collection<OpenTransaction> open, long nowMs) {
        since.keySet().retainAll(open);
        open.forEach(each -> since.putIfAbsent(each, nowMs));
        return open.stream()
                .filter(each -> nowMs - since.getOrDefault(each, nowMs) >= patienceMillis)
                .toList();
    }
}
