package dev.tickwork.jobs.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoticePolicyTest {
    @ParameterizedTest
    @CsvSource({
        "bug, 1, 1, true",
        "permanent, 1, 1, true",
        "timed_out, 1, 1, true",
        "transient, 1, 1, false",
        "transient, 1, 2, false",
        "transient, 1, 3, true",
        "transient, 4, 1, true",
        "rate_limited, 1, 1, false",
        "lost, 1, 1, false",
        "lost, 1, 2, true"
    })
    void critical_is_what_no_further_try_would_have_cured(
            String errorClass, int attempts, long inIncident, boolean isWorthTelling) {
        assertThat(NoticePolicy.CRITICAL.isWorthTelling(run(errorClass, attempts), inIncident))
                .isEqualTo(isWorthTelling);
    }

    @Test
    void a_job_may_be_told_of_always_never_or_after_some_failures() {
        FailedRun run = run("transient", 1);

        assertThat(NoticePolicy.ALWAYS.isWorthTelling(run, 1)).isTrue();
        assertThat(NoticePolicy.NEVER.isWorthTelling(run, 1_000)).isFalse();
        assertThat(NoticePolicy.after(5).isWorthTelling(run, 4)).isFalse();
        assertThat(NoticePolicy.after(5).isWorthTelling(run, 5)).isTrue();
    }

    @Test
    void operators_write_it_as_they_say_it() {
        assertThat(NoticePolicy.parse("critical")).isEqualTo(NoticePolicy.CRITICAL);
        assertThat(NoticePolicy.parse("always")).isEqualTo(NoticePolicy.ALWAYS);
        assertThat(NoticePolicy.parse("never")).isEqualTo(NoticePolicy.NEVER);
        assertThat(NoticePolicy.parse("after 3")).isEqualTo(NoticePolicy.after(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sometimes", "after", "after x", "after 0"})
    void anything_else_is_a_mistake(String text) {
        assertThatThrownBy(() -> NoticePolicy.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private static FailedRun run(String errorClass, int attempts) {
        return new FailedRun(
                "price-fetch",
                new UUID(7, 1),
                NoticeScene.NOON,
                attempts,
                errorClass,
                "no answer",
                "node-a",
                NoticePolicy.CRITICAL);
    }
}
