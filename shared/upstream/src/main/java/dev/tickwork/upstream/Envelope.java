package dev.tickwork.upstream;

import io.vertx.ext.mail.MailMessage;

/**
 * A mail as the client wants it. It notices when the client first reads its text, which is after connecting, greeting and
 * logging in: as long as nobody has read it, nobody has got it.
 */
final class Envelope extends MailMessage {
    private volatile boolean opened;

    Envelope(String from, Mail mail) {
        super(from, mail.to().get(0), mail.subject(), mail.text());
        setTo(mail.to());
        addHeader("Message-ID", "<" + mail.id() + "@" + MailAddress.domain(from) + ">");
        // Nobody should answer a machine with "I am on holiday" (RFC 3834).
        addHeader("Auto-Submitted", "auto-generated");
    }

    boolean isOpened() {
        return opened;
    }

    @Override
    public String getText() {
        opened = true;
        return super.getText();
    }
}
