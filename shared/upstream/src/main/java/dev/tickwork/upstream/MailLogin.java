package dev.tickwork.upstream;

/**
 * Who we are to the mail server. Its text form never shows the password.
 *
 * @param user not empty
 */
public record MailLogin(String user, String password) {
    public MailLogin {
        if (user.isEmpty()) {
            throw new IllegalArgumentException("user must not be empty");
        }
    }

    @Override
    public String toString() {
        return "MailLogin[user=" + user + "]";
    }
}
