package dev.tickwork.runtime.notices;

/**
 * The body of a call to an incoming webhook of Slack.
 *
 * @param text in Slack's own markup
 * @see <a href="https://api.slack.com/reference/surfaces/formatting#escaping">What must be escaped</a>
 */
record SlackMessage(String text) {
    /** Text of others, so that nothing of it is a link, a mention or a channel. */
    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
