package dev.tickwork.standalone.house;

import static java.util.stream.Collectors.toCollection;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Everything that the rules are about: all compiled classes, all sources, and which module is which. */
final class House {
    static final String ROOT = "dev.tickwork.";
    static final Path REPOSITORY = Path.of("../..").toAbsolutePath().normalize();

    /** Each shared module that runs in production, with those that it may import. */
    static final Map<String, Set<String>> SHARED = Map.of(
            "domain", Set.of(),
            "messages", Set.of("domain"),
            "postgres", Set.of(),
            "redis", Set.of(),
            "upstream", Set.of("redis"),
            "providers", Set.of("domain", "upstream"),
            "jobs", Set.of("domain", "messages", "postgres"),
            "runtime", Set.of("domain", "messages", "postgres", "redis", "upstream", "providers", "jobs"));

    private static final Set<String> TEST_SCOPE = Set.of("testkit", "testservers");

    private House() {}

    /** All classes that run in production. */
    static JavaClasses classes() {
        return Compiled.CLASSES;
    }

    /** The module to which a class belongs: the part of its package after {@code dev.tickwork}. */
    static String module(JavaClass type) {
        return type.getPackageName().substring(ROOT.length()).replaceFirst("\\..*", "");
    }

    /** The modules that are verticles, standalone included. */
    static Set<String> verticles() {
        var modules = classes().stream().map(House::module).collect(toCollection(TreeSet::new));
        modules.removeAll(SHARED.keySet());
        return modules;
    }

    /** The folders of the verticles. */
    static List<Path> verticleFolders() {
        try (var folders = Files.list(REPOSITORY.resolve("verticles"))) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The main sources of every module that runs in production. */
    static List<Source> sources() {
        return List.of("shared", "verticles").stream()
                .flatMap(kind -> Source.allIn(REPOSITORY.resolve(kind)).stream())
                .filter(source -> !TEST_SCOPE.contains(source.module()))
                .toList();
    }

    private static DescribedPredicate<JavaClass> inProduction() {
        return DescribedPredicate.describe("in production", type -> !TEST_SCOPE.contains(module(type)));
    }

    /** Read when first asked for: most rules about sources need no classes. */
    private static final class Compiled {
        static final JavaClasses CLASSES = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(ROOT.substring(0, ROOT.length() - 1))
                .that(inProduction());
    }
}
