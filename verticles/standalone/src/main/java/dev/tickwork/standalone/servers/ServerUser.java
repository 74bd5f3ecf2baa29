package dev.tickwork.standalone.servers;

import com.sun.security.auth.module.UnixSystem;
import dev.tickwork.runtime.lifecycle.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Under whom Postgres runs. It refuses to be root, so root starts it in a user namespace, where it is nobody in
 * particular and its files still belong to root; where namespaces are forbidden (many containers), as the user nobody.
 */
final class ServerUser {
    private static final long ROOT = 0;
    private static final int NOBODY = 65534;
    private static final List<String> NAMESPACE = List.of("unshare", "-U");
    private static final List<String> AS_NOBODY =
            List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");

    private final List<String> prefix;
    private final long uid;

    private ServerUser(List<String> prefix, long uid) {
        this.prefix = prefix;
        this.uid = uid;
    }

    /** @throws CannotStart when this process is root and the machine offers no way to be someone else */
    static ServerUser here() {
        var uid = new UnixSystem().getUid();
        if (uid != ROOT) {
            return new ServerUser(List.of(), uid);
        }
        return works(NAMESPACE) ? new ServerUser(NAMESPACE, ROOT) : nobody();
    }

    static ServerUser nobody() {
        if (!works(AS_NOBODY)) {
            throw CannotStart.because(
                    "Postgres refuses to run as root, and neither unshare nor setpriv works here: start Tickwork as another user, or set DATABASE_URL",
                    null);
        }
        return new ServerUser(AS_NOBODY, NOBODY);
    }

    /** The program with its arguments, made to run as this user. */
    List<String> command(Path program, String... arguments) {
        var command = new ArrayList<>(prefix);
        command.add(program.toString());
        command.addAll(List.of(arguments));
        return List.copyOf(command);
    }

    /** Makes the folder and everything in it this user's; it may be another's when root ran Tickwork in another way before. */
    void own(Path folder) {
        try {
            if (!isOwn(folder)) {
                takeAll(folder);
            }
        } catch (IOException e) {
            throw CannotStart.because("cannot make %s belong to user %d: %s".formatted(folder, uid, e), e);
        }
    }

    private void takeAll(Path folder) throws IOException {
        try (var inside = Files.walk(folder)) {
            for (var path : inside.toList()) {
                Files.setAttribute(path, "unix:uid", (int) uid, LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    private boolean isOwn(Path path) throws IOException {
        return ((Integer) Files.getAttribute(path, "unix:uid")).longValue() == uid;
    }

    private static boolean works(List<String> prefix) {
        var command = new ArrayList<>(prefix);
        command.add("true");
        try {
            return Tool.run(command, "").isSuccess();
        } catch (CannotStart notInstalled) {
            return false;
        }
    }
}
