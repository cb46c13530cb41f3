package dev.portolan.application.sync;

import dev.portolan.application.port.DeletionStore;
import dev.portolan.application.port.DeletionStore.TreeWork;
import dev.portolan.application.port.DocumentStore;
import dev.portolan.application.port.DocumentStore.Known;
import dev.portolan.domain.Resource;
import dev.portolan.domain.ResourceKey;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Works off what lies below moved and deleted folders, in batches; beginning again is harmless. Only what the scope owns is
 * touched, and folders that contain themselves are not followed for ever.
 */
final class Tree {

    private static final int BATCH = 500;

    private final DocumentStore documents;
    private final DeletionStore deletions;

    Tree(DocumentStore documents, DeletionStore deletions) {
        this.documents = documents;
        this.deletions = deletions;
    }

    void workOff(Slice slice) {
        Set<Resource.Id> deleted = new HashSet<>();
        Optional<TreeWork> work = next(slice);
        while (work.isPresent()) {
            if (work.get().kind() == TreeWork.Kind.DELETE) {
                deleted.add(work.get().folder());
            }
            step(slice, work.get(), deleted);
            work = next(slice);
        }
    }

    /** Leaves it all undone: the scope itself goes. */
    void forget(Slice slice) {
        Optional<TreeWork> work = next(slice);
        while (work.isPresent()) {
            TreeWork undone = work.get();
            slice.commit(
                    scope -> scope,
                    () -> deletions.removeTreeWork(
                            slice.organization(), slice.connection().id(), slice.scopeId(), undone));
            work = next(slice);
        }
    }

    private Optional<TreeWork> next(Slice slice) {
        return deletions.nextTreeWork(slice.organization(), slice.connection().id(), slice.scopeId());
    }

    private void step(Slice slice, TreeWork work, Set<Resource.Id> deleted) {
        List<Known> children =
                documents.children(slice.organization(), slice.connection().id(), work.folder(), work.after(), BATCH);
        List<Known> ours = children.stream()
                .filter(child -> child.scope().equals(slice.scopeId())
                        && !child.resource().equals(work.folder()))
                .toList();
        slice.commit(scope -> scope, () -> {
            switch (work.kind()) {
                case DELETE -> markBelow(slice, ours, deleted);
                case MOVE -> moveBelow(slice, work.folder(), ours);
            }
            if (children.size() < BATCH) {
                deletions.removeTreeWork(
                        slice.organization(), slice.connection().id(), slice.scopeId(), work);
            } else {
                TreeWork rest = new TreeWork(
                        work.folder(),
                        work.kind(),
                        Optional.of(children.getLast().key()));
                deletions.updateTreeWork(
                        slice.organization(), slice.connection().id(), slice.scopeId(), rest);
            }
        });
    }

    private void markBelow(Slice slice, List<Known> children, Set<Resource.Id> deleted) {
        deletions.mark(
                slice.organization(),
                slice.connection().id(),
                slice.scopeId(),
                children.stream().map(Known::id).toList());
        enqueue(
                slice,
                children.stream()
                        .filter(child -> !deleted.contains(child.resource()))
                        .toList(),
                TreeWork.Kind.DELETE);
    }

    private void moveBelow(Slice slice, Resource.Id folder, List<Known> children) {
        Optional<Known> parent = find(slice, folder).filter(known -> !known.deleted());
        if (parent.isEmpty() || Paths.tooDeep(parent.get().path())) {
            return;
        }
        String path = parent.get().path();
        List<Known> outdated = children.stream()
                .filter(child -> !child.path().equals(path + "/" + child.name()))
                .toList();
        documents.move(
                slice.organization(),
                slice.connection().collection(),
                outdated.stream()
                        .map(child -> new DocumentStore.Move(child.id(), path + "/" + child.name()))
                        .toList(),
                slice.now());
        enqueue(slice, outdated, TreeWork.Kind.MOVE);
    }

    private Optional<Known> find(Slice slice, Resource.Id folder) {
        Map<ResourceKey, Known> found =
                documents.known(slice.organization(), slice.connection().id(), Set.of(ResourceKey.of(folder)));
        return found.values().stream().findFirst();
    }

    private void enqueue(Slice slice, List<Known> rows, TreeWork.Kind kind) {
        List<TreeWork> work = rows.stream()
                .filter(row -> row.kind() == Resource.Kind.FOLDER)
                .map(row -> new TreeWork(row.resource(), kind, Optional.empty()))
                .toList();
        if (!work.isEmpty()) {
            deletions.addTreeWork(slice.organization(), slice.connection().id(), slice.scopeId(), work);
        }
    }
}
