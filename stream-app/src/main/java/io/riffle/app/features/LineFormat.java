package io.riffle.app.features;

import java.util.Map;

/** How a line says what the values of a row are. */
interface LineFormat {
    /** The text of each column that has a value; columns without one are left out. */
    Map<String, String> cells(String line) throws BadRowException;
}
