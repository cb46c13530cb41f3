package dev.portolan.providers.parsing;

import dev.portolan.providers.text.FileParser.Outcome;
import dev.portolan.providers.text.SafeText;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A process that reads files and does nothing else: it has no network, knows no secret, and ends when whoever started it does.
 * It is expected to be killed.
 */
public final class ParserMain {

    private ParserMain() {}

    /** Whoever started us may die while a file is read: that is why one thread only listens. */
    public static void main(String[] arguments) {
        DataInputStream in = new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in)));
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
        System.setOut(System.err);
        System.setIn(InputStream.nullInputStream());
        NoNetwork.seal();
        FileReading reading = new FileReading();
        ExecutorService worker = Executors.newSingleThreadExecutor();
        try {
            Protocol.writeReady(out);
            while (true) {
                Protocol.Request request = Protocol.Request.read(in);
                worker.execute(() -> answer(reading, request, out));
            }
        } catch (IOException ended) {
            Runtime.getRuntime().halt(0);
        }
    }

    private static void answer(FileReading reading, Protocol.Request request, DataOutputStream out) {
        try {
            SafeText text = new SafeText(request.textChars());
            Outcome outcome = reading.read(request, text);
            Protocol.writeAnswer(out, outcome, outcome instanceof Outcome.Read ? text.finish() : "");
        } catch (Throwable broken) {
            Runtime.getRuntime().halt(1);
        }
    }
}
