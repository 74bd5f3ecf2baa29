package dev.tickwork.standalone.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RulesTest {
    /** Classes of this module's tests that break every rule; a rule that finds nothing there finds nothing at all. */
    private static final JavaClasses BROKEN =
            new ClassFileImporter().importPackages("dev.tickwork.brokenverticle", "dev.tickwork.domain.broken");

    @ParameterizedTest
    @EnumSource
    void the_house_keeps_each_rule(Rules rule) {
        rule.rule().check(House.classes());
    }

    @ParameterizedTest
    @EnumSource
    void each_rule_notices_when_it_is_broken(Rules rule) {
        assertThat(rule.rule().evaluate(BROKEN).hasViolation()).isTrue();
    }

    @Test
    void a_shared_module_that_imports_a_later_one_is_noticed() {
        var broken = new ClassFileImporter().importPackages("dev.tickwork.domain.broken");

        var violations = Rules.MODULES_IMPORT_WHAT_THEY_MAY.rule().evaluate(broken);

        assertThat(violations.getFailureReport().toString()).contains("dev.tickwork.messages");
    }

    @Test
    void the_rules_see_every_module() {
        assertThat(House.classes().stream().map(House::module)).containsAll(House.SHARED.keySet());
        assertThat(House.verticles()).contains("standalone", "gateway", "pricefetcher", "candleingest", "simulator");
    }

    @Test
    void fakes_are_real_servers_and_not_mocks() {
        for (var mockery : List.of("org.mockito.Mockito", "org.easymock.EasyMock", "org.jmock.Mockery")) {
            assertThatThrownBy(() -> Class.forName(mockery)).isInstanceOf(ClassNotFoundException.class);
        }
    }
}
