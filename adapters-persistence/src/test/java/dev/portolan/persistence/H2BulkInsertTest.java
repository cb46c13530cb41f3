package dev.portolan.persistence;

import org.junit.jupiter.api.extension.ExtendWith;

/** Many new rows at once, on H2. */
@ExtendWith(OnH2.class)
class H2BulkInsertTest extends BulkInsertContract {}
