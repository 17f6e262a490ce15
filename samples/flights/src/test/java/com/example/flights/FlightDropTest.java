package com.example.flights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.PartitionKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightDropTest {

    private static final PartitionKey DAY = PartitionKey.of("2001-01-01");
    private static final String HEAD = "date,delay,distance,origin,destination\n";
    private static final String ROW = "2001-01-01 17:37,25,692,ABE,ATL\n";

    @TempDir
    Path folder;

    @Test
    void theVersionOfADayIsThatOfItsRowsAndNotOfTheirCompression() throws IOException {
        var drop = new FlightDrop(folder);
        deliver(HEAD + ROW.repeat(50), Deflater.BEST_COMPRESSION);
        var small = drop.fingerprint(DAY);
        deliver(HEAD + ROW.repeat(50), Deflater.NO_COMPRESSION);
        var large = drop.fingerprint(DAY);
        deliver(HEAD + ROW.repeat(51), Deflater.BEST_COMPRESSION);
        var other = drop.fingerprint(DAY);

        assertThat(large).isEqualTo(small);
        assertThat(other).isNotEqualTo(small);
    }

    @Test
    void rowsComeAsTheyWereWritten() throws IOException {
        deliver(HEAD + ROW + "2001-01-01 18:00,,,ABE\n", Deflater.BEST_COMPRESSION);

        try (var rows = new FlightDrop(folder).read(DAY)) {
            assertThat(rows)
                    .containsExactly(
                            new DropRow("2001-01-01 17:37", "25", "692", "ABE", "ATL"),
                            new DropRow("2001-01-01 18:00", "", "", "ABE", ""));
        }
    }

    @Test
    void aDayThatWasNotDeliveredIsNamed() {
        assertThatThrownBy(() -> new FlightDrop(folder).fingerprint(DAY))
                .hasMessageContaining("flights-2001-01-01.csv.gz")
                .hasMessageContaining("Has the airline delivered it?");
    }

    @Test
    void theAirportsAreThoseOfTheList() throws IOException {
        Files.writeString(folder.resolve("airports.csv"), """
            iata,name,city,state,country,latitude,longitude
            BTR,"Baton Rouge Metropolitan, Ryan",Baton Rouge,LA,USA,30.53316083,-91.14963444
            """);

        assertThat(new FlightDrop(folder).readAirports())
                .containsExactly(new Airport(
                        "BTR", "Baton Rouge Metropolitan, Ryan", "Baton Rouge", "LA", 30.53316083, -91.14963444));
        assertThat(new FlightDrop(Path.of("drop")).readAirports()).hasSize(223);
    }

    @Test
    void theEnvironmentMayNameAnotherFolder() throws IOException {
        deliver(HEAD + ROW, Deflater.BEST_COMPRESSION);

        assertThat(FlightDrop.in(Map.of()).fingerprint(DAY))
                .isEqualTo(new FlightDrop(Path.of("drop")).fingerprint(DAY));
        assertThat(FlightDrop.in(Map.of("FLIGHTS_DROP", folder.toString())).fingerprint(DAY))
                .isEqualTo(new FlightDrop(folder).fingerprint(DAY));
    }

    private void deliver(String content, int level) throws IOException {
        var file = folder.resolve("flights-2001-01-01.csv.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(file)) {
            {
                def.setLevel(level);
            }
        }) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
    }
}
