/**
 * The client of a schema registry: {@link io.riffle.format.registry.RegistryClient} asks, {@link
 * io.riffle.format.registry.PatientRegistry} remembers and waits.
 */
@NullMarked
package io.riffle.format.registry;

import org.jspecify.annotations.NullMarked;
