package dev.tickwork.standalone.servers;

import static java.util.Objects.requireNonNull;

import dev.tickwork.runtime.lifecycle.CannotStart;
import java.util.Locale;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.model.OsArchitecture;

/** The kinds of machine for which the jar carries server binaries. */
enum Machine {
    LINUX_AMD64("postgres-linux-x86_64.txz", OsArchitecture.UNIX_x86_64),
    LINUX_ARM64("postgres-linux-arm_64.txz", OsArchitecture.UNIX_AARCH64),
    MACOS_AMD64("postgres-darwin-x86_64.txz", OsArchitecture.MAC_OS_X_x86_64),
    // The archive's name speaks of one processor; the programs in it are built for both.
    MACOS_ARM64("postgres-darwin-x86_64.txz", OsArchitecture.MAC_OS_X_ARM64);

    private final String postgresArchive;
    private final OsArchitecture redisArchitecture;

    Machine(String postgresArchive, OsArchitecture redisArchitecture) {
        this.postgresArchive = postgresArchive;
        this.redisArchitecture = redisArchitecture;
    }

    static Machine here() {
        return named(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    /**
     * Finds the machine that Java describes by these two system properties.
     *
     * @throws CannotStart when there are no binaries for it
     */
    static Machine named(String operatingSystem, String processor) {
        var system = operatingSystem.toLowerCase(Locale.ROOT);
        var isArm = processor.equals("aarch64");
        if (isArm || processor.equals("amd64") || processor.equals("x86_64")) {
            if (system.startsWith("linux")) {
                return isArm ? LINUX_ARM64 : LINUX_AMD64;
            }
            if (system.startsWith("mac")) {
                return isArm ? MACOS_ARM64 : MACOS_AMD64;
            }
        }
        throw CannotStart.because(
                "no embedded Postgres and Redis for %s on %s: set DATABASE_URL and REDIS_URL to servers of yours"
                        .formatted(operatingSystem, processor),
                null);
    }

    /** Name of the class path resource that holds Postgres as a compressed tar archive. */
    String postgresArchive() {
        return postgresArchive;
    }

    /** Name of the class path resource that is the Redis server program. */
    String redisProgram() {
        var resource =
                requireNonNull(ExecutableProvider.newProvidedVersionsMap().get(redisArchitecture));
        return resource.substring(1); // it is given with a leading slash, as for Class.getResource
    }
}
