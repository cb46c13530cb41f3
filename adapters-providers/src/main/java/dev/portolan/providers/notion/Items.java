package dev.portolan.providers.notion;

import dev.portolan.domain.Resource;
import dev.portolan.providers.notion.NotionPayloads.Thing;
import dev.portolan.providers.paths.MediaTypes;
import dev.portolan.providers.paths.Percent;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Pages, data sources and files as resources. A page is a document, known by its id; what is in it is in a folder beside it,
 * which goes with it. A data source is the folder of its rows. A file is known by the id of its block, or by the property
 * that it is a value of.
 *
 * @param fresh whether an edit is so recent that another may follow with the same time: Notion tells it to the minute
 */
record Items(Predicate<Instant> fresh) {

    static final String INSIDE = "in:";
    static final String FILE = "file:";
    static final String VALUE = "value:";
    static final String URL = "url";

    private static final Set<String> FILES = Set.of("file", "pdf", "image", "video", "audio");

    static Resource.Id folderId(Thing holder) {
        return new Resource.Id(holder.object().equals("data_source") ? holder.id() : INSIDE + holder.id());
    }

    /** The page or data source that a folder stands for. */
    static String holder(String folder) {
        return folder.startsWith(INSIDE) ? folder.substring(INSIDE.length()) : folder;
    }

    static Resource folder(Thing holder, Optional<Resource.Id> in) {
        Resource folder = Resource.folder(folderId(holder).value(), title(holder))
                .deletedAs(holder.id())
                .linkedAs(url(holder.id()));
        return in.map(folder::in).orElse(folder);
    }

    Resource page(Thing page, Optional<Resource.Id> in) {
        return page(page, title(page), in);
    }

    /** A page as the block shows it that stands for it in another one. */
    Resource stub(Thing block, Resource.Id in) {
        return page(block, named(block.body().text("title")), Optional.of(in));
    }

    /** What is in a page of which only its block is known. */
    Resource stubFolder(Thing block, Resource.Id in) {
        return Resource.folder(INSIDE + block.id(), named(block.body().text("title")))
                .deletedAs(block.id())
                .linkedAs(url(block.id()))
                .in(in);
    }

    private Resource page(Thing page, String name, Optional<Resource.Id> in) {
        Resource bare = Resource.document(page.id(), name, version(page))
                .ofType(Optional.of("text/markdown"))
                .linkedAs(url(page.id()));
        Resource placed = in.map(bare::in).orElseGet(() -> bare.at(name));
        return page.edited().map(placed::modified).orElse(placed);
    }

    String version(Thing thing) {
        return thing.edited()
                .map(time -> fresh.test(time) ? time + "~" : time.toString())
                .orElse("?");
    }

    /** A block with a file of Notion's own store; empty where it has none, or only the address of one elsewhere. */
    Optional<Resource> file(Thing block, String page) {
        if (!FILES.contains(block.type()) || !block.body().type().equals("file")) {
            return Optional.empty();
        }
        String name = fileName(block.body(), block.type());
        Resource file = attached(FILE + block.id(), name, version(block), page, block.body());
        return Optional.of(block.edited().map(file::modified).orElse(file));
    }

    /** The files that are values of a page's properties. Notion tells no time of theirs: the place in its store changes with them. */
    static List<Resource> values(Thing page) {
        List<Resource> files = new ArrayList<>();
        for (Thing property : page.at("properties").values()) {
            List<Thing> values = property.list("files");
            for (int i = 0; i < values.size(); i++) {
                Thing value = values.get(i);
                String path = value.text("file", "url").map(Items::path).orElse("");
                if (value.type().equals("file") && !path.isEmpty()) {
                    String id = VALUE + page.id() + ":"
                            + Percent.escaped(property.text("id").orElse(""), "") + ":" + i;
                    files.add(attached(id, fileName(value, "file"), path, page.id(), value));
                }
            }
        }
        return files;
    }

    private static Resource attached(String id, String name, String version, String page, Thing holding) {
        return Resource.document(id, name, version)
                .in(new Resource.Id(INSIDE + page))
                .deletedAs(filesOf(page))
                .ofType(MediaTypes.of(name))
                .linkedAs(url(page))
                .with(holding.text("file", "url").map(url -> Map.of(URL, url)).orElse(Map.of()));
    }

    /** What all files of a page are deleted by: when it is edited, those that it still has are told again. */
    static String filesOf(String page) {
        return "files:" + page;
    }

    static String fileName(Thing holding, String otherwise) {
        return holding.text("name")
                .filter(name -> !name.isBlank())
                .or(() -> holding.text("file", "url")
                        .map(Items::path)
                        .map(path -> path.substring(path.lastIndexOf('/') + 1))
                        .filter(name -> !name.isBlank()))
                .orElse(otherwise);
    }

    private static String path(String url) {
        try {
            return Optional.ofNullable(URI.create(url).getPath()).orElse("");
        } catch (IllegalArgumentException noAddress) {
            return "";
        }
    }

    static String title(Thing thing) {
        return named(givenTitle(thing));
    }

    /** Of a page, the property that is one, whatever it is called; of a data source, its own. */
    static Optional<String> givenTitle(Thing thing) {
        List<Thing> runs = thing.at("properties").values().stream()
                .filter(property -> property.type().equals("title"))
                .map(property -> property.list("title"))
                .filter(title -> !title.isEmpty())
                .findFirst()
                .orElseGet(() -> thing.list("title"));
        return Optional.of(RichText.plain(runs)).filter(text -> !text.isBlank());
    }

    static String named(Optional<String> title) {
        return title.filter(text -> !text.isBlank()).orElse("Untitled");
    }

    static String url(String id) {
        return "https://www.notion.so/" + id.replace("-", "");
    }

    /** The ids of a database's data sources: mostly one, of the same name. */
    static Stream<String> sources(Thing database) {
        return database.list("data_sources").stream().map(Thing::id);
    }
}
