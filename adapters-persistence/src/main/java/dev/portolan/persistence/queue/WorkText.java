package dev.portolan.persistence.queue;

import dev.portolan.application.port.WorkQueue.Work;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Scope;
import dev.portolan.domain.SyncRun;
import dev.portolan.persistence.database.Keys;
import java.util.UUID;

/** Work as the queue's table keeps it: a name that is the same for the same work, and lines from which it is read back. */
final class WorkText {

    private static final String PLAN = "plan";
    private static final String SCOPE = "scope";
    private static final String PURGE = "purge";

    private WorkText() {}

    /** Short whatever a scope is called. */
    static String name(Work work) {
        return switch (work) {
            case Work.Plan plan -> PLAN + ":" + plan.run().value();
            case Work.SyncScope sync -> SCOPE + ":" + sync.run().value() + ":" + Keys.of(sync.scope());
            case Work.Purge purge -> PURGE + ":" + purge.connection().value();
        };
    }

    static String write(Work work) {
        return switch (work) {
            case Work.Plan plan -> lines(PLAN, work, plan.run().value(), "");
            case Work.SyncScope sync ->
                lines(SCOPE, work, sync.run().value(), sync.scope().value());
            case Work.Purge purge -> lines(PURGE, work, purge.connection().value(), "");
        };
    }

    private static String lines(String kind, Work work, UUID id, String rest) {
        return kind + "\n" + work.organization().value() + "\n" + id + "\n" + rest;
    }

    static Work read(String text) {
        String[] lines = text.split("\n", 4);
        Organization.Id organization = new Organization.Id(UUID.fromString(lines[1]));
        UUID id = UUID.fromString(lines[2]);
        return switch (lines[0]) {
            case PLAN -> new Work.Plan(organization, new SyncRun.Id(id));
            case SCOPE -> new Work.SyncScope(organization, new SyncRun.Id(id), new Scope.Id(lines[3]));
            case PURGE -> new Work.Purge(organization, new Connection.Id(id));
            default -> throw new IllegalArgumentException("Work of an unknown kind: " + lines[0]);
        };
    }
}
