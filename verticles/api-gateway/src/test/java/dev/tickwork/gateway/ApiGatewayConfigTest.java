package dev.tickwork.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwork.runtime.config.Configuration;
import dev.tickwork.runtime.config.ConfigurationRefused;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiGatewayConfigTest {
    @Test
    void listens_on_this_machine_only_unless_it_is_told() {
        ApiGatewayConfig config = read(Map.of());

        assertThat(config.http().host()).isEqualTo("127.0.0.1");
        assertThat(config.http().port()).isEqualTo(8000);
        assertThat(config.http().aliasPorts()).isEmpty();
        assertThat(config.requests().per()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.auth().oidc().issuer()).isNull();
        assertThat(config.metricsPublic()).isFalse();
    }

    @Test
    void takes_its_names_from_the_environment() {
        ApiGatewayConfig config = read(Map.of(
                "API_HOST", "0.0.0.0",
                "API_PORT", "9000",
                "API_ALIAS_PORTS", "8100, 5555",
                "METRICS_PUBLIC", "true",
                "OIDC_ISSUER", "https://login.example.org/",
                "OIDC_AUDIENCE", "tickwork"));

        assertThat(config.http().aliasPorts()).containsExactly(8100, 5555);
        assertThat(config.auth().oidc().isOn()).isTrue();
        assertThat(config.metricsPublic()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "AUTH_MODE, off, API_HOST, 0.0.0.0, loopback",
        "TICKWORK_ADMIN_KEY, short, API_HOST, 127.0.0.1, at least 20",
        "OIDC_ISSUER, https://login.example.org/, API_HOST, 127.0.0.1, audience",
        "API_PORT, 8000, API_ALIAS_PORTS, 8000, twice",
        "API_PORT, 70000, API_HOST, 127.0.0.1, 70000",
        "API_CORS_ORIGINS, *, API_HOST, 127.0.0.1, origins",
    })
    void refuses_what_would_be_unsafe_or_senseless(
            String name, String value, String other, String otherValue, String complaint) {
        assertThatThrownBy(() -> read(Map.of(name, value, other, otherValue)))
                .isInstanceOf(ConfigurationRefused.class)
                .hasMessageContaining(complaint)
                .hasMessageNotContaining("short,");
    }

    private static ApiGatewayConfig read(Map<String, String> environment) {
        return new Configuration(null, environment::get)
                .with("api-gateway", ApiGatewayConfig.class)
                .load()
                .get("api-gateway", ApiGatewayConfig.class);
    }
}
