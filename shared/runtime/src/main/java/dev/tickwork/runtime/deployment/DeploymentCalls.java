package dev.tickwork.runtime.deployment;

import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.Call;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What processes ask each other about their verticles. */
final class DeploymentCalls {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration TILL_CHECKED = Duration.ofSeconds(5);
    /** Longer than runs under way are waited for, and verticles may take to start, however slow Postgres is. */
    private static final Duration TILL_REDEPLOYED = Duration.ofMinutes(10);

    /** @param asker the name of the node that asks, for the log of the other */
    record Question(String asker) {}

    /** @param verticle its name @param asker the name of the node that asks */
    record VerticleQuestion(String verticle, String asker) {}

    /**
     * @param deployments in the order of their deployment
     * @param jobs the names of those that run there, by verticle
     */
    record OnNode(List<DeploymentStatus> deployments, Map<String, List<String>> jobs) {}

    /** @param mistakes all that are in the configuration as it is now; empty when there are none */
    record Checked(List<ApiProblem.Invalid> mistakes) {}

    /** @param verticle which answered */
    record Pong(String verticle) {}

    private DeploymentCalls() {}

    static Call<Question, OnNode> all(UUID node) {
        return new Call<>("node." + node + ".verticles", Question.class, OnNode.class, PATIENCE);
    }

    static Call<VerticleQuestion, Checked> check(UUID node) {
        return new Call<>("node." + node + ".check", VerticleQuestion.class, Checked.class, TILL_CHECKED);
    }

    static Call<VerticleQuestion, Redeployed> redeploy(UUID node) {
        return new Call<>("node." + node + ".redeploy", VerticleQuestion.class, Redeployed.class, TILL_REDEPLOYED);
    }

    static Call<Question, Pong> ping(UUID node, String verticle) {
        return new Call<>("node." + node + ".ping." + verticle, Question.class, Pong.class, PATIENCE);
    }
}
