package dev.tickwork.upstream;

/** How mail is kept from being read on its way to the server. */
public enum MailTls {
    /** From the first byte on, usually on port 465. */
    IMPLICIT,
    /** After the greeting, usually on port 587; a server that offers none gets nothing. */
    STARTTLS,
    /** Not at all: for servers inside our own network only. */
    NONE
}
