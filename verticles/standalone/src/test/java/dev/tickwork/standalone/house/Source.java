package dev.tickwork.standalone.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One Java file.
 *
 * @param module its folder's name, such as {@code price-fetcher}
 * @param name without the ending
 * @param text all of it
 * @param code the text without comments and text blocks
 */
record Source(String module, String name, String text, String code) {
    private static final Pattern TEXT_BLOCK = Pattern.compile("\"\"\"\\s*\\n(.*?)\"\"\"", Pattern.DOTALL);
    private static final Pattern COMMENT =
            Pattern.compile("/\\*.*?\\*/|(?<=\\s)//[^\\n]*$", Pattern.DOTALL | Pattern.MULTILINE);

    static Source of(String module, String name, String text) {
        var withoutBlocks = TEXT_BLOCK.matcher(text).replaceAll("\"\"");
        return new Source(module, name, text, COMMENT.matcher(withoutBlocks).replaceAll(""));
    }

    /** The main sources below a folder of modules, or of one module. */
    static List<Source> allIn(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains("/src/main/java/"))
                    .map(Source::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text blocks in it, in their order. */
    Stream<String> textBlocks() {
        return TEXT_BLOCK.matcher(text).results().map(block -> block.group(1));
    }

    /** Where the pattern occurs in the code. */
    Stream<MatchResult> find(Pattern pattern) {
        return pattern.matcher(code).results();
    }

    /** Whether it imports the class of this name after {@code dev.tickwork}, or has the same package. */
    boolean imports(String className) {
        var packageName = className.replaceFirst("\\.[^.]*$", "");
        return text.contains("import dev.tickwork." + className.replace('$', '.') + ";")
                || text.contains("package dev.tickwork." + packageName + ";");
    }

    @Override
    public String toString() {
        return module + "/" + name;
    }

    private static Source read(Path file) {
        try {
            var module = file.toString().replaceFirst(".*/([^/]+)/src/main/java/.*", "$1");
            return of(module, file.getFileName().toString().replace(".java", ""), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
