@NullMarked
package dev.portolan.providers.sharepoint;

import org.jspecify.annotations.NullMarked;
