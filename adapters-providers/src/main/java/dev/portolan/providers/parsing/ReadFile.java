package dev.portolan.providers.parsing;

import dev.portolan.providers.text.SafeText;
import dev.portolan.providers.text.XhtmlMarkdown;
import java.util.Optional;
import org.apache.tika.metadata.Message;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.sax.ContentHandlerDecorator;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;

/** A file's text as it is told; of mail, who wrote what to whom and when comes first. */
final class ReadFile extends ContentHandlerDecorator {

    private final Metadata metadata;
    private final XhtmlMarkdown out;
    private boolean begun;

    ReadFile(Metadata metadata, SafeText text) {
        this(metadata, new XhtmlMarkdown(text));
    }

    private ReadFile(Metadata metadata, XhtmlMarkdown out) {
        super(out);
        this.metadata = metadata;
        this.out = out;
    }

    @Override
    public void startElement(String uri, String localName, String name, Attributes attributes) throws SAXException {
        if (!begun && localName.equals("body")) {
            begun = true;
            head();
        }
        super.startElement(uri, localName, name, attributes);
    }

    private void head() {
        String type = String.valueOf(metadata.get(Metadata.CONTENT_TYPE));
        if (type.startsWith("message/rfc822") || type.startsWith("application/vnd.ms-outlook")) {
            out.heading(Optional.ofNullable(metadata.get(TikaCoreProperties.TITLE))
                    .or(() -> Optional.ofNullable(metadata.get(TikaCoreProperties.SUBJECT)))
                    .orElse(""));
            line("From", metadata.getValues(Message.MESSAGE_FROM));
            line("To", metadata.getValues(Message.MESSAGE_TO));
            line("Cc", metadata.getValues(Message.MESSAGE_CC));
            line("Date", metadata.getValues(TikaCoreProperties.CREATED));
        }
    }

    private void line(String name, String[] values) {
        if (values.length > 0) {
            out.line(name + ": " + String.join(", ", values));
        }
    }
}
