package dev.portolan.providers.parsing;

import java.io.IOException;
import java.util.List;
import org.apache.tika.detect.CompositeDetector;
import org.apache.tika.detect.Detector;
import org.apache.tika.detect.microsoft.POIFSContainerDetector;
import org.apache.tika.detect.zip.DefaultZipContainerDetector;
import org.apache.tika.exception.TikaException;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MediaTypeRegistry;
import org.apache.tika.mime.MimeTypes;
import org.apache.tika.parser.CompositeParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.epub.EpubParser;
import org.apache.tika.parser.html.JSoupParser;
import org.apache.tika.parser.mail.RFC822Parser;
import org.apache.tika.parser.microsoft.OfficeParser;
import org.apache.tika.parser.microsoft.TNEFParser;
import org.apache.tika.parser.microsoft.ooxml.OOXMLParser;
import org.apache.tika.parser.microsoft.rtf.RTFParser;
import org.apache.tika.parser.odf.FlatOpenDocumentParser;
import org.apache.tika.parser.odf.OpenDocumentParser;
import org.apache.tika.parser.pdf.PDFParser;
import org.apache.tika.parser.txt.TXTParser;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/** The formats that are read, and no others: what is not here is not unpacked, whatever it lies in. */
final class Formats {

    private final Detector detector;
    private final CompositeParser parsers;

    Formats() {
        MimeTypes types = MimeTypes.getDefaultMimeTypes();
        MediaTypeRegistry registry = types.getMediaTypeRegistry();
        detector = new CompositeDetector(
                registry, List.of(new DefaultZipContainerDetector(), new POIFSContainerDetector(), types));
        parsers = new CompositeParser(
                registry,
                List.of(
                        new PDFParser(),
                        new OOXMLParser(),
                        new OfficeParser(),
                        new RTFParser(),
                        new OpenDocumentParser(),
                        new FlatOpenDocumentParser(),
                        new EpubParser(),
                        new RFC822Parser(),
                        new TNEFParser(),
                        new JSoupParser(),
                        new TXTParser()));
    }

    CompositeParser parsers() {
        return parsers;
    }

    MediaType detect(TikaInputStream file, Metadata metadata) throws IOException {
        MediaType type = detector.detect(file, metadata);
        metadata.set(Metadata.CONTENT_TYPE, type.toString());
        return type;
    }

    /** Whether it has a parser, itself or by what it is a kind of. */
    boolean reads(MediaType type, ParseContext context) {
        MediaTypeRegistry registry = parsers.getMediaTypeRegistry();
        MediaType wider = registry.normalize(type.getBaseType());
        while (wider != null) {
            if (parsers.getParsers(context).containsKey(wider)) {
                return true;
            }
            wider = registry.getSupertype(wider);
        }
        return false;
    }

    /** Does nothing with what is not read. */
    void parse(MediaType type, TikaInputStream file, ContentHandler handler, Metadata metadata, ParseContext context)
            throws IOException, SAXException, TikaException {
        if (reads(type, context)) {
            parsers.parse(file, handler, metadata, context);
        }
    }
}
