package dev.tickwork.messages;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import org.jspecify.annotations.Nullable;

/**
 * Has Jackson itself refuse what {@link RequiredComponents} refuses, and more: no list that it reads may have nulls. Its
 * words for that are not ours, so who is refused asks again.
 */
final class RequiredByJackson extends NopAnnotationIntrospector {
    private static final long serialVersionUID = 1;
    private static final JsonSetter.Value NO_NULLS = JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL);
    private static final JsonSetter.Value NO_NULLS_INSIDE = JsonSetter.Value.forContentNulls(Nulls.FAIL);

    @Override
    public @Nullable Boolean hasRequiredMarker(AnnotatedMember member) {
        return isRequired(member) ? Boolean.TRUE : null;
    }

    @Override
    public JsonSetter.Value findSetterInfo(Annotated member) {
        return isRequired(member) ? NO_NULLS : NO_NULLS_INSIDE;
    }

    private static boolean isRequired(Annotated member) {
        return member instanceof AnnotatedParameter parameter
                && parameter.getDeclaringClass().isRecord()
                && RequiredComponents.isRequired(parameter.getDeclaringClass(), parameter.getIndex());
    }
}
