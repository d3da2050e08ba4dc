package io.riffle.decode;

/** A member that is not declared: its value is skipped if it is a plain one. */
final class FlatUndeclared extends FlatMember {
    private final boolean reported;
    private final FlatNumber number;

    /** @param reported whether it is worth a warning */
    FlatUndeclared(String name, boolean reported, FlatNumber number) {
        super(name);
        this.reported = reported;
        this.number = number;
    }

    @Override
    boolean read(FlatInput input, EventDraft draft) {
        if (reported) {
            draft.undeclared(name());
        }
        return switch (input.peek()) {
            case '"' -> input.takeText();
            case 't' -> input.takeTrue();
            case 'f' -> input.takeFalse();
            case 'n' -> input.takeNull();
            default -> number.take(input);
        };
    }
}
