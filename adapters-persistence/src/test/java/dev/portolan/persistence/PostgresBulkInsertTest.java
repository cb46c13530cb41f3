package dev.portolan.persistence;

import org.junit.jupiter.api.extension.ExtendWith;

/** Many new rows at once, on PostgreSQL. */
@ExtendWith(OnPostgres.class)
class PostgresBulkInsertTest extends BulkInsertContract {}
