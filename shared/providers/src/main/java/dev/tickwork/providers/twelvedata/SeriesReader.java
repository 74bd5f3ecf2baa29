package dev.tickwork.providers.twelvedata;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickwork.domain.quotes.DailyBar;
import dev.tickwork.providers.DailyPriceQuestion;
import dev.tickwork.providers.DailySeries;
import dev.tickwork.providers.PriceText;
import dev.tickwork.providers.Unusable;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the objects of a daily {@code /time_series}. Its dates are the exchange's own and say nothing about UTC.
 *
 * @see <a href="https://twelvedata.com/docs#time-series">Twelve Data's documentation</a>
 */
final class SeriesReader {
    private static final String DAILY = "1day";
    private static final Pattern MIDNIGHT = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})(?: 00:00:00)?");
    private static final Pattern COUNT = Pattern.compile("\\d{1,18}(?:\\.\\d{1,9})?");

    private final DailyPriceQuestion question;
    private final Instant receivedAt;

    SeriesReader(DailyPriceQuestion question, Instant receivedAt) {
        this.question = question;
        this.receivedAt = receivedAt;
    }

    /** The series of a symbol that the vendor has nothing for in that time. */
    DailySeries empty(String symbol) {
        return new DailySeries(symbol, List.of(), List.of(), receivedAt);
    }

    /**
     * The series in {@code json}; rows that cannot be are listed as refused, and those of other days are left out.
     *
     * @param symbol ours
     * @param vendorSymbol theirs; the object must be about it
     * @throws Unusable when it is about something else, or no daily series
     */
    DailySeries read(String symbol, String vendorSymbol, JsonNode json) throws Unusable {
        requireMeant(json.path("meta"), vendorSymbol);
        if (!json.path("values").isArray()) {
            throw new Unusable("values are missing");
        }
        var rows = new SeriesRows();
        json.path("values").forEach(row -> add(rows, row));
        return new DailySeries(symbol, rows.bars(), rows.refused(), receivedAt);
    }

    private static void requireMeant(JsonNode meta, String vendorSymbol) throws Unusable {
        String named = meta.path("symbol").asText();
        if (!named.equals(vendorSymbol)) {
            throw new Unusable("the answer is about " + PriceText.shown(named));
        }
        String interval = meta.path("interval").asText();
        if (!interval.equals(DAILY)) {
            throw new Unusable("the answer has the interval " + PriceText.shown(interval));
        }
    }

    private void add(SeriesRows rows, JsonNode row) {
        try {
            LocalDate date = date(row.path("datetime").asText());
            if (question.covers(date)) {
                rows.add(bar(date, row));
            }
        } catch (Unusable e) {
            rows.refuse(PriceText.shown(row.path("datetime").asText()), String.valueOf(e.getMessage()));
        }
    }

    private static LocalDate date(String text) throws Unusable {
        var parts = MIDNIGHT.matcher(text);
        try {
            return LocalDate.parse(parts.matches() ? parts.group(1) : text);
        } catch (DateTimeException e) {
            throw new Unusable("datetime is not a day");
        }
    }

    private static DailyBar bar(LocalDate date, JsonNode row) throws Unusable {
        return new DailyBar(
                date,
                PriceText.read("open", row.path("open")),
                PriceText.read("high", row.path("high")),
                PriceText.read("low", row.path("low")),
                PriceText.read("close", row.path("close")),
                volume(row.path("volume").asText()));
    }

    /** A nonsensical one is left out: the prices can do without, and money and metals have none at all. */
    private static @Nullable BigDecimal volume(String text) {
        return COUNT.matcher(text).matches() ? new BigDecimal(text) : null;
    }
}
