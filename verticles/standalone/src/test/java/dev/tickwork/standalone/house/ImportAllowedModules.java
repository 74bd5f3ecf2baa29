package dev.tickwork.standalone.house;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** A shared module imports those listed for it; a verticle imports shared modules and no other verticle. */
final class ImportAllowedModules extends ArchCondition<JavaClass> {
    ImportAllowedModules() {
        super("import only modules that theirs may import");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        type.getDirectDependenciesFromSelf().stream()
                .filter(dependency -> isForbidden(
                        House.module(type), dependency.getTargetClass().getBaseComponentType()))
                .map(Dependency::getDescription)
                .forEach(description -> events.add(SimpleConditionEvent.violated(type, description)));
    }

    private static boolean isForbidden(String module, JavaClass target) {
        return target.getPackageName().startsWith(House.ROOT) && !mayImport(module, House.module(target));
    }

    private static boolean mayImport(String module, String imported) {
        if (module.equals(imported) || module.equals("standalone")) {
            return true;
        }
        return House.SHARED.getOrDefault(module, House.SHARED.keySet()).contains(imported);
    }
}
