package dev.tickwork.standalone.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwork.runtime.lifecycle.CannotStart;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    Path temporary;

    @Test
    void makes_the_folder_at_the_first_start() throws Exception {
        var path = temporary.resolve("deep/data");

        try (var folder = DataFolder.open(path)) {
            assertThat(folder.resolve("postgres")).isEqualTo(path.toRealPath().resolve("postgres"));
        }
    }

    @Test
    void belongs_to_one_tickwork_at_a_time() throws Exception {
        try (var first = DataFolder.open(temporary)) {
            assertThatThrownBy(() -> DataFolder.open(temporary).close())
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining(first.toString())
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }

        DataFolder.open(temporary).close();
    }

    @Test
    void tells_whether_somebody_has_it() throws Exception {
        assertThat(DataFolder.isInUse(temporary)).isFalse();

        try (var open = DataFolder.open(temporary)) {
            assertThat(DataFolder.isInUse(temporary)).as(open.toString()).isTrue();
        }

        assertThat(DataFolder.isInUse(temporary)).isFalse();
    }

    @Test
    void says_why_it_cannot_be_made() throws Exception {
        var file = Files.writeString(temporary.resolve("file"), "");

        assertThatThrownBy(() -> DataFolder.open(file.resolve("data")).close())
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining(file.resolve("data").toString());
    }

    @Test
    void refuses_a_name_on_which_a_shell_would_stumble() {
        assertThatThrownBy(
                        () -> DataFolder.open(temporary.resolve("my \"data\"")).close())
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("TICKWORK_DATA");
    }
}
