package dev.tickwork.console;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;

/** What can be measured of how well a page serves everybody. */
final class Accessibility {
    private static final String NAME = """
            (element) => (element.getAttribute('aria-label') || element.textContent || element.title || '').trim()
            """;

    /**
     * Texts with a contrast below 4.5 (below 3 for large ones) against the background that is painted behind them, in the
     * page and in all shadow trees.
     */
    private static final String FAINT = """
            () => {
              const channels = (colour) => (colour.match(/[\\d.]+/g) || []).map(Number);
              const linear = (v) => (v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
              const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
              const up = (element) => element.assignedSlot || element.parentElement || element.getRootNode().host;
              const behind = (element) => {
                for (let at = element; at; at = up(at)) {
                  const colour = channels(getComputedStyle(at).backgroundColor);
                  if (colour.length === 3 || colour[3] === 1) return colour;
                }
                return channels(getComputedStyle(document.documentElement).backgroundColor);
              };
              const elements = (root) => [...root.querySelectorAll('*')]
                .flatMap((element) => [element, ...(element.shadowRoot ? elements(element.shadowRoot) : [])]);
              const saysSomething = (element) => [...element.childNodes]
                .some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
              return elements(document.body)
                .filter((element) => saysSomething(element) && element.checkVisibility() && element.localName !== 'style')
                .map((element) => {
                  const style = getComputedStyle(element);
                  const [a, b] = [light(channels(style.color)), light(behind(element))].sort((x, y) => y - x);
                  const size = parseFloat(style.fontSize);
                  const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
                  return { text: element.textContent.trim(), ratio: (a + 0.05) / (b + 0.05), needed: isLarge ? 3 : 4.5 };
                })
                .filter(({ ratio, needed }) => ratio < needed)
                .map(({ text, ratio }) => text + ' (' + ratio.toFixed(2) + ')');
            }
            """;

    /** Controls and scrolling places that a screen reader could only call by their kind, in all shadow trees. */
    private static final String NAMELESS = """
            () => {
              const elements = (root) => [...root.querySelectorAll('*')]
                .flatMap((element) => [element, ...(element.shadowRoot ? elements(element.shadowRoot) : [])]);
              const labelled = (element) => (element.getAttribute('aria-labelledby') || '').split(' ')
                .map((id) => id && element.getRootNode().getElementById(id)?.textContent).join('');
              const name = (element) => element.getAttribute('aria-label') || labelled(element)
                || [...(element.labels || [])].map((label) => label.textContent).join('')
                || (/INPUT|SELECT|TEXTAREA|PROGRESS/.test(element.tagName) ? '' : element.textContent) || element.title;
              return elements(document.body)
                .filter((element) => element.matches('a, button, input, select, textarea, progress, dialog[open], [role=region]'))
                .filter((element) => element.checkVisibility() && !name(element).trim())
                .map((element) => element.outerHTML.slice(0, 200));
            }
            """;

    private Accessibility() {}

    static String nameOf(Locator control) {
        return (String) control.evaluate(NAME);
    }

    /** The controls without a name; empty when all have one. */
    @SuppressWarnings("unchecked")
    static List<String> nameless(Page page) {
        return (List<String>) page.evaluate(NAMELESS);
    }

    /** The texts that are too faint, with their contrast; empty when all can be read. */
    @SuppressWarnings("unchecked")
    static List<String> faintTexts(Page page) {
        return (List<String>) page.evaluate(FAINT);
    }
}
