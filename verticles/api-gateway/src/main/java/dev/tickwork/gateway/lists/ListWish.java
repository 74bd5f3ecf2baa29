package dev.tickwork.gateway.lists;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickwork.gateway.contract.Pages;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * How much of a list somebody wants, and how it is to be written.
 *
 * @param isCsv as CSV; else as JSON
 * @param most how many items at most
 */
public record ListWish(boolean isCsv, long most) {
    private static final String LIMIT = "limit";
    private static final String CSV = "text/csv";
    private static final List<String> JSON = List.of("application/json", "application/*", "*/*");

    /** @param parameters of the request, as the contract types them */
    public static ListWish of(RoutingContext request, JsonNode parameters) {
        boolean isCsv = wantsCsv(request.parsedHeaders().accept());
        boolean isLimited = request.queryParams().contains(LIMIT);
        boolean isAll = parameters.path("all").booleanValue() || isCsv && !isLimited;
        return new ListWish(
                isCsv, isAll ? Long.MAX_VALUE : parameters.required(LIMIT).longValue());
    }

    ListForm form(Pages pages) {
        return isCsv ? new CsvList(pages.columns()) : new JsonList();
    }

    /** The first that we can write wins; they are in the order of the caller's liking. */
    private static boolean wantsCsv(List<MIMEHeader> accepted) {
        return accepted.stream()
                .map(type -> type.component() + "/" + type.subComponent())
                .filter(type -> type.equals(CSV) || JSON.contains(type))
                .findFirst()
                .filter(CSV::equals)
                .isPresent();
    }
}
