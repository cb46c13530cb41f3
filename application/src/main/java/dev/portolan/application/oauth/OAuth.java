package dev.portolan.application.oauth;

import dev.portolan.application.port.ConnectionStore;
import dev.portolan.application.port.CredentialVault;
import dev.portolan.application.port.IdSource;
import dev.portolan.application.port.SecretSource;
import dev.portolan.application.port.Transactions;
import dev.portolan.domain.Provider;
import java.time.InstantSource;
import java.util.List;

/** The parts of OAuth, put together by hand. */
public record OAuth(
        Registrations registrations,
        Grants grants,
        Renewals renewals,
        Revocations revocations,
        Consents consents,
        Keyring keyring) {

    /** What the whole server has. */
    public record Surroundings(
            ConnectionStore connections,
            CredentialVault vault,
            Transactions transactions,
            InstantSource clock,
            IdSource ids,
            SecretSource secrets) {}

    public static OAuth of(OAuthPorts ports, Surroundings around, List<Provider> providers) {
        InstantSource clock = around.clock();
        Registrations registrations = new Registrations(
                ports.apps(), around.vault(), providers, ports.settings().apps());
        Grants grants = new Grants(
                ports.grants(),
                ports.revocations(),
                around.vault(),
                around.connections(),
                around.transactions(),
                clock,
                around.ids());
        Ledger ledger = new Ledger(ports.grants(), around.vault(), grants, around.transactions(), clock);
        Exchange exchange = new Exchange(
                ports.grants(),
                grants,
                ledger,
                registrations,
                ports.gateway(),
                Waiting.REAL,
                clock,
                around.ids().next().toString());
        Renewals renewals = new Renewals(ports.grants(), grants, exchange, clock);
        Revocations revocations = new Revocations(
                ports.revocations(),
                ports.grants(),
                around.vault(),
                registrations,
                ports.gateway(),
                around.transactions(),
                clock);
        Consents consents = new Consents(
                ports.authorizations(),
                around.vault(),
                registrations,
                ports.gateway(),
                around.transactions(),
                clock,
                around.ids(),
                around.secrets());
        return new OAuth(
                registrations,
                grants,
                renewals,
                revocations,
                consents,
                new Keyring(registrations, grants, renewals, around.vault()));
    }
}
