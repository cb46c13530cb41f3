package dev.portolan.providers.parsing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.DeflaterOutputStream;

/** A small PDF whose one page is drawn by very many instructions. */
final class PdfBomb {

    private PdfBomb() {}

    /** @param unfolded bytes of instructions */
    static byte[] of(long unfolded) throws IOException {
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflated = new DeflaterOutputStream(page)) {
            byte[] nested = "[[[[[[[[".repeat(8_192).getBytes(ISO_8859_1);
            for (long written = 0; written < unfolded; written += nested.length) {
                deflated.write(nested);
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write("""
                %%PDF-1.7
                1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
                2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
                3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>> endobj
                4 0 obj <</Length %d/Filter/FlateDecode>> stream
                """.formatted(page.size()).getBytes(ISO_8859_1));
        page.writeTo(out);
        out.write("""

                endstream endobj
                trailer <</Root 1 0 R>>
                %%EOF
                """.getBytes(ISO_8859_1));
        return out.toByteArray();
    }
}
