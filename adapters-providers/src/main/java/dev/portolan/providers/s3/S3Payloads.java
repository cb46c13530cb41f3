package dev.portolan.providers.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** What S3 answers, in its XML. Namespaces do not matter, since not every store has them; there are no DTDs. */
final class S3Payloads {

    private static final Set<String> ARCHIVES = Set.of("GLACIER", "DEEP_ARCHIVE");

    private static final XMLInputFactory XML = XMLInputFactory.newFactory();

    static {
        XML.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        XML.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XML.setProperty(XMLInputFactory.IS_COALESCING, true);
    }

    private S3Payloads() {}

    /** An answer to a listing: the page, or an error that came as a success. */
    sealed interface Answer {}

    record Listing(List<Item> items, List<String> folders, boolean truncated, Optional<String> token)
            implements Answer {}

    /** @param code empty where the body is not an S3 error */
    record Failure(String code, Optional<String> region) implements Answer {
        static final Failure NONE = new Failure("", Optional.empty());
    }

    /** @param etag without quotes; empty where the store has none; a weak one begins with {@code W/} */
    record Item(String key, String etag, long size, Optional<Instant> modified, String storageClass) {

        /** Whether it must be restored before it can be read. */
        boolean isArchived() {
            return ARCHIVES.contains(storageClass);
        }

        /** What consoles show as an empty folder. */
        boolean isFolderMarker() {
            return size == 0 && key.endsWith("/");
        }
    }

    /** @throws IOException where the answer breaks off or is nothing that S3 would say */
    static Answer listing(InputStream body) throws IOException {
        try {
            XMLStreamReader xml = XML.createXMLStreamReader(body);
            return root(xml).equals("Error") ? failure(xml) : new ListingReader(xml).read();
        } catch (XMLStreamException | IllegalArgumentException e) {
            throw new IOException("it is not the XML of an S3 store", e);
        }
    }

    static Failure failure(byte[] body) {
        try {
            XMLStreamReader xml = XML.createXMLStreamReader(new ByteArrayInputStream(body));
            return root(xml).equals("Error") ? failure(xml) : Failure.NONE;
        } catch (XMLStreamException notXml) {
            return Failure.NONE;
        }
    }

    private static String root(XMLStreamReader xml) throws XMLStreamException {
        while (xml.next() != XMLStreamConstants.START_ELEMENT) {
            // what stands before the root
        }
        return xml.getLocalName();
    }

    private static Failure failure(XMLStreamReader xml) throws XMLStreamException {
        String code = "";
        Optional<String> region = Optional.empty();
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                switch (xml.getLocalName()) {
                    case "Code" -> code = xml.getElementText().strip();
                    case "Region" -> region = Optional.of(xml.getElementText().strip());
                    default -> {}
                }
            }
        }
        return new Failure(code.matches("[\\w.]{1,64}") ? code : "", region);
    }

    /** A page on its way. The encoding of its keys may be told after them. */
    private static final class ListingReader {
        private final XMLStreamReader xml;
        private final List<Item> items = new ArrayList<>(1_000);
        private final List<String> folders = new ArrayList<>();
        private boolean truncated;
        private boolean encoded;
        private Optional<String> token = Optional.empty();

        ListingReader(XMLStreamReader xml) {
            this.xml = xml;
        }

        Listing read() throws XMLStreamException {
            if (!xml.getLocalName().equals("ListBucketResult")) {
                throw new XMLStreamException("no listing");
            }
            while (xml.next() != XMLStreamConstants.END_DOCUMENT) {
                if (xml.getEventType() == XMLStreamConstants.START_ELEMENT) {
                    switch (xml.getLocalName()) {
                        case "Contents" -> items.add(item());
                        case "CommonPrefixes" -> folders.add(folder());
                        case "IsTruncated" -> truncated = Boolean.parseBoolean(text());
                        case "EncodingType" -> encoded = text().equals("url");
                        case "NextContinuationToken" -> token = Optional.of(text());
                        default -> {}
                    }
                }
            }
            return encoded
                    ? new Listing(
                            items.stream().map(ListingReader::decoded).toList(),
                            folders.stream().map(ListingReader::decoded).toList(),
                            truncated,
                            token)
                    : new Listing(items, folders, truncated, token);
        }

        private Item item() throws XMLStreamException {
            String key = "";
            String etag = "";
            String storageClass = "";
            long size = 0;
            Optional<Instant> modified = Optional.empty();
            while (inside("Contents")) {
                switch (xml.getLocalName()) {
                    case "Key" -> key = text();
                    case "ETag" -> etag = text().replace("\"", "").strip();
                    case "Size" -> size = Long.parseLong(text().strip());
                    case "LastModified" -> modified = instant(text().strip());
                    case "StorageClass" -> storageClass = text().strip();
                    default -> {}
                }
            }
            return new Item(key, etag, size, modified, storageClass);
        }

        private String folder() throws XMLStreamException {
            String prefix = "";
            while (inside("CommonPrefixes")) {
                if (xml.getLocalName().equals("Prefix")) {
                    prefix = text();
                }
            }
            return prefix;
        }

        /** Moves to the next element within another. */
        private boolean inside(String outer) throws XMLStreamException {
            while (true) {
                int event = xml.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    return true;
                }
                if (event == XMLStreamConstants.END_ELEMENT
                        && xml.getLocalName().equals(outer)) {
                    return false;
                }
            }
        }

        private String text() throws XMLStreamException {
            return xml.getElementText();
        }

        private static Item decoded(Item item) {
            return new Item(decoded(item.key()), item.etag(), item.size(), item.modified(), item.storageClass());
        }

        private static String decoded(String text) {
            return text.indexOf('%') < 0 && text.indexOf('+') < 0
                    ? text
                    : URLDecoder.decode(text, StandardCharsets.UTF_8);
        }
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException unknown) {
            return Optional.empty();
        }
    }
}
