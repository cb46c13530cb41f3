package dev.portolan.providers.notion;

import dev.portolan.domain.Content;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Resource;
import dev.portolan.providers.notion.NotionPayloads.Thing;
import dev.portolan.providers.wire.Call;
import dev.portolan.providers.wire.Reply;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What pages and files hold: of pages, all their blocks as Markdown; of files, bytes whose address is asked for anew when it has expired. */
record Contents(NotionApi api, Items items) {

    private static final Pattern VALUE = Pattern.compile(Items.VALUE + "([0-9a-f-]{36}):(.*):(\\d{1,4})");

    Content of(Resource document) {
        String id = document.id().value();
        return id.startsWith(Items.FILE) || id.startsWith(Items.VALUE)
                ? file(document)
                : Content.Inline.markdown(Blocks.of(api, items, page(id)).markdown());
    }

    /** @throws ProviderFailure.Missing where it is in the trash */
    Thing page(String id) {
        return there(api.page(id));
    }

    static Thing there(Thing found) {
        if (found.isInTrash()) {
            throw new ProviderFailure.Missing("'" + Items.title(found) + "' is in Notion's trash");
        }
        return found;
    }

    private Content file(Resource document) {
        Address address = new Address(
                document.id(), Optional.ofNullable(document.attributes().get(Items.URL)));
        Reply reply = api.file(
                anew -> Call.get("'" + document.name() + "'", address.of(anew)).counted("file"));
        Optional<Long> length =
                reply.length().isPresent() ? Optional.of(reply.length().getAsLong()) : Optional.empty();
        return new Content.Stream(document.mediaType(), length, reply.body());
    }

    /** The file that a block or a property has now. */
    Resource resource(Resource.Id id) {
        Matcher value = VALUE.matcher(id.value());
        if (value.matches()) {
            return Items.values(page(value.group(1))).stream()
                    .filter(file -> file.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new ProviderFailure.Missing("The property has no such file any more"));
        }
        Thing block = there(api.block(id.value().substring(Items.FILE.length())));
        return new Places(api, Set.of())
                .parent(block)
                .flatMap(page -> items.file(block, page.id()))
                .orElseThrow(() -> new ProviderFailure.Missing("The block has no file any more"));
    }

    /** Where a file is for an hour; Notion tells another address afterwards. */
    private final class Address {
        private final Resource.Id file;
        private volatile Optional<String> told;

        Address(Resource.Id file, Optional<String> told) {
            this.file = file;
            this.told = told;
        }

        URI of(boolean anew) {
            if (anew || told.isEmpty()) {
                told = Optional.ofNullable(resource(file).attributes().get(Items.URL));
            }
            return URI.create(
                    told.orElseThrow(() -> new ProviderFailure.Missing("Notion tells no address of this file")));
        }
    }
}
