package io.riffle.window;

/** Numbers that are whole hundredths of moderate size, such as amounts of money, fit into an int without loss. */
final class Hundredths {
    private Hundredths() {}

    /** Whether {@link #toNumber} gives back exactly this number. */
    static boolean isWhole(double number) {
        double scaled = Math.rint(number * 100.0);
        return Math.abs(scaled) <= Integer.MAX_VALUE && scaled / 100.0 == number;
    }

    static int of(double whole) {
        return (int) Math.rint(whole * 100.0);
    }

    static double toNumber(int hundredths) {
        return hundredths / 100.0;
    }

    /**
     * The nearest whole hundredth if it is only rounding errors away: amounts of money then add up exactly, in any
     * order, and stay short. Other sums stay as they are.
     */
    static double snapped(double sum) {
        double nearest = Math.rint(sum * 100.0) / 100.0;
        return Math.abs(nearest - sum) <= 4 * Math.ulp(sum) ? nearest + 0.0 : sum;
    }
}
