package dev.tickwork.gateway.contract;

import dev.tickwork.messages.ApiProblem.Invalid;
import io.vertx.json.schema.OutputUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a schema validation found, as callers are told: field by field, without what merely follows from it. */
final class SchemaMistakes {
    private static final Set<String> ONLY_POINTS_DEEPER = Set.of(
            "$ref",
            "properties",
            "patternProperties",
            "items",
            "prefixItems",
            "allOf",
            "if",
            "then",
            "else",
            "contains");
    private static final Map<String, String> IN_OUR_WORDS = Map.of(
            "required", "is missing",
            "pattern", "is not of the form that /docs describes",
            "additionalProperties", "is not known here",
            "unevaluatedProperties", "is not known here");
    private static final Pattern MISSING_NAME = Pattern.compile("\"([^\"]+)\"$");
    private static final String TYPE_EXPECTED = "Expected ";

    private SchemaMistakes() {}

    /** Fields are JSON pointers into the body. */
    static List<Invalid> inBody(OutputUnit result) {
        return firstOfEach(leaves(result).map(unit -> new Invalid(pointer(unit), message(unit))));
    }

    static List<Invalid> inParameter(String name, OutputUnit result) {
        return firstOfEach(leaves(result).map(unit -> new Invalid(name, message(unit))));
    }

    /** A field that is wrong in itself is reported as unknown after that, which only confuses. */
    private static List<Invalid> firstOfEach(Stream<Invalid> mistakes) {
        Map<String, Invalid> byField = new LinkedHashMap<>();
        mistakes.forEach(mistake -> byField.putIfAbsent(mistake.field(), mistake));
        return List.copyOf(byField.values());
    }

    private static Stream<OutputUnit> leaves(OutputUnit result) {
        if (Boolean.TRUE.equals(result.getValid())) {
            return Stream.empty();
        }
        return result.getErrors().stream().filter(unit -> !ONLY_POINTS_DEEPER.contains(keyword(unit)));
    }

    private static String keyword(OutputUnit unit) {
        String location = unit.getKeywordLocation();
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private static String pointer(OutputUnit unit) {
        String pointer = unit.getInstanceLocation().substring(1);
        Matcher missing = MISSING_NAME.matcher(unit.getError());
        return keyword(unit).equals("required") && missing.find() ? pointer + "/" + missing.group(1) : pointer;
    }

    private static String message(OutputUnit unit) {
        String keyword = keyword(unit);
        String error = unit.getError();
        if (keyword.equals("type")) {
            return "must be of type " + error.substring(error.indexOf(TYPE_EXPECTED) + TYPE_EXPECTED.length());
        }
        return IN_OUR_WORDS.getOrDefault(keyword, error);
    }
}
