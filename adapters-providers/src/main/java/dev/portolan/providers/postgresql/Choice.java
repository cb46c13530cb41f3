package dev.portolan.providers.postgresql;

import dev.portolan.domain.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the settings say of rows: which columns become text, which one the title, which one tells what changed. */
record Choice(List<String> text, Optional<String> title, Optional<String> cursor) {

    static final String TEXT_COLUMNS = "textColumns";
    static final String TITLE_COLUMN = "titleColumn";
    static final String CURSOR_COLUMN = "cursorColumn";

    static Choice of(Settings settings) {
        return new Choice(settings.texts(TEXT_COLUMNS), settings.text(TITLE_COLUMN), settings.text(CURSOR_COLUMN));
    }

    /** Every column that is named. */
    List<String> named() {
        return Stream.of(text.stream(), title.stream(), cursor.stream())
                .flatMap(names -> names)
                .distinct()
                .toList();
    }

    /** Another one means that every row is to be read again. */
    String fingerprint() {
        List<String> all = new ArrayList<>(text);
        all.add("title:" + title.orElse(""));
        all.add("cursor:" + cursor.orElse(""));
        return Digests.of(all);
    }
}
