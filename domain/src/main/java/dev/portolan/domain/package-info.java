/** What Portolan talks about: records and sealed types, of the JDK only. */
@NullMarked
package dev.portolan.domain;

import org.jspecify.annotations.NullMarked;
