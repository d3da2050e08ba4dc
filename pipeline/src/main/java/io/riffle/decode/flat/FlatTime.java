package io.riffle.decode.flat;

import io.riffle.decode.value.EventDraft;
import io.riffle.decode.value.EventTimeRule;
import io.riffle.decode.value.RefusedException;
import io.riffle.decode.value.TimeScale;

/** Reads the time of a flat event. */
record FlatTime(EventTimeRule rule, FlatNumber number) implements FlatValue {
    /** Ten to that power fits into 64 bits. */
    private static final int MOST_POWER = 18;

    @Override
    public boolean read(FlatInput input, EventDraft draft) {
        return input.peek() == '"' ? readText(input, draft) : !rule.isIso() && readNumber(input, draft);
    }

    private boolean readNumber(FlatInput input, EventDraft draft) {
        if (!number.take(input) || !number.isExact()) {
            return false;
        }
        long milliseconds = number.isInteger() ? rule.scale().milliseconds(number.whole()) : milliseconds();
        if (!TimeScale.isPlain(milliseconds)) {
            return false; // the complete reader asks whether it is the unit that is wrong
        }
        draft.time(milliseconds);
        return true;
    }

    /** Of a number with a fraction or an exponent; something that is not plain if it is an odd one. */
    private long milliseconds() {
        int power = number.exponent() + rule.scale().power();
        if (Math.abs(power) > MOST_POWER) {
            return 0;
        }
        long factor = 1;
        for (int i = Math.abs(power); i > 0; i--) {
            factor *= 10;
        }
        if (power <= 0) {
            return Math.floorDiv(number.digits(), factor);
        }
        long most = Long.MAX_VALUE / factor;
        return Math.abs(number.digits()) > most ? 0 : number.digits() * factor;
    }

    private boolean readText(FlatInput input, EventDraft draft) {
        if (!input.takeText()) {
            return false;
        }
        try {
            draft.time(rule.text(input.text()));
            return true;
        } catch (RefusedException refused) {
            return false; // the complete reader refuses it too, unless it finds an earlier mistake
        }
    }
}
