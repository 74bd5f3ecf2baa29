package dev.tickwork.runtime.deployment;

import dev.tickwork.messages.ApiProblem.Invalid;
import dev.tickwork.runtime.config.ConfigurationRefused;
import dev.tickwork.runtime.config.Mistake;
import dev.tickwork.runtime.lifecycle.CannotStart;
import java.util.List;
import java.util.Optional;

/** What is wrong with a configuration, as an operator is told who wants it to be used. */
final class Mistakes {
    private Mistakes() {}

    /** All mistakes that a verticle's configuration was refused for; empty when the failure is of another kind. */
    static Optional<List<Invalid>> in(String verticle, Throwable failure) {
        if (failure instanceof ConfigurationRefused refused) {
            return Optional.of(refused.mistakes().stream().map(Mistakes::told).toList());
        }
        boolean isRefusal = failure instanceof IllegalArgumentException || failure instanceof CannotStart;
        return isRefusal ? Optional.of(List.of(refused(verticle, failure))) : Optional.empty();
    }

    private static Invalid refused(String verticle, Throwable failure) {
        String file = "conf/" + verticle + ".yaml";
        return new Invalid(file, String.valueOf(failure.getMessage()).replace(file + ": ", ""));
    }

    private static Invalid told(Mistake mistake) {
        return new Invalid(mistake.place(), mistake.complaint());
    }
}
