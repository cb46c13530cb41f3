package dev.portolan.providers.parsing;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.poi.hslf.usermodel.HSLFSlideShow;
import org.apache.poi.hslf.usermodel.HSLFTextBox;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xslf.usermodel.XSLFTextBox;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFStyle;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTStyle;

/** Real files, made by the libraries that others make theirs with. */
final class Samples {

    private Samples() {}

    static byte[] docx() throws IOException {
        try (XWPFDocument document = new XWPFDocument()) {
            document.createStyles().addStyle(heading());
            XWPFParagraph heading = document.createParagraph();
            heading.setStyle("Heading1");
            heading.createRun().setText("Plan of the voyage");
            document.createParagraph().createRun().setText("Grüße aus Lissabon, 世界");
            XWPFTable table = document.createTable(2, 2);
            table.getRow(0).getCell(0).setText("Port");
            table.getRow(0).getCell(1).setText("Day");
            table.getRow(1).getCell(0).setText("Ceuta");
            table.getRow(1).getCell(1).setText("3|4");
            return bytes(document::write);
        }
    }

    private static XWPFStyle heading() {
        var style = CTStyle.Factory.newInstance();
        style.setStyleId("Heading1");
        style.addNewName().setVal("heading 1");
        return new XWPFStyle(style);
    }

    static byte[] xlsx() throws IOException {
        try (XSSFWorkbook workbook = new XSSFWorkbook()) {
            return sheets(workbook);
        }
    }

    static byte[] xls() throws IOException {
        try (HSSFWorkbook workbook = new HSSFWorkbook()) {
            return sheets(workbook);
        }
    }

    private static byte[] sheets(Workbook workbook) throws IOException {
        Sheet sheet = workbook.createSheet("Cargo");
        row(sheet, 0, "Ware", "Crates");
        row(sheet, 1, "Pepper", "12");
        row(workbook.createSheet("Crew"), 0, "Name", "Rank");
        return bytes(workbook::write);
    }

    private static void row(Sheet sheet, int index, String... values) {
        Row row = sheet.createRow(index);
        for (int i = 0; i < values.length; i++) {
            row.createCell(i).setCellValue(values[i]);
        }
    }

    static byte[] pptx() throws IOException {
        try (XMLSlideShow show = new XMLSlideShow()) {
            XSLFTextBox box = show.createSlide().createTextBox();
            box.setText("Where the wind comes from");
            return bytes(show::write);
        }
    }

    static byte[] ppt() throws IOException {
        try (HSLFSlideShow show = new HSLFSlideShow()) {
            HSLFTextBox box = new HSLFTextBox();
            box.setText("Where the wind comes from");
            show.createSlide().addShape(box);
            return bytes(show::write);
        }
    }

    static byte[] rtf() {
        return "{\\rtf1\\ansi\\ansicpg1252\\pard Log of the {\\b Santa Maria}\\par Gr\\'fc\\'dfe\\par}".getBytes(UTF_8);
    }

    static byte[] odt() throws IOException {
        String content = """
                <?xml version="1.0" encoding="UTF-8"?>
                <office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
                 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>
                <text:h text:outline-level="2">Soundings</text:h><text:p>Seven fathoms, sand</text:p>
                </office:text></office:body></office:document-content>
                """.strip();
        SequencedMap<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("mimetype", "application/vnd.oasis.opendocument.text".getBytes(UTF_8));
        entries.put("content.xml", content.getBytes(UTF_8));
        return zip(entries);
    }

    static byte[] pdf(String... pages) throws IOException {
        try (PDDocument document = pages(pages)) {
            return bytes(document::save);
        }
    }

    /** @param user empty: whoever likes may read it, and not change it */
    static byte[] lockedPdf(String user) throws IOException {
        try (PDDocument document = pages("For the admiral")) {
            document.protect(new StandardProtectionPolicy("owner", user, new AccessPermission()));
            return bytes(document::save);
        }
    }

    private static PDDocument pages(String... texts) throws IOException {
        PDDocument document = new PDDocument();
        for (String text : texts) {
            PDPage page = new PDPage();
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.beginText();
                content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
                content.newLineAtOffset(72, 700);
                content.showText(text);
                content.endText();
            }
        }
        return document;
    }

    static byte[] mail() throws IOException {
        String zip = Base64.getMimeEncoder().encodeToString(zip(Map.of("secret.txt", "hidden".getBytes(UTF_8))));
        String table = Base64.getMimeEncoder().encodeToString(xlsx());
        return """
                From: =?UTF-8?Q?Jo=C3=A3o?= <joao@example.org>
                To: Maria <maria@example.org>, pedro@example.org
                Cc: ana@example.org
                Subject: =?UTF-8?B?R3LDvMOfZQ==?= from the sea
                Date: Thu, 1 Oct 2026 12:00:00 +0100
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary="b"

                --b
                Content-Type: text/html; charset=iso-8859-1
                Content-Transfer-Encoding: quoted-printable

                <h2>Hello</h2><p>We are <a href="https://example.org/here">here</a>, gr=FC=DFe</p>
                --b
                Content-Type: application/vnd.openxmlformats-officedocument.spreadsheetml.sheet; name="cargo.xlsx"
                Content-Disposition: attachment; filename="cargo.xlsx"
                Content-Transfer-Encoding: base64

                %s
                --b
                Content-Type: application/zip; name="old.zip"
                Content-Disposition: attachment; filename="old.zip"
                Content-Transfer-Encoding: base64

                %s
                --b--
                """.formatted(table, zip).replace("\n", "\r\n").getBytes(UTF_8);
    }

    /** A message as Outlook saves it: each property a stream whose name says which it is. */
    static byte[] msg() throws IOException {
        try (POIFSFileSystem file = new POIFSFileSystem()) {
            property(file, "001A", "IPM.Note");
            property(file, "0037", "Weather");
            property(file, "0C1A", "Vasco");
            property(file, "0C1F", "vasco@example.org");
            property(file, "0E04", "Maria");
            property(file, "1000", "Storm until Tuesday");
            file.createDocument(new ByteArrayInputStream(new byte[32]), "__properties_version1.0");
            return bytes(file::writeFilesystem);
        }
    }

    private static void property(POIFSFileSystem file, String id, String value) throws IOException {
        file.createDocument(new ByteArrayInputStream(value.getBytes(UTF_16LE)), "__substg1.0_" + id + "001F");
    }

    static byte[] zip(Map<String, byte[]> entries) throws IOException {
        return bytes(out -> {
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                    zip.putNextEntry(new ZipEntry(entry.getKey()));
                    zip.write(entry.getValue());
                    zip.closeEntry();
                }
            }
        });
    }

    /** A document whose main part is what is given. */
    static byte[] docxOf(Body body) throws IOException {
        return bytes(out -> {
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                part(zip, "[Content_Types].xml", """
                        <?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
                        <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
                        <Override PartName="/word/document.xml" \
                        ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>""");
                part(zip, "_rels/.rels", """
                        <?xml version="1.0"?><Relationships \
                        xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" \
                        Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" \
                        Target="word/document.xml"/></Relationships>""");
                zip.putNextEntry(new ZipEntry("word/document.xml"));
                body.write(zip);
                zip.closeEntry();
            }
        });
    }

    private static void part(ZipOutputStream zip, String name, String content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content.getBytes(UTF_8));
        zip.closeEntry();
    }

    interface Body {
        void write(OutputStream out) throws IOException;
    }

    private static byte[] bytes(Body writing) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writing.write(out);
        return out.toByteArray();
    }
}
