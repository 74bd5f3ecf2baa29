package dev.tickwork.standalone.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwork.runtime.lifecycle.CannotStart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MachineTest {
    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, LINUX_AMD64",
        "Linux, aarch64, LINUX_ARM64",
        "Mac OS X, x86_64, MACOS_AMD64",
        "Mac OS X, aarch64, MACOS_ARM64"
    })
    void knows_the_machines_by_what_java_calls_them(String system, String processor, Machine expected) {
        assertThat(Machine.named(system, processor)).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(Machine.class)
    void carries_both_servers_for_every_machine_it_knows(Machine machine) {
        var classes = getClass().getClassLoader();

        assertThat(classes.getResource(machine.postgresArchive())).isNotNull();
        assertThat(classes.getResource(machine.redisProgram())).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"Windows 11, amd64", "Linux, s390x", "FreeBSD, amd64"})
    void says_what_to_do_on_a_machine_without_binaries(String system, String processor) {
        assertThatThrownBy(() -> Machine.named(system, processor))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining(system + " on " + processor)
                .hasMessageContaining("DATABASE_URL");
    }

    @Test
    void knows_this_machine() {
        assertThat(Machine.here()).isNotNull();
    }
}
