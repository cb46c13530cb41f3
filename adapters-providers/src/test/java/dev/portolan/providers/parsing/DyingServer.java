package dev.portolan.providers.parsing;

import dev.portolan.providers.text.SafeText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Has a file read that takes for ever, by a real parser's process; says its id; waits to be killed. */
final class DyingServer {

    private DyingServer() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        Path file = Files.write(directory.resolve("file"), PdfBomb.of(1L << 30));
        ParserProcess process = ParserProcess.start(directory, 512, ParserMain.class.getName());
        process.awaitReady();
        Thread.ofPlatform().daemon().start(() -> ask(process, file));
        System.out.println(process.pid());
        new CountDownLatch(1).await();
    }

    private static void ask(ParserProcess process, Path file) {
        try {
            process.ask(new Protocol.Request(file.toString(), "a.pdf", "", 10), new SafeText(10));
        } catch (IOException killed) {
            throw new UncheckedIOException(killed);
        }
    }
}
