package dev.tickwork.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Lua script that Redis runs as one atomic step; sent in full only to a server that does not have it yet. */
final class Script {
    private final String text;
    private final String sha1;

    Script(String text) {
        this.text = text;
        this.sha1 = sha1(text);
    }

    /** Runs the script; keys are given without prefix. */
    Future<@Nullable Response> run(RedisLink link, List<String> keys, List<String> arguments) {
        return link.send(call(link, Command.EVALSHA, sha1, keys, arguments))
                .recover(failure -> isUnknown(failure)
                        ? link.send(call(link, Command.EVAL, text, keys, arguments))
                        : Future.failedFuture(failure));
    }

    private static Request call(
            RedisLink link, Command command, String script, List<String> keys, List<String> arguments) {
        Request request = Request.cmd(command).arg(script).arg(keys.size());
        keys.forEach(key -> request.arg(link.key(key)));
        arguments.forEach(request::arg);
        return request;
    }

    private static boolean isUnknown(Throwable failure) {
        return failure instanceof RedisRefused
                && String.valueOf(failure.getMessage()).startsWith("NOSCRIPT");
    }

    private static String sha1(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-1", e);
        }
    }
}
