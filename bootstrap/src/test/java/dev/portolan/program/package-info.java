/** The built program, seen from outside: real processes, real HTTP, a real S3 server and a real PostgreSQL. */
@NullMarked
package dev.portolan.program;

import org.jspecify.annotations.NullMarked;
