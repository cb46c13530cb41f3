package dev.portolan.bootstrap;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LauncherTest {
    private static final Pattern COMMAND = Pattern.compile("^  ([a-z][a-z-]*) {2,}\\S.*$", Pattern.MULTILINE);

    @Test
    void its_help_names_every_command_and_its_own() throws Exception {
        SortedSet<String> commands = Main.commandLine().getSubcommands().entrySet().stream()
                .filter(command ->
                        !command.getValue().getCommandSpec().usageMessage().hidden())
                .map(Map.Entry::getKey)
                .collect(toCollection(TreeSet::new));
        commands.addAll(List.of("bench", "test"));
        SortedSet<String> named = COMMAND.matcher(run("--help"))
                .results()
                .map(line -> line.group(1))
                .collect(toCollection(TreeSet::new));
        assertEquals(commands, named);
    }

    private static String run(String argument) throws IOException, InterruptedException {
        Process launcher = new ProcessBuilder(Path.of("..", "portolan").toString(), argument).start();
        String output = new String(launcher.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, launcher.waitFor());
        return output;
    }
}
