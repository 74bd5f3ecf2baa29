package dev.tickwork.console;

import static dev.tickwork.console.PretendJobs.STATUS;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** What candles are doubted for, until a page wants it otherwise. */
final class PretendRules {
    static final String PATH = "/api/v1/quality-rules";

    private static final Comparator<JsonObject> IN_ORDER = Comparator.comparing(
                    (JsonObject one) -> one.getString("rule"))
            .thenComparing(one -> one.getString("symbol"), Comparator.nullsFirst(Comparator.naturalOrder()));

    private final List<JsonObject> rules = new CopyOnWriteArrayList<>(List.of(
            rule("jump", null, null, true, "10"),
            rule("jump", "ETHUSD", "1h", true, "3"),
            rule("not-positive", null, null, true, null)));

    JsonObject answer(PretendGateway.Asked asked, MultiMap query) {
        String rule = asked.path().substring(asked.path().lastIndexOf('/') + 1);
        return switch (asked.method()) {
            case "PUT" -> set(rule, asked.body());
            case "DELETE" -> remove(rule, query);
            default -> PretendHours.page(rules.stream().sorted(IN_ORDER).toList(), 50);
        };
    }

    private JsonObject set(String rule, JsonObject wish) {
        String threshold = wish.getString("threshold");
        if (rule.equals("jump") && new BigDecimal(threshold).compareTo(new BigDecimal("1.1")) < 0) {
            var invalid = new JsonObject()
                    .put("field", "/threshold")
                    .put("message", "jump measures against a number from 1.1 to 1000000");
            return new JsonObject()
                    .put(STATUS, 422)
                    .put("code", "invalid")
                    .put("detail", "some values are not acceptable")
                    .put("errors", new JsonArray().add(invalid));
        }
        String symbol = wish.getString("symbol");
        JsonObject said = rule(rule, symbol, wish.getString("timeframe"), wish.getBoolean("on"), threshold);
        rules.removeIf(one -> isOf(one, rule, symbol));
        rules.add(said);
        return said;
    }

    private JsonObject remove(String rule, MultiMap query) {
        return rules.removeIf(one -> isOf(one, rule, query.get("symbol")))
                ? new JsonObject().put(STATUS, 204)
                : new JsonObject()
                        .put(STATUS, 404)
                        .put("code", "not_found")
                        .put("detail", "nothing is said of " + rule + " of " + query.get("symbol"));
    }

    private static boolean isOf(JsonObject one, String rule, @Nullable String symbol) {
        return one.getString("rule").equals(rule) && Objects.equals(one.getString("symbol"), symbol);
    }

    private static JsonObject rule(
            String name,
            @Nullable String symbol,
            @Nullable String timeframe,
            boolean isOn,
            @Nullable String threshold) {
        return new JsonObject()
                .put("rule", name)
                .put("symbol", symbol)
                .put("timeframe", timeframe)
                .put("on", isOn)
                .put("threshold", threshold);
    }
}
