package dev.tickwork.gateway.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.ApiProblem.Invalid;
import dev.tickwork.messages.Wire;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the requests of one operation must be like. Names every mistake at once. */
public final class RequestRules {
    private static final Set<String> CHECKED = Set.of("path", "query");
    private static final String JSON_SCHEMA = "/content/application~1json/schema";

    private final Map<String, ParameterRule> parameters;
    private final @Nullable Schema body;
    private final boolean isBodyRequired;

    private RequestRules(Map<String, ParameterRule> parameters, @Nullable Schema body, boolean isBodyRequired) {
        this.parameters = parameters;
        this.body = body;
        this.isBodyRequired = isBodyRequired;
    }

    static RequestRules of(JsonNode operation, References references) {
        Map<String, ParameterRule> parameters = new LinkedHashMap<>();
        for (JsonNode parameter : references.resolved(operation.path("parameters"))) {
            if (CHECKED.contains(parameter.get("in").textValue())) {
                ParameterRule rule = ParameterRule.of(parameter);
                parameters.put(rule.name(), rule);
            }
        }
        JsonNode body = references.resolved(operation.path("requestBody"));
        return body.isMissingNode()
                ? new RequestRules(parameters, null, false)
                : new RequestRules(
                        parameters,
                        new Schema(body.requiredAt(JSON_SCHEMA)),
                        body.path("required").booleanValue());
    }

    public boolean hasBody() {
        return body != null;
    }

    /**
     * Checks a request whose parameters came as text.
     *
     * @param text all path and query parameters, decoded once; several values where one was repeated
     * @throws ApiProblem 400 that names each mistake
     */
    public CheckedRequest checkText(Map<String, List<String>> text, @Nullable JsonNode body) {
        ObjectNode typed = Wire.object();
        List<Invalid> mistakes = new ArrayList<>();
        text.forEach((name, values) -> {
            ParameterRule rule = parameters.get(name);
            if (values.size() > 1) {
                mistakes.add(new Invalid(name, "is given more than once"));
            }
            typed.set(name, rule == null ? Wire.object().textNode(values.get(0)) : rule.typed(values.get(0)));
        });
        return check(typed, body, mistakes);
    }

    /**
     * Checks a request whose parameters came as JSON.
     *
     * @throws ApiProblem 400 that names each mistake
     */
    public CheckedRequest check(ObjectNode parameters, @Nullable JsonNode body) {
        return check(parameters.deepCopy(), body, new ArrayList<>());
    }

    private CheckedRequest check(ObjectNode given, @Nullable JsonNode body, List<Invalid> mistakes) {
        given.fieldNames().forEachRemaining(name -> {
            if (!parameters.containsKey(name)) {
                mistakes.add(new Invalid(name, "is not a parameter of this operation"));
            }
        });
        parameters.values().forEach(rule -> rule.check(given, mistakes));
        checkBody(body, mistakes);
        if (!mistakes.isEmpty()) {
            throw ApiProblem.badRequest(mistakes);
        }
        return new CheckedRequest(given, this.body == null ? null : body);
    }

    private void checkBody(@Nullable JsonNode given, List<Invalid> mistakes) {
        if (body == null) {
            return;
        }
        if (given != null) {
            mistakes.addAll(SchemaMistakes.inBody(body.check(given)));
            return;
        }
        if (isBodyRequired) {
            mistakes.add(new Invalid("", "a JSON body is missing"));
        }
    }
}
