@NullMarked
package dev.portolan.rest;

import org.jspecify.annotations.NullMarked;
