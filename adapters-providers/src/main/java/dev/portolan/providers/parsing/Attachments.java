package dev.portolan.providers.parsing;

import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.io.input.CloseShieldInputStream;
import org.apache.tika.exception.TikaException;
import org.apache.tika.exception.WriteLimitReachedException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.metadata.TikaCoreProperties.EmbeddedResourceType;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.sax.BodyContentHandler;
import org.apache.tika.sax.EmbeddedContentHandler;
import org.apache.tika.sax.XHTMLContentHandler;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/**
 * Files within a file: attachments of mail, sheets in a text. Those that can be read are read after a line with their name;
 * archives are named and not unpacked; pictures are passed over. What is too deep or too many is left out.
 */
final class Attachments implements EmbeddedDocumentExtractor {

    private static final int DEEPEST = 4;
    private static final int MOST = 100;

    private final Formats formats;
    private final ParseContext context;
    private int depth;
    private int count;

    Attachments(Formats formats, ParseContext context) {
        this.formats = formats;
        this.context = context;
    }

    @Override
    public boolean shouldParseEmbedded(Metadata metadata) {
        String kind = metadata.get(TikaCoreProperties.EMBEDDED_RESOURCE_TYPE);
        boolean part = EmbeddedResourceType.MACRO.toString().equals(kind)
                || EmbeddedResourceType.THUMBNAIL.toString().equals(kind)
                || EmbeddedResourceType.FONT.toString().equals(kind);
        return !part && depth < DEEPEST && count < MOST;
    }

    @Override
    public void parseEmbedded(InputStream stream, ContentHandler handler, Metadata metadata, boolean html)
            throws SAXException, IOException {
        count++;
        depth++;
        try (TikaInputStream file = TikaInputStream.get(CloseShieldInputStream.wrap(stream))) {
            MediaType type = formats.detect(file, metadata);
            if (!type.getType().equals("image")) {
                name(handler, metadata);
                formats.parse(
                        type, file, new EmbeddedContentHandler(new BodyContentHandler(handler)), metadata, context);
            }
        } catch (SAXException | TikaException | IOException | RuntimeException broken) {
            // The file that it is attached to is read all the same.
            if (WriteLimitReachedException.isWriteLimitReached(broken) || broken instanceof SAXException) {
                throw new WriteLimitReachedException(0);
            }
        } finally {
            depth--;
        }
    }

    private static void name(ContentHandler handler, Metadata metadata) throws SAXException {
        String name = metadata.get(TikaCoreProperties.RESOURCE_NAME_KEY);
        if (name != null && !name.isBlank()) {
            XHTMLContentHandler out = new XHTMLContentHandler(handler, metadata);
            out.startElement("p");
            out.characters("Attachment: " + name.substring(name.lastIndexOf('/') + 1));
            out.endElement("p");
        }
    }
}
