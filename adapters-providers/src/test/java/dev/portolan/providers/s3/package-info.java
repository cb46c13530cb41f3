@NullMarked
package dev.portolan.providers.s3;

import org.jspecify.annotations.NullMarked;
