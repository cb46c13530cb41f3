/** What every store stands on: connections, transactions, migrations and what differs between databases. */
@NullMarked
package dev.portolan.persistence.database;

import org.jspecify.annotations.NullMarked;
