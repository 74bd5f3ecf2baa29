package dev.tickwork.console;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A browser, open while the tests of a class run, which opens tabs as wide as a desk's or a phone's. */
final class Window implements BeforeAllCallback, AfterAllCallback {
    /** A busy machine is no defect of the console. */
    private static final double PATIENCE_MS = 20_000;

    private @Nullable Playwright playwright;
    private @Nullable Browser browser;

    @Override
    public void beforeAll(ExtensionContext context) {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Chromium.executable())
                        .setArgs(List.of("--no-sandbox")));
    }

    Tab desktop(String url) {
        return desktop(url, ColorScheme.LIGHT);
    }

    Tab desktop(String url, ColorScheme scheme) {
        return new Tab(browser, new Browser.NewContextOptions().setColorScheme(scheme), url);
    }

    /** So high that all of a page is seen, and everything that moves in it counts. */
    Tab tall(String url) {
        return new Tab(browser, new Browser.NewContextOptions().setViewportSize(1280, 2400), url);
    }

    Tab phone(String url, ColorScheme scheme) {
        var options = new Browser.NewContextOptions()
                .setViewportSize(360, 740)
                .setIsMobile(true)
                .setHasTouch(true)
                .setDeviceScaleFactor(2)
                .setColorScheme(scheme);
        return new Tab(browser, options, url);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (playwright != null) {
            playwright.close();
        }
    }
}
