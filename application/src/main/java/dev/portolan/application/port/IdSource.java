package dev.portolan.application.port;

import java.util.UUID;

/** Where new ids come from: time-ordered UUIDs (version 7). */
@FunctionalInterface
public interface IdSource {
    UUID next();
}
