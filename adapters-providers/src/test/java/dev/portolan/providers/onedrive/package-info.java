@NullMarked
package dev.portolan.providers.onedrive;

import org.jspecify.annotations.NullMarked;
