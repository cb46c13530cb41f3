package dev.portolan.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Figures of several rounds, told as they come, and their medians at the end. */
final class Figures {

    private final Map<String, List<Double>> values = new LinkedHashMap<>();
    private final Map<String, String> units = new LinkedHashMap<>();

    void tell(String name, double value, String unit) {
        System.out.printf(Locale.ROOT, "%s %.1f %s%n", name, value, unit);
        values.computeIfAbsent(name, unused -> new ArrayList<>()).add(value);
        units.put(name, unit);
    }

    /** What was told until now was a warm-up. */
    void forget() {
        System.out.println("# that was the warm-up");
        values.clear();
    }

    void medians() {
        System.out.println("# medians");
        values.forEach((name, all) ->
                System.out.printf(Locale.ROOT, "%s %.1f %s n=%d%n", name, median(all), units.get(name), all.size()));
    }

    /** Nothing where either was not measured. */
    void ratio(String name, String of, String to) {
        if (values.containsKey(of) && values.containsKey(to)) {
            System.out.printf(
                    Locale.ROOT,
                    "%s %.2f ratio (%s / %s)%n",
                    name,
                    median(values.get(of)) / median(values.get(to)),
                    of,
                    to);
        }
    }

    private static double median(List<Double> all) {
        return all.stream().sorted().toList().get(all.size() / 2);
    }
}
