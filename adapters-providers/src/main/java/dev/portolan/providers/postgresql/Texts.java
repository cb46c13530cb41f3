package dev.portolan.providers.postgresql;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists of texts as JSON arrays: what keys, checkpoints and cursors are written in. */
final class Texts {

    private static final JsonFactory JSON = new JsonFactory();

    private Texts() {}

    static String write(List<String> texts) {
        StringBuilder json = new StringBuilder("[");
        for (String text : texts) {
            separate(json);
            string(json, text);
        }
        return json.append(']').toString();
    }

    /** Whole numbers bare, everything else as strings. */
    static String key(List<String> values, List<Column> columns) {
        StringBuilder json = new StringBuilder("[");
        for (int i = 0; i < values.size(); i++) {
            separate(json);
            if (columns.get(i).isInteger()) {
                json.append(values.get(i));
            } else {
                string(json, values.get(i));
            }
        }
        return json.append(']').toString();
    }

    private static void separate(StringBuilder json) {
        if (json.length() > 1) {
            json.append(',');
        }
    }

    private static void string(StringBuilder json, String text) {
        json.append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, json);
        json.append('"');
    }

    /** Empty where it is no array of strings and numbers. */
    static Optional<List<String>> read(String json) {
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                return Optional.empty();
            }
            List<String> texts = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken() != JsonToken.VALUE_STRING
                        && parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
                    return Optional.empty();
                }
                texts.add(parser.getText());
            }
            return parser.nextToken() == null ? Optional.of(List.copyOf(texts)) : Optional.empty();
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }
}
