package dev.tickwork.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.messages.Wire;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsolePagesTest {
    private static final Pattern LINK = Pattern.compile("(?:src|href)=\"(/[^\"]+)\"");
    private static final Pattern IMPORT_MAP =
            Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);
    private static final Pattern RELATIVE_IMPORT = Pattern.compile("(?:from|import) '(\\.[^']+)'");

    private static final Vertx vertx = Vertx.vertx();
    private static final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static String server;

    @BeforeAll
    static void serve() throws Exception {
        Router router = Router.router(vertx);
        new ConsolePages(vertx).mountOn(router);
        HttpServer listening = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .await(10, TimeUnit.SECONDS);
        server = "http://127.0.0.1:" + listening.actualPort();
    }

    @AfterAll
    static void stop() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void the_console_may_run_its_import_map_and_nothing_else_inline() throws Exception {
        HttpResponse<String> page = get("/");

        String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
        String map = importMap(page.body());
        assertThat(policy)
                .contains("default-src 'none'")
                .contains("'sha256-" + Asset.sha256(map) + "'")
                .doesNotContain("unsafe");
        assertThat(page.body().replace(map, ""))
                .doesNotContainPattern("<script(?![^>]*src=)(?![^>]*importmap)")
                .doesNotContainPattern("\\sstyle=")
                .doesNotContainPattern("\\son\\w+=")
                .doesNotContain("${");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/docs"})
    void everything_a_page_names_is_served_here(String path) throws Exception {
        String page = get(path).body();

        List<String> links = matches(LINK, page).filter(link -> isOurs(link)).toList();

        assertThat(links)
                .isNotEmpty()
                .allSatisfy(link -> assertThat(get(link).statusCode()).as(link).isEqualTo(200));
    }

    @Test
    void every_library_of_the_import_map_is_served_here() throws Exception {
        var imports = Wire.tree(importMap(get("/").body())).path("imports");

        List<String> modules = StreamSupport.stream(imports.spliterator(), false)
                .map(address -> address.asText())
                .filter(address -> address.endsWith(".js"))
                .toList();

        assertThat(modules).hasSizeGreaterThanOrEqualTo(3).allSatisfy(module -> assertThat(
                        get(module).headers().firstValue("Cache-Control"))
                .as(module)
                .hasValueSatisfying(caching -> assertThat(caching).contains("immutable")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app.js",
                "feed.js",
                "pages.js",
                "components/tw-app.js",
                "components/tw-prices-page.js",
                "components/tw-jobs-page.js",
                "components/tw-history-page.js",
                "components/tw-run-page.js",
                "components/tw-schedules-page.js",
                "components/tw-nodes-page.js",
                "components/tw-candles-page.js",
                "components/tw-coverage-page.js",
                "components/tw-gaps-page.js",
                "components/tw-backfill-page.js",
                "components/tw-quarantine-page.js"
            })
    void modules_import_files_that_exist(String module) throws Exception {
        URI at = URI.create(server + "/console/" + module);

        List<String> imported =
                matches(RELATIVE_IMPORT, get("/console/" + module).body()).toList();

        assertThat(imported).isNotEmpty().allSatisfy(file -> assertThat(
                        get(at.resolve(file).getPath()).statusCode())
                .as(file)
                .isEqualTo(200));
    }

    @Test
    void what_the_browser_has_already_is_not_sent_again() throws Exception {
        String tag = get("/console/app.js").headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> again = http.send(
                HttpRequest.newBuilder(URI.create(server + "/console/app.js"))
                        .header("If-None-Match", tag)
                        .build(),
                BodyHandlers.ofString());

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void heads_can_be_asked_for() throws Exception {
        HttpResponse<String> head = http.send(
                HttpRequest.newBuilder(URI.create(server + "/"))
                        .method("HEAD", BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Content-Security-Policy")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console",
                "/console/",
                "/console/nothing.js",
                "/console/..%2fopenapi.yaml",
                "/console/%2e%2e/openapi.yaml",
                "/docs/../console/app.js.map",
                "/webjars/../../../openapi.yaml",
                "/webjars/swagger-ui/",
                "/_static/../webjars/lit/package.json",
                "/console/components/"
            })
    void nothing_else_of_the_class_path_leaves(String path) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    private static boolean isOurs(String link) {
        return link.startsWith("/console/") || link.startsWith("/docs/") || link.startsWith("/webjars/");
    }

    private static String importMap(String page) {
        return matches(IMPORT_MAP, page).findFirst().orElseThrow();
    }

    private static Stream<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult found) -> found.group(1));
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(server + path)).build(), BodyHandlers.ofString());
    }
}
