/** What users and operators do, through the services, on memory. */
@NullMarked
package dev.portolan.application;

import org.jspecify.annotations.NullMarked;
