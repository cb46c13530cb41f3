/** OneDrive, personal and for business. */
@NullMarked
package dev.portolan.providers.onedrive;

import org.jspecify.annotations.NullMarked;
