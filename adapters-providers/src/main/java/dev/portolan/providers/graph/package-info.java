/** What OneDrive and SharePoint share: Microsoft's identity platform and Graph. */
@NullMarked
package dev.portolan.providers.graph;

import org.jspecify.annotations.NullMarked;
