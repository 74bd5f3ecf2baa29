package dev.tickwork.simulator.candles;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickwork.messages.Wire;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;

/**
 * Reads a file of candles in any order: rows as Bitfinex answers them, {@code [[MTS,OPEN,CLOSE,HIGH,LOW,VOLUME],…]}, or
 * lines of {@code time,open,high,low,close,volume}, where a time is {@code 20131001 00:00}, {@code 2013-10-01T00:00:00Z} or
 * milliseconds, in UTC. Either may be packed by gzip, or be the only file of a zip.
 *
 * @see <a href="https://github.com/QuantConnect/Lean/tree/master/Data/crypto">Lean's crypto data</a>
 */
final class RecordedFile {
    private static final DateTimeFormatter LEAN = DateTimeFormatter.ofPattern("uuuuMMdd HH:mm");
    private static final int COLUMNS = 6;

    private RecordedFile() {}

    static NavigableMap<Instant, Trades> rows(Path file) throws IOException {
        String text = text(file).strip();
        return text.startsWith("[") ? fromArrays(Wire.tree(text)) : fromLines(text);
    }

    private static String text(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String name = file.getFileName().toString();
        try (InputStream in = unpacked(name, new ByteArrayInputStream(bytes))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static InputStream unpacked(String name, InputStream packed) throws IOException {
        if (name.endsWith(".gz")) {
            return new GZIPInputStream(packed);
        }
        if (!name.endsWith(".zip")) {
            return packed;
        }
        var zip = new ZipInputStream(packed);
        if (zip.getNextEntry() == null) {
            throw new IOException("is not a zip with a file in it");
        }
        return zip;
    }

    private static NavigableMap<Instant, Trades> fromArrays(JsonNode arrays) {
        NavigableMap<Instant, Trades> rows = new TreeMap<>();
        for (JsonNode row : arrays) {
            rows.put(
                    Instant.ofEpochMilli(row.path(0).asLong()),
                    new Trades(
                            row.path(1).asDouble(),
                            row.path(3).asDouble(),
                            row.path(4).asDouble(),
                            row.path(2).asDouble(),
                            Trades.volumeOf(new BigDecimal(row.path(5).asText()))));
        }
        return rows;
    }

    private static NavigableMap<Instant, Trades> fromLines(String text) {
        NavigableMap<Instant, Trades> rows = new TreeMap<>();
        text.lines().filter(RecordedFile::isRow).forEach(line -> {
            String[] cells = line.split(",");
            if (cells.length < COLUMNS) {
                throw new IllegalArgumentException("\"" + line + "\" has fewer than " + COLUMNS + " columns");
            }
            rows.put(time(cells[0]), trades(cells));
        });
        return rows;
    }

    /** A line of headings does not begin with a digit. */
    private static boolean isRow(String line) {
        return !line.isBlank() && Character.isDigit(line.charAt(0));
    }

    private static Trades trades(String[] cells) {
        return new Trades(
                Double.parseDouble(cells[1]),
                Double.parseDouble(cells[2]),
                Double.parseDouble(cells[3]),
                Double.parseDouble(cells[4]),
                Trades.volumeOf(new BigDecimal(cells[5].strip())));
    }

    private static Instant time(String cell) {
        if (cell.contains("T")) {
            return Instant.parse(cell);
        }
        return cell.contains(" ")
                ? LocalDateTime.parse(cell, LEAN).toInstant(ZoneOffset.UTC)
                : Instant.ofEpochMilli(Long.parseLong(cell));
    }
}
