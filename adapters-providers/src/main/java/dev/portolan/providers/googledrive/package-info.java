/** Google Drive: My Drive and shared drives. */
@NullMarked
package dev.portolan.providers.googledrive;

import org.jspecify.annotations.NullMarked;
