package io.riffle.app.http;

/** A part of the HTTP interface: adds its routes once, before the server starts. */
public interface Resource {
    void addTo(Routes routes);
}
