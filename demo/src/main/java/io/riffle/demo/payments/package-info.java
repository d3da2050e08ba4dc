/**
 * The card-payment demo: a seeded stream of payments with labels that only the demo knows, and what measures how the
 * pipeline answers. Start with {@link io.riffle.demo.payments.CardPayments} and {@code DemoCommand}.
 */
@NullMarked
package io.riffle.demo.payments;

import org.jspecify.annotations.NullMarked;
