@NullMarked
package dev.portolan.providers.googledrive;

import org.jspecify.annotations.NullMarked;
