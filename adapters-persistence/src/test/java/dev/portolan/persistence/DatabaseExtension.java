package dev.portolan.persistence;

import dev.portolan.application.contract.Stores;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests stores on a database of their class, emptied before each. */
abstract class DatabaseExtension implements BeforeEachCallback, ParameterResolver {

    abstract TestDatabase open() throws Exception;

    @Override
    public void beforeEach(ExtensionContext context) {
        database(context).empty();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Stores.class || type == TestDatabase.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        TestDatabase database = database(context);
        return parameter.getParameter().getType() == Stores.class ? database.stores() : database;
    }

    private TestDatabase database(ExtensionContext context) {
        Class<?> outermost = context.getRequiredTestClass();
        while (outermost.getEnclosingClass() != null) {
            outermost = outermost.getEnclosingClass();
        }
        return context.getRoot()
                .getStore(Namespace.create(getClass()))
                .computeIfAbsent(
                        outermost,
                        key -> {
                            try {
                                return open();
                            } catch (Exception e) {
                                throw new IllegalStateException("No test database", e);
                            }
                        },
                        TestDatabase.class);
    }
}
