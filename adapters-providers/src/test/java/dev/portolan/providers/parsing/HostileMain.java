package dev.portolan.providers.parsing;

import dev.portolan.domain.ItemIssue;
import dev.portolan.providers.text.FileParser.Outcome;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A parser's process that does what a file's name tells it to. */
public final class HostileMain {

    private static int served;

    private HostileMain() {}

    public static void main(String[] arguments) throws IOException {
        DataInputStream in = new DataInputStream(new FileInputStream(FileDescriptor.in));
        DataOutputStream out = new DataOutputStream(new FileOutputStream(FileDescriptor.out));
        Protocol.writeReady(out);
        while (true) {
            Protocol.Request request = Protocol.Request.read(in);
            switch (request.name()) {
                case "hangs" -> hang();
                case "dies" -> Runtime.getRuntime().halt(7);
                case "dies of the second" -> {
                    if (served > 0) {
                        Runtime.getRuntime().halt(7);
                    }
                    answer(out, "read");
                }
                case "eats" -> eat();
                case "garbles" -> out.writeUTF("Exception in thread main");
                case "floods" -> flood(out);
                case "stops in the middle" -> {
                    out.write(new byte[] {'T', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 'a', 'b', 'c', 0});
                    Runtime.getRuntime().halt(7);
                }
                case "names a code that is none" -> {
                    out.writeByte('U');
                    out.writeUTF("BAD");
                    out.writeUTF("reason");
                }
                case "lies" ->
                    Protocol.writeAnswer(
                            out, new Outcome.Unread(ItemIssue.Code.NO_TEXT, "a\0b" + "c".repeat(5_000)), "");
                case "variables" -> answer(out, System.getenv().toString());
                case "pid" -> answer(out, Long.toString(ProcessHandle.current().pid()));
                default -> answer(out, "read");
            }
            served++;
        }
    }

    private static void answer(DataOutputStream out, String text) throws IOException {
        Protocol.writeAnswer(out, new Outcome.Read(false, 0), text);
    }

    /** Without noticing anything, its input's end included. */
    private static void hang() {
        while (served >= 0) {
            Thread.onSpinWait();
        }
    }

    private static void eat() {
        long[][] eaten = new long[1 << 16][];
        for (int i = 0; i < eaten.length; i++) {
            eaten[i] = new long[1 << 20];
        }
        served = eaten.length;
    }

    private static void flood(DataOutputStream out) throws IOException {
        out.write(new byte[] {'T', 0, 0, 0, 0, 0, 0, 0, 0, 0});
        while (true) {
            out.writeInt(16_000);
            out.write("x".repeat(16_000).getBytes(StandardCharsets.UTF_8));
        }
    }
}
