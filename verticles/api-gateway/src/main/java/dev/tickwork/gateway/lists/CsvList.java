package dev.tickwork.gateway.lists;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A list as CSV: a line with the columns' names, then one for each item. Text that a spreadsheet would take for a formula
 * gets an apostrophe before it; numbers stay as they are.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 * @see <a href="https://owasp.org/www-community/attacks/CSV_Injection">CSV injection</a>
 */
final class CsvList implements ListForm {
    private static final String END_OF_LINE = "\r\n";
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");
    private static final Pattern FORMULA = Pattern.compile("[=+\\-@\\t\\r].*", Pattern.DOTALL);
    private static final Pattern TO_BE_QUOTED = Pattern.compile("[\",\\r\\n]");

    private final List<String> columns;
    private final List<JsonPointer> fields;

    CsvList(List<String> columns) {
        this.columns = columns;
        this.fields = columns.stream()
                .map(column -> JsonPointer.compile("/" + column.replace('.', '/')))
                .toList();
    }

    @Override
    public String type() {
        return "text/csv; charset=utf-8; header=present";
    }

    @Override
    public String head(Page first) {
        return columns.stream().map(column -> column.replace('.', '_')).collect(Collectors.joining(",")) + END_OF_LINE;
    }

    @Override
    public String items(Page page) {
        return StreamSupport.stream(page.itemsAsTree().spliterator(), false)
                .map(this::line)
                .collect(Collectors.joining());
    }

    @Override
    public String tail(Page last) {
        return "";
    }

    private String line(JsonNode item) {
        return fields.stream().map(field -> cell(item.at(field))).collect(Collectors.joining(",", "", END_OF_LINE));
    }

    private static String cell(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return "";
        }
        return value.isTextual() ? quoted(harmless(value.textValue())) : quoted(value.toString());
    }

    private static String harmless(String text) {
        return FORMULA.matcher(text).matches() && !NUMBER.matcher(text).matches() ? "'" + text : text;
    }

    private static String quoted(String text) {
        return TO_BE_QUOTED.matcher(text).find() ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
