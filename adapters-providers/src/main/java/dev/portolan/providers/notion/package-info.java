/**
 * Notion: pages, databases and the files in them. There are more small files here than beside it, because Notion has neither
 * a tree to list nor a feed nor files with text: {@code WorkspaceSync} and what it stands on walk, and {@code Blocks} and its
 * like make Markdown.
 */
@NullMarked
package dev.portolan.providers.notion;

import org.jspecify.annotations.NullMarked;
