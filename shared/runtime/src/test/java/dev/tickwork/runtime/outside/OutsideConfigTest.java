package dev.tickwork.runtime.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwork.domain.World;
import dev.tickwork.redis.Rate;
import dev.tickwork.runtime.config.Configuration;
import dev.tickwork.runtime.config.ConfigurationRefused;
import dev.tickwork.upstream.CreditPlan;
import dev.tickwork.upstream.HostPort;
import dev.tickwork.upstream.ProviderPolicy;
import dev.tickwork.upstream.RetryPolicy;
import dev.tickwork.upstream.UpstreamConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutsideConfigTest {
    private final Map<String, String> environment = new HashMap<>();

    @Test
    void a_simulated_world_knows_no_address_but_the_simulators() {
        environment.put("TWELVEDATA_API_KEY", "k3y");
        environment.put("SIMULATOR_URL", "http://127.0.0.1:9000");

        UpstreamConfig simulated = load().inWorld(World.SIMULATED);

        assertThat(simulated.allowedHosts()).isEmpty();
        assertThat(simulated.permittedPrivate()).containsExactly(new HostPort("127.0.0.1", 9000));
        assertThat(simulated.providers())
                .extractingFromEntries(provider ->
                        provider.getKey() + " at " + provider.getValue().baseUrl())
                .containsExactlyInAnyOrder(
                        "twelvedata at http://127.0.0.1:9000/twelvedata",
                        "bitfinex at http://127.0.0.1:9000/bitfinex",
                        "bitfinex-stream at http://127.0.0.1:9000/bitfinex");
    }

    @Test
    void the_real_world_calls_the_providers_own_host_and_no_private_one() {
        UpstreamConfig real = load().inWorld(World.REAL);

        assertThat(real.allowedHosts()).containsExactlyInAnyOrder("api.twelvedata.com", "api-pub.bitfinex.com");
        assertThat(real.permittedPrivate()).isEmpty();
        assertThat(twelvedata(real).baseUrl()).isEqualTo(URI.create("https://api.twelvedata.com"));
    }

    @Test
    void an_issuer_of_tokens_is_itself_in_every_world_and_needs_two_lines(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("upstream.yaml"), """
                providers:
                  oidc:
                    base_url: https://login.example.org
                    simulated: false
                """);

        UpstreamConfig simulated = new Configuration(folder, environment::get)
                .with("upstream", OutsideConfig.class)
                .load()
                .get("upstream", OutsideConfig.class)
                .inWorld(World.SIMULATED);

        assertThat(simulated.allowedHosts()).containsExactly("login.example.org");
        assertThat(simulated.providers()).containsOnlyKeys("oidc", "twelvedata", "bitfinex", "bitfinex-stream");
        assertThat(simulated.providers().get("oidc"))
                .isEqualTo(ProviderPolicy.of(URI.create("https://login.example.org")));
    }

    @Test
    void the_free_plan_is_assumed_in_the_real_world_only() {
        assertThat(twelvedata(load().inWorld(World.REAL)).credits()).isEqualTo(new CreditPlan(8, 800, 0.75));
        assertThat(twelvedata(load().inWorld(World.SIMULATED)).credits()).isEqualTo(new CreditPlan(0, 0, 0.75));
    }

    @Test
    void a_plan_that_is_told_counts_in_both_worlds() {
        environment.put("TWELVEDATA_CREDITS_PER_MINUTE", "55");
        environment.put("TWELVEDATA_CREDITS_PER_DAY", "0");

        assertThat(twelvedata(load().inWorld(World.REAL)).credits()).isEqualTo(new CreditPlan(55, 0, 0.75));
        assertThat(twelvedata(load().inWorld(World.SIMULATED)).credits()).isEqualTo(new CreditPlan(55, 0, 0.75));
    }

    @Test
    void candles_are_asked_for_ten_times_a_minute_unless_somebody_says_otherwise() {
        ProviderPolicy bitfinex =
                Objects.requireNonNull(load().inWorld(World.REAL).providers().get("bitfinex"));

        assertThat(bitfinex.rate()).isEqualTo(new Rate(1, Duration.ofSeconds(6), 1));
        assertThat(bitfinex.retry())
                .isEqualTo(new RetryPolicy(10, Duration.ofSeconds(2), Duration.ofSeconds(60), Duration.ofSeconds(120)));
    }

    @Test
    void the_pace_of_candles_is_counted_in_seconds() {
        environment.put("RATE_LIMIT_DELAY", "2.5");
        environment.put("RATE_LIMIT_MAX_BACKOFF", "90");

        ProviderPolicy bitfinex =
                Objects.requireNonNull(load().inWorld(World.REAL).providers().get("bitfinex"));

        assertThat(bitfinex.rate()).isEqualTo(new Rate(1, Duration.ofMillis(2500), 1));
        assertThat(bitfinex.retry())
                .isEqualTo(new RetryPolicy(10, Duration.ofSeconds(2), Duration.ofSeconds(60), Duration.ofSeconds(90)));
    }

    @Test
    void a_negative_plan_is_a_mistake() {
        environment.put("TWELVEDATA_CREDITS_PER_DAY", "-1");

        assertThatThrownBy(this::load)
                .isInstanceOf(ConfigurationRefused.class)
                .hasMessageContaining(
                        "conf/upstream.yaml: providers.twelvedata.plan.per_day (TWELVEDATA_CREDITS_PER_DAY):"
                                + " -1 is not at least 0");
    }

    @Test
    void the_key_is_sent_but_never_shown() {
        environment.put("TWELVEDATA_API_KEY", "k3y-of-the-vendor");

        OutsideConfig config = load();

        assertThat(twelvedata(config.inWorld(World.REAL)).credentials().headers())
                .containsEntry("Authorization", "apikey k3y-of-the-vendor");
        assertThat(config.toString()).doesNotContain("k3y-of-the-vendor");
    }

    private OutsideConfig load() {
        return new Configuration(null, environment::get)
                .with("upstream", OutsideConfig.class)
                .load()
                .get("upstream", OutsideConfig.class);
    }

    private static ProviderPolicy twelvedata(UpstreamConfig config) {
        return Objects.requireNonNull(config.providers().get("twelvedata"));
    }
}
