package dev.portolan.providers.notion;

import dev.portolan.domain.Change;
import dev.portolan.domain.Content;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Resource;
import dev.portolan.providers.notion.Frame.Kind;
import dev.portolan.providers.notion.NotionPayloads.Thing;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Tells what a page or data source is. All blocks of a page must be read to know what is in it, so that its text is told along
 * and nobody has to read it a second time.
 */
record PageReading(NotionApi api, Items items, Progress progress, Supplier<Places> finding, Set<String> told) {

    PageReading(NotionApi api, Items items, Progress progress, Supplier<Places> finding) {
        this(api, items, progress, finding, new HashSet<>());
    }

    boolean isNews(Thing thing) {
        return progress.note(thing, items.version(thing));
    }

    // --- data sources

    void source(Thing source, Optional<Resource.Id> in) {
        if (!told.add(source.id()) || source.isInTrash()) {
            return;
        }
        boolean isNews = progress.isWalk() || progress.isNew(source) || progress.isRestored(source);
        progress.note(source, items.version(source));
        progress.tell(new Change.Upserted(Items.folder(source, in)));
        if (isNews) {
            progress.push(Frame.rows(source.id(), "", ""));
        }
    }

    // --- pages

    /** With all that is in it. */
    void page(Thing page, Optional<Resource.Id> in) {
        if (told.add(page.id())) {
            progress.note(page, items.version(page));
            read(page, in, child -> true, false);
        }
    }

    /** Only what is new in it is looked at, but for one that comes back from the trash with all that it had. */
    void edited(Thing page) {
        if (!told.add(page.id())) {
            return;
        }
        Places places = finding.get();
        above(places, page);
        Optional<Resource.Id> in = places.folder(page);
        progress.called(places.calls());
        boolean restored = progress.isRestored(page);
        read(page, in, child -> restored || progress.isNew(child), true);
    }

    /** The folders that it is in, which may be unknown yet. */
    void above(Places places, Thing thing) {
        for (Resource folder : places.above(thing)) {
            if (told.add(folder.id().value())) {
                progress.tell(new Change.Upserted(folder));
            }
        }
    }

    void rest(Thing page, int from) {
        blocks(page).ifPresent(blocks -> push(page, blocks.children(), from));
    }

    private void read(Thing page, Optional<Resource.Id> in, Predicate<Thing> wanted, boolean again) {
        Resource document = items.page(page, in);
        Optional<Blocks> read = blocks(page);
        if (read.isEmpty()) {
            // Its own fetch will say what is wrong with it.
            progress.tell(new Change.Upserted(document));
            return;
        }
        Blocks blocks = read.get();
        progress.tell(new Change.Upserted(document, Optional.of(Content.Inline.markdown(blocks.markdown()))));
        if (again) {
            progress.tell(new Change.Deleted(Items.filesOf(page.id())));
        }
        if (blocks.holdsAny() && told.add(Items.folderId(page).value())) {
            progress.tell(new Change.Upserted(Items.folder(page, in)));
        }
        blocks.files().forEach(file -> progress.tell(new Change.Upserted(file)));
        push(page, blocks.children().stream().filter(wanted).toList(), 0);
    }

    private void push(Thing page, List<Thing> children, int from) {
        List<Thing> now = children.stream().skip(from).limit(progress.room()).toList();
        int next = from + now.size();
        if (next < children.size()) {
            progress.push(new Frame(Kind.REST, page.id(), "", String.valueOf(next), List.of()));
        }
        String folder = Items.folderId(page).value();
        progress.push(Kind.DATABASES, folder, of(now, "child_database"));
        progress.push(Kind.PAGES, folder, of(now, "child_page"));
    }

    private static List<Thing> of(List<Thing> children, String type) {
        return children.stream().filter(child -> child.type().equals(type)).toList();
    }

    /** One page that Notion fails to tell is no reason to stop, as long as Notion answers at all. */
    private Optional<Blocks> blocks(Thing page) {
        progress.called();
        try {
            Blocks blocks = Blocks.of(api, items, page);
            progress.called(blocks.calls() - 1);
            return Optional.of(blocks);
        } catch (ProviderFailure.Missing | ProviderFailure.Denied | ProviderFailure.Invalid refused) {
            progress.notWhole();
            return Optional.empty();
        } catch (ProviderFailure.Transient failing) {
            progress.called();
            api.self();
            progress.notWhole();
            return Optional.empty();
        }
    }

    // --- the trash

    /** What it held goes with it. */
    void trashed(Thing thing) {
        progress.noteTrashed(thing);
        progress.tell(new Change.Deleted(thing.id()));
        progress.tell(new Change.Deleted(Items.filesOf(thing.id())));
    }
}
