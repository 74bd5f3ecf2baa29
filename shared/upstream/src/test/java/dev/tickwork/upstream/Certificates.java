package dev.tickwork.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.net.JksOptions;
import java.nio.file.Path;

/** Certificates that nobody but a test believes. */
final class Certificates {
    private Certificates() {}

    /** A key and its own certificate for a host; it is also what to trust. */
    static JksOptions of(String host, Path folder) throws Exception {
        Path file = folder.resolve(host + ".p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        int exit = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "vendor",
                        "-keyalg",
                        "EC",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        "changeit",
                        "-validity",
                        "2",
                        "-dname",
                        "CN=" + host,
                        "-ext",
                        "san=dns:" + host)
                .redirectErrorStream(true)
                .start()
                .waitFor();
        assertThat(exit).isZero();
        return new JksOptions().setPath(file.toString()).setPassword("changeit");
    }
}
