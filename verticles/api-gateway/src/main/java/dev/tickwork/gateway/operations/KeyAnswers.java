package dev.tickwork.gateway.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickwork.gateway.auth.ApiKey;
import dev.tickwork.gateway.auth.ApiKeys;
import dev.tickwork.gateway.auth.KeyWish;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.Wire;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Answers the operations on API keys. */
public final class KeyAnswers {
    private final ApiKeys keys;

    public KeyAnswers(ApiKeys keys) {
        this.keys = keys;
    }

    /** By operation id. */
    public Map<String, OwnAnswer> all() {
        return Map.of("keys.list", this::list, "keys.create", this::create, "keys.revoke", this::revoke);
    }

    /** The keys as {@code keys.list} answers. */
    record KeyList(List<ApiKey> keys) {}

    private Future<OperationReply> list(Asked asked) {
        return keys.list().map(found -> OperationReply.ok(new KeyList(found)));
    }

    private Future<OperationReply> create(Asked asked) {
        KeyWish wish = Wire.fromTree(Objects.requireNonNull(asked.request().body()), KeyWish.class);
        return keys.create(wish, asked.who().subject()).map(KeyAnswers::created);
    }

    private Future<OperationReply> revoke(Asked asked) {
        return keys.revoke(asked.text("key_id"), asked.who().subject(), asked.textOrNull("reason"))
                .map(OperationReply::ok);
    }

    private static OperationReply created(ApiKeys.Made made) {
        ObjectNode body = (ObjectNode) Wire.toTree(made.key());
        body.put("key", made.secret());
        return new OperationReply(201, body, Map.of());
    }
}
