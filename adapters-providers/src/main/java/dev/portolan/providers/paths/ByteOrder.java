package dev.portolan.providers.paths;

import java.util.Comparator;

/** The order of texts by their UTF-8 bytes, which is that of their code points and not of Java's characters. */
public final class ByteOrder {

    public static final Comparator<String> UTF_8 = ByteOrder::compare;

    private ByteOrder() {}

    private static int compare(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char left = a.charAt(i);
            char right = b.charAt(i);
            if (left != right) {
                return Character.isSurrogate(left) == Character.isSurrogate(right)
                        ? Character.compare(left, right)
                        : Boolean.compare(Character.isSurrogate(left), Character.isSurrogate(right));
            }
        }
        return Integer.compare(a.length(), b.length());
    }
}
