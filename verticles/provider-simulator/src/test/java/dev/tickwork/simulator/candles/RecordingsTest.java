package dev.tickwork.simulator.candles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwork.domain.candles.Candle;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.simulator.market.Market;
import dev.tickwork.simulator.market.Pair;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingsTest {
    private static final String LEAN = """
            20131001 00:00,125.99,126.49,125.9,126.4,9.30124609
            20131001 01:00,126.5,126.5,126.5,126.5,2
            20131001 03:00,126.4,127,126.4,126.5,37.814789
            """;

    private static final Instant MIDNIGHT = Instant.parse("2013-10-01T00:00:00Z");
    private static final Instant FOUR = MIDNIGHT.plusSeconds(4 * 3600);
    private static final Map<String, Pair> PAIRS =
            Map.of("BTCUSD", Pair.find("BTC/USD").orElseThrow());

    @TempDir
    private Path folder;

    @Test
    void rows_are_told_as_they_are_and_a_hole_stays_a_hole() throws IOException {
        write("BTCUSD/1h.csv", LEAN.getBytes(StandardCharsets.UTF_8));

        Candle first = find(FOUR, Timeframe.H1, MIDNIGHT).orElseThrow();

        assertThat(first.open()).isEqualByComparingTo("125.99");
        assertThat(first.high()).isEqualByComparingTo("126.49");
        assertThat(first.low()).isEqualByComparingTo("125.9");
        assertThat(first.close()).isEqualByComparingTo("126.4");
        assertThat(first.volume()).isEqualByComparingTo("9.30124609");
        assertThat(find(FOUR, Timeframe.H1, MIDNIGHT.plusSeconds(2 * 3600))).isEmpty();
        assertThat(find(FOUR, Timeframe.H1, MIDNIGHT.minusSeconds(3600))).isEmpty();
        assertThat(reader(FOUR).begins(Timeframe.H1)).isEqualTo(MIDNIGHT);
    }

    @Test
    void every_form_says_the_same() throws IOException {
        String array =
                "[[1380596400000,126.4,126.5,127,126.4,37.814789],[1380585600000,125.99,126.4,126.49,125.9,9.30124609],"
                        + "[1380589200000,126.5,126.5,126.5,126.5,2]]";
        String iso = "time,open,high,low,close,volume\r\n2013-10-01T00:00:00Z,125.99,126.49,125.9,126.4,9.30124609\r\n"
                + "1380589200000,126.5,126.5,126.5,126.5,2\r\n20131001 03:00,126.4,127,126.4,126.5,37.814789\r\n";
        write("BTCUSD/1h.csv", LEAN.getBytes(StandardCharsets.UTF_8));
        List<Optional<Candle>> plain = all();

        for (var form : Map.of("1h.json", array, "1h.csv", iso).entrySet()) {
            byte[] text = form.getValue().getBytes(StandardCharsets.UTF_8);
            for (String packing : List.of("", ".gz", ".zip")) {
                Files.delete(entries().get(0));
                write("BTCUSD/" + form.getKey() + packing, packed(packing, text));
                assertThat(all()).isEqualTo(plain);
            }
        }
    }

    @Test
    void a_longer_timeframe_is_made_of_a_recorded_one_and_a_shorter_one_has_nothing() throws IOException {
        write("BTCUSD/1h.csv", LEAN.getBytes(StandardCharsets.UTF_8));

        Candle three = find(FOUR, Timeframe.H3, MIDNIGHT).orElseThrow();

        assertThat(three.open()).isEqualByComparingTo("125.99");
        assertThat(three.close()).isEqualByComparingTo("126.5");
        assertThat(three.high()).isEqualByComparingTo("126.5");
        assertThat(three.volume()).isEqualByComparingTo("11.30124609");
        assertThat(find(FOUR, Timeframe.M1, MIDNIGHT)).isEmpty();
    }

    @Test
    void a_row_forms_towards_what_was_recorded() throws IOException {
        write("BTCUSD/1h.csv", LEAN.getBytes(StandardCharsets.UTF_8));
        Candle whole = find(FOUR, Timeframe.H1, MIDNIGHT).orElseThrow();

        assertThat(find(MIDNIGHT.minusSeconds(1), Timeframe.H1, MIDNIGHT)).isEmpty();
        BigDecimal volume = BigDecimal.ZERO;
        for (int second = 1; second < 3600; second += 7) {
            Candle part =
                    find(MIDNIGHT.plusSeconds(second), Timeframe.H1, MIDNIGHT).orElseThrow();
            assertThat(part.open()).isEqualTo(whole.open());
            assertThat(part.high()).isBetween(part.close(), whole.high());
            assertThat(part.low()).isBetween(whole.low(), part.close());
            assertThat(part.volume()).isBetween(volume, whole.volume());
            volume = part.volume();
        }
        assertThat(find(MIDNIGHT.plusSeconds(3600), Timeframe.H1, MIDNIGHT)).hasValue(whole);
    }

    @Test
    void goes_on_as_made_up_from_the_last_recorded_price() throws IOException {
        write("BTCUSD/1h.csv", LEAN.getBytes(StandardCharsets.UTF_8));
        Instant later = FOUR.plusSeconds(2 * 3600);

        Candle next = find(later, Timeframe.H1, FOUR).orElseThrow();
        Candle minute = find(later, Timeframe.M1, FOUR).orElseThrow();
        Candle day = find(later, Timeframe.D1, MIDNIGHT).orElseThrow();

        assertThat(next.open()).isEqualByComparingTo("126.5");
        assertThat(minute.open()).isEqualByComparingTo("126.5");
        assertThat(day.open()).isEqualByComparingTo("125.99");
        assertThat(day.close())
                .isEqualByComparingTo(find(later, Timeframe.H1, FOUR.plusSeconds(3600))
                        .orElseThrow()
                        .close());
    }

    @Test
    void what_is_not_otherwise_traded_ends_with_its_recording() throws IOException {
        write("FOOUSD/1h.csv", LEAN.getBytes(StandardCharsets.UTF_8));
        Exchange exchange = exchange();

        CandleReader reader =
                exchange.reader(exchange.find("FOOUSD").orElseThrow(), FOUR.plusSeconds(7200), Alterations.NONE);

        assertThat(reader.find(Timeframe.H1, MIDNIGHT)).isPresent();
        assertThat(reader.find(Timeframe.H1, FOUR)).isEmpty();
    }

    @Test
    void a_recorded_candle_is_left_out_or_restated_as_a_whole() throws IOException {
        write("BTCUSD/1h.csv", LEAN.getBytes(StandardCharsets.UTF_8));
        var hour = new Span(MIDNIGHT, MIDNIGHT.plusSeconds(3600));
        var half = new Span(MIDNIGHT, MIDNIGHT.plusSeconds(1800));
        Exchange exchange = exchange();
        Listing bitcoin = exchange.find("BTCUSD").orElseThrow();
        Candle said = find(FOUR, Timeframe.H1, MIDNIGHT).orElseThrow();

        assertThat(exchange.reader(bitcoin, FOUR, new Alterations(List.of(hour), List.of()))
                        .find(Timeframe.H1, MIDNIGHT))
                .isEmpty();
        assertThat(exchange.reader(bitcoin, FOUR, new Alterations(List.of(half), List.of()))
                        .find(Timeframe.H1, MIDNIGHT))
                .hasValue(said);
        assertThat(exchange.reader(bitcoin, FOUR, new Alterations(List.of(), List.of(hour)))
                        .find(Timeframe.H1, MIDNIGHT)
                        .orElseThrow()
                        .high())
                .isGreaterThan(said.high());
    }

    @Test
    void a_file_that_cannot_be_read_is_named_with_the_reason() throws IOException {
        write("BTCUSD/1h.csv", "20131001 00:30,1,1,1,1,1".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> Recordings.in(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1h.csv: 2013-10-01T00:30:00Z is not when a candle of 1h opens");

        write("BTCUSD/1h.csv", "20131001 00:00,1,1".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> Recordings.in(folder)).hasMessageContaining("fewer than 6 columns");

        write("BTCUSD/1h.csv", "nothing".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> Recordings.in(folder)).hasMessageContaining("there is no candle");

        Files.delete(entries().get(0));
        write("BTCUSD/2h.csv", LEAN.getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> Recordings.in(folder)).hasMessageContaining("timeframe: \"2h\" is none of");
    }

    @Test
    void no_folder_is_no_recording() {
        assertThat(Recordings.in(folder.resolve("none")).bySymbol()).isEmpty();
    }

    private List<Optional<Candle>> all() {
        return List.of(0, 1, 2, 3).stream()
                .map(hour -> find(FOUR, Timeframe.H1, MIDNIGHT.plusSeconds(hour * 3600L)))
                .toList();
    }

    private Optional<Candle> find(Instant now, Timeframe timeframe, Instant open) {
        return reader(now).find(timeframe, open);
    }

    private CandleReader reader(Instant now) {
        Exchange exchange = exchange();
        return exchange.reader(exchange.find("BTCUSD").orElseThrow(), now, Alterations.NONE);
    }

    private Exchange exchange() {
        return new Exchange(new Market(7), PAIRS, Recordings.in(folder));
    }

    private List<Path> entries() throws IOException {
        try (var files = Files.list(folder.resolve("BTCUSD"))) {
            return files.toList();
        }
    }

    private void write(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private static byte[] packed(String packing, byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (OutputStream out = packing(packing, bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private static OutputStream packing(String packing, OutputStream out) throws IOException {
        if (packing.equals(".zip")) {
            var zip = new ZipOutputStream(out);
            zip.putNextEntry(new ZipEntry("candles"));
            return zip;
        }
        return packing.equals(".gz") ? new GZIPOutputStream(out) : out;
    }
}
