package com.example.flights;

import dev.weft.api.DataVersion;
import dev.weft.api.Observers;
import dev.weft.api.PartitionKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The folder where the airline leaves a file of flights each night, and now and then a list of airports. */
final class FlightDrop {

    private final Path folder;

    FlightDrop(Path folder) {
        this.folder = folder;
    }

    /** Returns the drop that {@code FLIGHTS_DROP} names, else the folder {@code drop} of the project that this class was built in. */
    static FlightDrop in(Map<String, String> environment) {
        var named = environment.get("FLIGHTS_DROP");
        return new FlightDrop(named != null ? Path.of(named) : project().resolve("drop"));
    }

    /** Returns the folder above {@code target/classes}, since a run may be started from anywhere. */
    private static Path project() {
        try {
            var classes = FlightDrop.class.getProtectionDomain().getCodeSource().getLocation();
            return Path.of(classes.toURI()).resolve("../..").normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("Could not tell where this class lies: " + e.getMessage(), e);
        }
    }

    /** Identifies the content of a day's file, however it was compressed. */
    DataVersion fingerprint(PartitionKey day) {
        return sha256(fileOf(day));
    }

    /** Identifies the content of the list of airports. */
    DataVersion airportsFingerprint() {
        return Observers.file(airportsFile());
    }

    /** Returns the rows of a day as they stand there, read while they are asked for; the caller closes the stream. */
    Stream<DropRow> read(PartitionKey day) {
        try {
            var reader = new BufferedReader(new InputStreamReader(open(fileOf(day)), StandardCharsets.UTF_8));
            return reader.lines().skip(1).map(DropRow::parse).onClose(() -> close(reader));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read the flights of %s: %s".formatted(day, e.getMessage()), e);
        }
    }

    /** Returns the airports that the list names. */
    List<Airport> readAirports() {
        try (var lines = Files.lines(airportsFile())) {
            return lines.skip(1).map(Airport::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read %s: %s".formatted(airportsFile(), e.getMessage()), e);
        }
    }

    private Path fileOf(PartitionKey day) {
        return folder.resolve("flights-%s.csv.gz".formatted(day));
    }

    private Path airportsFile() {
        return folder.resolve("airports.csv");
    }

    private static InputStream open(Path file) throws IOException {
        if (Files.notExists(file)) {
            throw new IOException("there is no %s. Has the airline delivered it?".formatted(file.toAbsolutePath()));
        }
        var bytes = Files.newInputStream(file);
        return file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
    }

    private static DataVersion sha256(Path file) {
        try (var in = new DigestInputStream(open(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return DataVersion.of(HexFormat.of().formatHex(in.getMessageDigest().digest()));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not look at the drop: " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    private static void close(BufferedReader reader) {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
