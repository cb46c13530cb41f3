package dev.portolan.bootstrap.cli;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code rotate-keys}: has a running server make a new data key, and follows the sealing anew to its end. */
@Command(
        name = "rotate-keys",
        description = "Rotates the data keys of a running server and follows the sealing anew of what older ones have"
                + " sealed. Ctrl-C stops the following, not the rotation.")
public final class RotateKeys implements Callable<Integer> {

    private static final String ROTATION = "/portolan/v1/encryption/rotation";
    private static final Duration PAUSE = Duration.ofMillis(500);

    @Mixin
    private Target target = new Target();

    @Override
    public Integer call() throws InterruptedException {
        try (Api api = target.api()) {
            Api.Answer rotation = api.post(ROTATION, Map.of());
            System.out.println("Data key " + rotation.text("key") + " seals from now on");
            String shown = "";
            while (true) {
                String line = "%s of %s credentials are sealed with it"
                        .formatted(rotation.text("resealed"), rotation.text("total"));
                if (!line.equals(shown)) {
                    System.out.println(line);
                    shown = line;
                }
                if (rotation.text("state").equals("done")) {
                    return ended(rotation);
                }
                Thread.sleep(PAUSE);
                rotation = api.get(ROTATION);
            }
        }
    }

    private static int ended(Api.Answer rotation) {
        if (rotation.text("unreadable").equals("0")) {
            return 0;
        }
        System.err.println("portolan: " + rotation.text("unreadable")
                + " credentials do not open and stay as they are: they were changed or moved in the database");
        return 1;
    }
}
