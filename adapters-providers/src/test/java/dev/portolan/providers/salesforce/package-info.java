@NullMarked
package dev.portolan.providers.salesforce;

import org.jspecify.annotations.NullMarked;
