package dev.portolan.providers.parsing;

import dev.portolan.domain.ItemIssue;
import dev.portolan.providers.text.FileParser.Outcome;
import dev.portolan.providers.text.SafeText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.poi.openxml4j.util.ZipSecureFile;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.TikaException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.microsoft.OfficeParserConfig;
import org.apache.tika.parser.pdf.PDFParserConfig;
import org.apache.tika.parser.pdf.PDFParserConfig.OCR_STRATEGY;
import org.apache.tika.sax.SecureContentHandler;
import org.xml.sax.SAXException;

/** Reads one file after the other with Apache Tika, each as Markdown. */
final class FileReading {

    private static final long LARGEST_PART = 1L << 30;
    private static final long PDF_MEMORY = 64L << 20;

    private final Formats formats = new Formats();

    FileReading() {
        ZipSecureFile.setMaxEntrySize(LARGEST_PART);
    }

    Outcome read(Protocol.Request request, SafeText text) {
        Metadata metadata = new Metadata();
        metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, request.name());
        if (!request.mediaType().isEmpty()) {
            metadata.set(Metadata.CONTENT_TYPE, request.mediaType());
        }
        try (TikaInputStream file = TikaInputStream.get(Path.of(request.file()))) {
            MediaType type = formats.detect(file, metadata);
            ParseContext context = context();
            return formats.reads(type, context)
                    ? read(file, type, metadata, context, text)
                    : new Outcome.Unread(ItemIssue.Code.NO_TEXT, unread(type));
        } catch (IOException broken) {
            return broken(metadata);
        }
    }

    private Outcome read(TikaInputStream file, MediaType type, Metadata metadata, ParseContext context, SafeText text) {
        ReadFile out = new ReadFile(metadata, text);
        SecureContentHandler secured = new SecureContentHandler(out, file);
        try {
            formats.parse(type, file, secured, metadata, context);
        } catch (EncryptedDocumentException | org.apache.poi.EncryptedDocumentException locked) {
            return new Outcome.Unread(ItemIssue.Code.UNREADABLE, "It is locked with a password");
        } catch (StackOverflowError deep) {
            return new Outcome.Unread(ItemIssue.Code.UNREADABLE, "It is nested too deeply to be read");
        } catch (SAXException | TikaException | IOException | RuntimeException | LinkageError problem) {
            if (!text.overflowed()) {
                return isBomb(secured, problem) ? bomb() : broken(metadata);
            }
        }
        return text.isEmpty() && type.getSubtype().equals("pdf")
                ? new Outcome.Unread(
                        ItemIssue.Code.NO_TEXT, "It has no text; it may be a scan, whose pages are pictures")
                : new Outcome.Read(text.overflowed(), text.repairs());
    }

    private ParseContext context() {
        ParseContext context = new ParseContext();
        context.set(Parser.class, formats.parsers());
        context.set(EmbeddedDocumentExtractor.class, new Attachments(formats, context));
        OfficeParserConfig office = new OfficeParserConfig();
        office.setUseSAXDocxExtractor(true);
        office.setUseSAXPptxExtractor(true);
        office.setIncludeDeletedContent(false);
        office.setWriteSelectHeadersInBody(false);
        context.set(OfficeParserConfig.class, office);
        PDFParserConfig pdf = new PDFParserConfig();
        pdf.setOcrStrategy(OCR_STRATEGY.NO_OCR);
        pdf.setMaxMainMemoryBytes(PDF_MEMORY);
        context.set(PDFParserConfig.class, pdf);
        return context;
    }

    private static boolean isBomb(SecureContentHandler secured, Throwable problem) {
        if (problem instanceof SAXException told) {
            try {
                secured.throwIfCauseOf(told);
            } catch (TikaException bomb) {
                return true;
            }
        }
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains("zip bomb")) {
                return true;
            }
        }
        return false;
    }

    private static Outcome bomb() {
        return new Outcome.Unread(
                ItemIssue.Code.UNREADABLE, "It would unfold into very much more than it is, like a bomb");
    }

    private static Outcome broken(Metadata metadata) {
        return new Outcome.Unread(
                ItemIssue.Code.UNREADABLE,
                "It is damaged, or not what it says: it cannot be read as " + metadata.get(Metadata.CONTENT_TYPE));
    }

    private static String unread(MediaType type) {
        return switch (type.getSubtype()) {
            case "zip", "gzip", "java-archive", "x-tar", "x-7z-compressed", "x-rar-compressed" ->
                "It is an archive, which is not unpacked: its metadata is all that is kept";
            default -> "Content of type " + type + " is not read by this version";
        };
    }
}
