package dev.portolan.providers.parsing;

import dev.portolan.domain.ItemIssue;
import dev.portolan.providers.text.FileParser.Outcome;
import dev.portolan.providers.text.SafeText;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What we and a parser's process say to each other: requests to it, one answer to each. Lengths come before what has one. */
final class Protocol {

    private static final int READY = 'P';
    private static final int TEXT = 'T';
    private static final int UNREAD = 'U';
    private static final int CHUNK_CHARS = 16_384;
    private static final int CHUNK_BYTES = 3 * CHUNK_CHARS;

    /** An answer that no parser of ours gives. */
    static final class Garbled extends IOException {
        Garbled(String message) {
            super(message);
        }
    }

    /** @param textChars so much text is wanted */
    record Request(String file, String name, String mediaType, int textChars) {

        private static final int LONGEST = 4_000;

        void write(DataOutputStream out) throws IOException {
            out.writeUTF(file);
            out.writeUTF(name.substring(0, Math.min(name.length(), LONGEST)));
            out.writeUTF(mediaType.substring(0, Math.min(mediaType.length(), LONGEST)));
            out.writeInt(textChars);
            out.flush();
        }

        static Request read(DataInputStream in) throws IOException {
            return new Request(in.readUTF(), in.readUTF(), in.readUTF(), in.readInt());
        }
    }

    private Protocol() {}

    static void writeReady(DataOutputStream out) throws IOException {
        out.writeByte(READY);
        out.flush();
    }

    static void readReady(DataInputStream in) throws IOException {
        if (in.readUnsignedByte() != READY) {
            throw new Garbled("It says something else than that it is ready");
        }
    }

    /** @param text what was read, where something was */
    static void writeAnswer(DataOutputStream out, Outcome outcome, String text) throws IOException {
        switch (outcome) {
            case Outcome.Read(boolean cut, long repairs) -> {
                out.writeByte(TEXT);
                out.writeBoolean(cut);
                out.writeLong(repairs);
                writeText(out, text);
            }
            case Outcome.Unread(ItemIssue.Code code, String reason) -> {
                out.writeByte(UNREAD);
                out.writeUTF(code.name());
                out.writeUTF(reason);
            }
        }
        out.flush();
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        int next = 0;
        while (next < text.length()) {
            int end = Math.min(next + CHUNK_CHARS, text.length());
            end -= end < text.length() && Character.isHighSurrogate(text.charAt(end - 1)) ? 1 : 0;
            byte[] bytes = text.substring(next, end).getBytes(StandardCharsets.UTF_8);
            out.writeInt(bytes.length);
            out.write(bytes);
            next = end;
        }
        out.writeInt(0);
    }

    /** Takes no more than was asked for, whatever is said. */
    static Outcome readAnswer(DataInputStream in, SafeText text) throws IOException {
        int kind = in.readUnsignedByte();
        return switch (kind) {
            case TEXT -> {
                boolean cut = in.readBoolean();
                long repairs = in.readLong();
                readText(in, text);
                yield new Outcome.Read(cut || text.overflowed(), Math.max(repairs, 0));
            }
            case UNREAD -> new Outcome.Unread(code(in.readUTF()), safe(in.readUTF()));
            default -> throw new Garbled("It answers with " + kind);
        };
    }

    private static void readText(DataInputStream in, SafeText text) throws IOException {
        for (int length = in.readInt(); length != 0; length = in.readInt()) {
            if (length < 0 || length > CHUNK_BYTES || text.overflowed()) {
                throw new Garbled("It sends more text than was asked for");
            }
            text.append(new String(in.readNBytes(length), StandardCharsets.UTF_8));
        }
    }

    private static ItemIssue.Code code(String name) throws Garbled {
        try {
            return ItemIssue.Code.valueOf(name);
        } catch (IllegalArgumentException unknown) {
            throw new Garbled("It names no reason that there is");
        }
    }

    private static String safe(String reason) {
        SafeText text = new SafeText(1_000);
        text.append(reason);
        return text.finish();
    }
}
