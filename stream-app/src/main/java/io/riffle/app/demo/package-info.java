/**
 * The card-payment demo: a seeded stream of payments with labels that only the demo knows, and what measures how the
 * pipeline answers. Start with {@link io.riffle.app.demo.CardPayments} and {@code DemoCommand}.
 */
@NullMarked
package io.riffle.app.demo;

import org.jspecify.annotations.NullMarked;
