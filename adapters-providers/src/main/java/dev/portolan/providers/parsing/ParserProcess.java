package dev.portolan.providers.parsing;

import dev.portolan.providers.text.FileParser.Outcome;
import dev.portolan.providers.text.SafeText;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A running parser. Serves one file at a time, and none after it has failed. */
final class ParserProcess implements AutoCloseable {

    /** What the JVM exits with when its heap is full. */
    static final int OUT_OF_MEMORY = 3;

    private static final long PATIENCE_SECONDS = 10;

    private final Process process;
    private final Path directory;
    private final DataInputStream in;
    private final DataOutputStream out;
    private int served;

    private ParserProcess(Process process, Path directory) {
        this.process = process;
        this.directory = directory;
        this.in = new DataInputStream(new BufferedInputStream(process.getInputStream()));
        this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    }

    /** The same program in another JVM: with its own memory, without our variables, and with what the files leave in one place. */
    static ParserProcess start(Path directory, int megabytes, String main) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(directory, megabytes, main))
                .directory(directory.toFile())
                .redirectError(Redirect.DISCARD);
        builder.environment().clear();
        return new ParserProcess(builder.start(), directory);
    }

    private static List<String> command(Path directory, int megabytes, String main) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + megabytes + "m",
                "-XX:MaxMetaspaceSize=192m",
                "-XX:MaxDirectMemorySize=64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:-UsePerfData",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + directory,
                "-Duser.home=" + directory,
                "-Dpdfbox.fontcache=" + directory,
                "-Duser.language=en",
                "-Duser.timezone=UTC",
                "-cp",
                absolute(System.getProperty("java.class.path")),
                main);
    }

    /** It works in another directory. */
    private static String absolute(String classPath) {
        return Arrays.stream(classPath.split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    void awaitReady() throws IOException {
        Protocol.readReady(in);
    }

    /** @throws IOException where it died, or was killed, or says what no parser of ours says */
    Outcome ask(Protocol.Request request, SafeText text) throws IOException {
        request.write(out);
        Outcome outcome = Protocol.readAnswer(in, text);
        served++;
        return outcome;
    }

    /** How many files it has read. */
    int served() {
        return served;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    void kill() {
        process.destroyForcibly();
    }

    /** Kills it, if it has not ended by itself. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            process.waitFor();
        }
        return process.exitValue();
    }

    /** Ends it and removes what it has left on the disk. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
            process.getOutputStream().close();
            Spool.delete(directory);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (IOException left) {
            // The whole spool goes when we end.
        }
    }
}
