package dev.tickwork.gateway.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import org.jspecify.annotations.Nullable;

/** What a value must be like. Made ready when the first one is checked: a start has hundreds and needs none of them. */
final class Schema {
    private static final JsonSchemaOptions OPTIONS = new JsonSchemaOptions()
            .setBaseUri("app://contract")
            .setDraft(Draft.DRAFT202012)
            .setOutputFormat(OutputFormat.Basic);

    private final JsonNode written;
    private volatile @Nullable Validator validator;

    /** @param written without references */
    Schema(JsonNode written) {
        this.written = written;
    }

    /** The type that it names. */
    String type() {
        return written.path("type").asText();
    }

    /** Its value for what is not there; null for none. */
    @Nullable
    JsonNode byDefault() {
        return written.get("default");
    }

    OutputUnit check(JsonNode value) {
        Validator ready = validator;
        if (ready == null) {
            ready = Validator.create(JsonSchema.of((JsonObject) PlainJson.of(written)), OPTIONS);
            validator = ready;
        }
        return ready.validate(PlainJson.of(value));
    }
}
