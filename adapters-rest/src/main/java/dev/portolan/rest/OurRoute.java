package dev.portolan.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.extensions.Extension;
import io.swagger.v3.oas.annotations.extensions.ExtensionProperty;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks, in the description of a dialect, a route that its published document does not have. */
@Operation(
        extensions =
                @Extension(
                        properties =
                                @ExtensionProperty(name = "portolan-extension", value = "true", parseValue = true)))
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OurRoute {}
