package com.example.flights;

import dev.weft.api.Settings;
import java.nio.file.Path;

/**
 * What differs from place to place.
 *
 * @param drop the folder of the airline's nightly files
 */
@Settings("flights")
record FlightSettings(Path drop) {}
