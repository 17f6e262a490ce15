package dev.weft.testkit;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Gives test methods their {@link WeftTest}; used through {@link WithAssets}, or alone for all assets of the class path. JUnit Jupiter 5.10 or newer. */
public final class WeftExtension implements ParameterResolver, AfterEachCallback {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(WeftExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == WeftTest.class
                && context.getTestMethod().isPresent();
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(NAMESPACE).getOrComputeIfAbsent(WeftTest.class, type -> make(context), WeftTest.class);
    }

    private static WeftTest make(ExtensionContext context) {
        var marked = context.getElement()
                .flatMap(element -> AnnotationSupport.findAnnotation(element, WithAssets.class))
                .or(() -> onClass(context));
        if (marked.isEmpty()) {
            return WeftTest.ofClassPath();
        }
        var test = WeftTest.of(marked.get().value()).partition(marked.get().partition());
        return marked.get().at().isEmpty() ? test : test.at(marked.get().at());
    }

    /** A nested test class has what its outer class says. */
    private static java.util.Optional<WithAssets> onClass(ExtensionContext context) {
        for (var type = context.getRequiredTestClass(); type != null; type = type.getEnclosingClass()) {
            var marked = AnnotationSupport.findAnnotation(type, WithAssets.class);
            if (marked.isPresent()) {
                return marked;
            }
        }
        return java.util.Optional.empty();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        var test = context.getStore(NAMESPACE).remove(WeftTest.class, WeftTest.class);
        if (test != null) {
            test.close();
        }
    }
}
