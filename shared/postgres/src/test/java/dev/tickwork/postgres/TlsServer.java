package dev.tickwork.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A Postgres that speaks TLS with a certificate of its own making, for {@code localhost} and nothing else. */
final class TlsServer implements AutoCloseable {
    private static final String PASSWORD = "changeit";

    private final EmbeddedPostgres postgres;
    private final Path certificate;

    private TlsServer(EmbeddedPostgres postgres, Path certificate) {
        this.postgres = postgres;
        this.certificate = certificate;
    }

    static TlsServer startIn(Path folder) throws IOException, GeneralSecurityException, InterruptedException {
        KeyStore made = makeCertificateIn(folder);
        Path certificate = folder.resolve("server.crt");
        Path key = folder.resolve("server.key");
        writePem(certificate, "CERTIFICATE", certificateOf(made).getEncoded());
        writePem(key, "PRIVATE KEY", keyOf(made).getEncoded());
        EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setServerConfig("ssl", "on")
                .setServerConfig("ssl_cert_file", certificate.toString())
                .setServerConfig("ssl_key_file", key.toString())
                .start();
        return new TlsServer(postgres, certificate);
    }

    PostgresUrl url(String host, String parameters) {
        return PostgresUrl.parse(
                "postgres://postgres:any@%s:%d/postgres?%s".formatted(host, postgres.getPort(), parameters));
    }

    /** The parameter that makes a client trust this server. */
    String trusted() {
        return "&sslrootcert=" + certificate.toString().replace("/", "%2F");
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }

    private static KeyStore makeCertificateIn(Path folder)
            throws IOException, GeneralSecurityException, InterruptedException {
        Path store = folder.resolve("server.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String options = "-genkeypair -alias server -keyalg EC -dname CN=localhost -ext san=dns:localhost -validity 2"
                + " -storetype PKCS12 -storepass " + PASSWORD + " -keystore";
        var command = new ArrayList<>(List.of(keytool));
        command.addAll(List.of(options.split(" ")));
        command.add(store.toString());
        int exit = new ProcessBuilder(command).start().waitFor();
        if (exit != 0) {
            throw new IllegalStateException("keytool ended with " + exit);
        }
        return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    }

    private static Certificate certificateOf(KeyStore store) throws GeneralSecurityException {
        return store.getCertificate("server");
    }

    private static Key keyOf(KeyStore store) throws GeneralSecurityException {
        return store.getKey("server", PASSWORD.toCharArray());
    }

    private static void writePem(Path file, String what, byte[] content) throws IOException {
        String body = Base64.getMimeEncoder().encodeToString(content);
        Files.writeString(file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, body, what));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
