package io.riffle.decode;

/** Reads the time of a flat event. */
record FlatTime(EventTimeRule rule, FlatNumber number) implements FlatValue {
    @Override
    public boolean read(FlatInput input, EventDraft draft) {
        return rule.isIso() ? readText(input, draft) : readNumber(input, draft);
    }

    private boolean readNumber(FlatInput input, EventDraft draft) {
        if (!number.take(input) || !number.isWhole()) {
            return false;
        }
        long milliseconds = rule.scaled(number.whole());
        draft.time(milliseconds);
        return EventTimeRule.isPlausible(milliseconds);
    }

    private boolean readText(FlatInput input, EventDraft draft) {
        if (!input.takeText()) {
            return false;
        }
        try {
            draft.time(rule.iso(input.text()));
            return true;
        } catch (RefusedException refused) {
            return false; // the complete reader refuses it too, unless it finds an earlier mistake
        }
    }
}
