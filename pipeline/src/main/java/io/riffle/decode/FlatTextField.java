package io.riffle.decode;

/** Reads one free text of a flat event, or a category without declared values. */
record FlatTextField(int column, int maxLength) implements FlatValue {
    @Override
    public boolean read(FlatInput input, EventDraft draft) {
        // At most as many characters as bytes.
        if (!input.takeText() || input.textLength() > maxLength) {
            return false;
        }
        draft.text(column, input.text());
        return true;
    }
}
