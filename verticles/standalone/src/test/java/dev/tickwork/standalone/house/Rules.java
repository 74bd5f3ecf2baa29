package dev.tickwork.standalone.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import dev.tickwork.postgres.Tx;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** The rules of the house that compiled classes can be asked about. */
enum Rules {
    MODULES_IMPORT_WHAT_THEY_MAY(classes().should(new ImportAllowedModules())),

    ONLY_REDIS_TOUCHES_THE_REDIS_CLIENT(
            outside("redis").should().dependOnClassesThat().resideInAPackage("io.vertx.redis..")),

    ONLY_POSTGRES_TOUCHES_THE_SQL_CLIENTS(outside("postgres")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.vertx.sqlclient..", "io.vertx.pgclient..", "java.sql..", "org.postgresql..", "org.flywaydb..")),

    ONLY_STORES_AND_THE_ENGINE_SPEAK_SQL(outside("postgres", "jobs", "runtime")
            .and()
            .haveSimpleNameNotEndingWith("Store")
            .should()
            .callMethodWhere(calls("dev\\.tickwork\\.postgres\\.Tx", "query|first|execute|batch"))),

    ONLY_MESSAGES_AND_THE_BRIDGE_TOUCH_THE_EVENT_BUS(outside("messages")
            .and()
            .resideOutsideOfPackage("dev.tickwork.gateway.bridge..")
            .should()
            .dependOnClassesThat()
            .haveNameMatching("io\\.vertx\\.core\\.eventbus\\.(?!EventBusOptions).*")),

    ONLY_UPSTREAM_CALLS_OUT(outside("upstream")
            .and(areNot(
                    "dev.tickwork.postgres.TlsProbe", // asks the database how to connect to it
                    "dev.tickwork.standalone.servers.RedisProbe", // greets a process that we started
                    "dev.tickwork.runtime.HealthCommand")) // asks a process of ours how it is
            .should()
            .dependOnClassesThat()
            .haveNameMatching(String.join(
                    "|",
                    "io\\.vertx\\.core\\.http\\.(HttpClient|WebSocketClient)(?!Options).*",
                    "io\\.vertx\\.core\\.net\\.NetClient",
                    "io\\.vertx\\.ext\\.(web\\.client|mail)\\..*",
                    "java\\.net\\.(http\\..*|Socket|URLConnection|HttpURLConnection)"))),

    VERTICLES_ONLY_WIRE(noClasses()
            .that()
            .areAssignableTo(VerticleBase.class)
            .should()
            .haveSimpleNameNotEndingWith("Verticle")
            .orShould()
            .notHaveModifier(JavaModifier.FINAL)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Tx.class)
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("io.vertx.core.json..")),

    TIME_IS_A_PARAMETER(noClasses()
            .that(areNot(
                    "dev.tickwork.runtime.clock.NodeTime", // the one clock
                    "dev.tickwork.runtime.SchemaUpdate")) // stamps a new database before there is one
            .should()
            .callMethodWhere(calls("java\\.time\\.[A-Za-z]+", "now"))
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethodWhere(calls(Clock.class.getName(), "system.*|tick.*"))),

    NOBODY_SLEEPS(noClasses()
            .that(
                    areNot( // both wait, before anything else runs, for programs that know no clock of ours
                            "dev.tickwork.standalone.servers.Waiting", "dev.tickwork.postgres.StartConnector"))
            .should()
            .callMethodWhere(calls("java\\.lang\\.Thread|java\\.util\\.concurrent\\.TimeUnit", "sleep"))),

    CHANCE_IS_A_PARAMETER(noClasses()
            .that(areNot("dev.tickwork.runtime.NodeIdentity")) // a process names itself before it has parts to hand out
            .should()
            .callMethod(ThreadLocalRandom.class, "current")
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(UUID.class, "randomUUID")),

    NAMES_SAY_WHAT_A_CLASS_IS(noClasses().should().haveNameMatching(".*(Manager|Helper|Utils?|Impl|Base)"));

    private final ArchRule rule;

    Rules(ArchRule rule) {
        this.rule = rule;
    }

    ArchRule rule() {
        return rule.as(name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    private static GivenClassesConjunction outside(String... modules) {
        var packages =
                Arrays.stream(modules).map(module -> House.ROOT + module + "..").toArray(String[]::new);
        return noClasses().that().resideOutsideOfPackages(packages);
    }

    private static DescribedPredicate<JavaClass> areNot(String... names) {
        var exempt = Set.of(names);
        return DescribedPredicate.describe(
                "are not " + exempt, type -> !exempt.contains(outermost(type).getName()));
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(Rules::outermost).orElse(type);
    }

    private static DescribedPredicate<JavaCall<?>> calls(String ownerPattern, String methodPattern) {
        return DescribedPredicate.describe(
                "calls " + methodPattern + " of " + ownerPattern,
                call -> call.getTargetOwner().getFullName().matches(ownerPattern)
                        && call.getTarget().getName().matches(methodPattern));
    }
}
