package dev.portolan.persistence.vault;

import dev.portolan.application.port.CredentialVault;
import dev.portolan.application.port.Transactions;
import dev.portolan.domain.Credential;
import dev.portolan.domain.Organization;
import dev.portolan.persistence.database.Bulk;
import dev.portolan.persistence.database.Jdbc;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Credentials in the database, each sealed for its organization and id. */
@Singleton
final class SealedVault implements CredentialVault {

    private final DataKeys keys;
    private final Jdbc jdbc;
    private final Transactions transactions;
    private final Resealing resealing;
    private final Unsealing unsealing;

    SealedVault(DataKeys keys, Jdbc jdbc, Transactions transactions, Resealing resealing, Unsealing unsealing) {
        this.keys = keys;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.resealing = resealing;
        this.unsealing = unsealing;
    }

    @Override
    public void put(Organization.Id organization, Credential.Id id, Credential credential) {
        int number = keys.writing();
        byte[] sealed = keys.seal(
                number, CredentialJson.write(credential), Unsealing.associated(organization.value(), id.value()));
        transactions.run(() -> {
            int replaced = jdbc.update(
                    "update credential set data_key = ?, sealed = ? where id = ? and organization_id = ?",
                    number,
                    sealed,
                    id.value(),
                    organization.value());
            if (replaced == 0) {
                jdbc.update(
                        "insert into credential (id, organization_id, data_key, sealed) values (?, ?, ?, ?)",
                        id.value(),
                        organization.value(),
                        number,
                        sealed);
            }
        });
    }

    @Override
    public Credential open(Organization.Id organization, Credential.Id id) {
        return jdbc.first(
                        "select data_key, sealed from credential where id = ? and organization_id = ?",
                        row -> unsealing.open(organization, id, row.integer("data_key"), row.bytes("sealed")),
                        id.value(),
                        organization.value())
                .orElseThrow(() -> new IllegalStateException("There is no credential " + id.value()));
    }

    @Override
    public Map<Credential.Id, Credential> openAll(Organization.Id organization, Collection<Credential.Id> ids) {
        Map<Credential.Id, Credential> found = new HashMap<>();
        if (!ids.isEmpty()) {
            jdbc.list(
                            "select id, data_key, sealed from credential where id = any(?) and organization_id = ?",
                            row -> Map.entry(
                                    new Credential.Id(row.uuid("id")),
                                    new Sealed(row.integer("data_key"), row.bytes("sealed"))),
                            Bulk.uuids(ids, Credential.Id::value),
                            organization.value())
                    .forEach(row -> found.put(
                            row.getKey(),
                            unsealing.open(
                                    organization,
                                    row.getKey(),
                                    row.getValue().dataKey(),
                                    row.getValue().bytes())));
        }
        return found;
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Sealed(int dataKey, byte[] bytes) {}

    @Override
    public void remove(Organization.Id organization, Credential.Id id) {
        jdbc.update("delete from credential where id = ? and organization_id = ?", id.value(), organization.value());
    }

    @Override
    public void rotate() {
        keys.addNext();
    }

    @Override
    public boolean reseal(int most) {
        return resealing.goOn(most);
    }

    @Override
    public Sealing sealing() {
        return resealing.sealing();
    }
}
