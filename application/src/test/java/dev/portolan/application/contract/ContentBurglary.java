package dev.portolan.application.contract;

import dev.portolan.application.port.DocumentStore.Move;
import dev.portolan.application.port.DocumentStore.Text;
import dev.portolan.application.port.DocumentStore.Visible;
import dev.portolan.domain.Credential;
import dev.portolan.domain.ItemIssue;
import dev.portolan.domain.KeyRange;
import dev.portolan.domain.Resource;
import dev.portolan.domain.ResourceKey;
import dev.portolan.domain.SyncRun;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the burglar tries on documents, deletions, issues and credentials. */
final class ContentBurglary {

    private final Burglary b;

    ContentBurglary(Burglary b) {
        this.b = b;
    }

    void attempt() {
        attemptDocuments();
        attemptDeletions();
        attemptIssuesAndCredentials();
    }

    private void attemptDocuments() {
        b.tries(
                "DocumentStore.known/3",
                () -> b.stores.documents().known(b.foreign, b.connection, Set.of(ResourceKey.of("a"))));
        b.tries(
                "DocumentStore.range/5",
                () -> b.stores.documents().range(b.foreign, b.connection, b.scope, KeyRange.ALL, 99));
        b.tries(
                "DocumentStore.byDeletionKeys/3",
                () -> b.stores.documents().byDeletionKeys(b.foreign, b.connection, Set.of("/a", "m")));
        b.tries(
                "DocumentStore.children/5",
                () -> b.stores
                        .documents()
                        .children(b.foreign, b.connection, new Resource.Id("f"), Optional.empty(), 99));
        b.tries("DocumentStore.count/3", () -> b.stores.documents().count(b.foreign, b.connection, b.scope));
        b.triesToWrite(
                "DocumentStore.save/3",
                () -> b.stores
                        .documents()
                        .save(
                                b.foreign,
                                b.burglar.collection.id(),
                                List.of(b.house.draft(Resource.document("a", "stolen", "2"), new Text.Drop()))));
        b.triesToWrite(
                "DocumentStore.move/4",
                () -> b.stores
                        .documents()
                        .move(
                                b.foreign,
                                b.collection,
                                List.of(new Move(b.document, "x"), new Move(b.folder, "y")),
                                Burglary.LATER));
        b.tries(
                "DocumentStore.remove/4",
                () -> b.stores
                        .documents()
                        .remove(
                                b.foreign,
                                b.burglar.collection.id(),
                                List.of(b.document, b.folder, b.marked),
                                Burglary.LATER));
        b.tries(
                "DocumentStore.batch/4",
                () -> b.stores.documents().batch(b.foreign, b.connection, Optional.empty(), 99));
        b.tries("DocumentStore.find/2", () -> b.stores.documents().find(b.foreign, b.document));
        b.tries("DocumentStore.text/2", () -> b.stores.documents().text(b.foreign, b.document));
        b.tries("DocumentStore.texts/2", () -> b.stores.documents().texts(b.foreign, List.of(b.document)));
        b.tries("DocumentStore.list/4", () -> b.stores.documents().list(b.foreign, b.collection, Burglary.ALL, 99));
        b.tries(
                "DocumentStore.changes/5",
                () -> b.stores.documents().changes(b.foreign, b.collection, Visible.ALL, 0, 99));
        b.tries("DocumentStore.feedFloor/2", () -> b.stores.documents().feedFloor(b.foreign, b.collection));
    }

    private void attemptDeletions() {
        List<ResourceKey> keys = List.of(ResourceKey.of("a"));
        b.triesToWrite(
                "DeletionStore.mark/4",
                () -> b.stores.deletions().mark(b.foreign, b.connection, b.scope, List.of(b.document)));
        b.triesToWrite(
                "DeletionStore.clear/3", () -> b.stores.deletions().clear(b.foreign, b.connection, List.of(b.marked)));
        b.tries("DeletionStore.any/3", () -> b.stores.deletions().any(b.foreign, b.connection, b.scope));
        b.tries("DeletionStore.count/3", () -> b.stores.deletions().count(b.foreign, b.connection, b.scope));
        b.tries("DeletionStore.next/4", () -> b.stores.deletions().next(b.foreign, b.connection, b.scope, 99));
        b.triesToWrite(
                "DeletionStore.see/5", () -> b.stores.deletions().see(b.foreign, b.connection, b.scope, 1, keys));
        b.tries(
                "DeletionStore.markUnseen/6",
                () -> b.stores.deletions().markUnseen(b.foreign, b.connection, b.scope, 9, Optional.empty(), 1));
        b.tries(
                "DeletionStore.forgetSeen/5",
                () -> b.stores.deletions().forgetSeen(b.foreign, b.connection, b.scope, Long.MAX_VALUE, 99));
        b.triesToWrite(
                "DeletionStore.addTreeWork/4",
                () -> b.stores
                        .deletions()
                        .addTreeWork(
                                b.foreign,
                                b.connection,
                                b.scope,
                                List.of(Burglary.work(Optional.of(ResourceKey.of("z"))))));
        b.tries(
                "DeletionStore.nextTreeWork/3",
                () -> b.stores.deletions().nextTreeWork(b.foreign, b.connection, b.scope));
        b.triesToWrite(
                "DeletionStore.updateTreeWork/4",
                () -> b.stores
                        .deletions()
                        .updateTreeWork(
                                b.foreign, b.connection, b.scope, Burglary.work(Optional.of(ResourceKey.of("z")))));
        b.triesToWrite(
                "DeletionStore.removeTreeWork/4",
                () -> b.stores.deletions().removeTreeWork(b.foreign, b.connection, b.scope, b.treeWork));
    }

    private void attemptIssuesAndCredentials() {
        b.triesToWrite(
                "ItemIssueStore.report/2",
                () -> b.stores
                        .issues()
                        .report(
                                b.foreign,
                                List.of(IssuesAndStates.issue(b.house, "a", ItemIssue.Code.NO_TEXT, b.run.id()))));
        b.triesToWrite(
                "ItemIssueStore.clear/3",
                () -> b.stores.issues().clear(b.foreign, b.connection, List.of(new Resource.Id("a"))));
        b.tries(
                "ItemIssueStore.list/5",
                () -> b.stores.issues().list(b.foreign, b.connection, Optional.empty(), Optional.empty(), 99));
        b.tries(
                "ItemIssueStore.requestRetry/3",
                () -> b.stores.issues().requestRetry(b.foreign, b.connection, List.of()));
        b.tries(
                "ItemIssueStore.toRetry/6",
                () -> b.stores.issues().toRetry(b.foreign, b.connection, b.scope, new SyncRun.Id(b.ids.next()), 9, 99));
        b.triesToWrite(
                "CredentialVault.put/3",
                () -> b.stores.vault().put(b.foreign, b.credential, new Credential.Secrets(Map.of("a", "b"))));
        b.tries("CredentialVault.open/2", () -> b.stores.vault().open(b.foreign, b.credential));
        b.tries("CredentialVault.openAll/2", () -> b.stores.vault().openAll(b.foreign, List.of(b.credential)));
        b.triesToWrite("CredentialVault.remove/2", () -> b.stores.vault().remove(b.foreign, b.credential));
    }
}
