package dev.portolan.bootstrap;

/** The command line of Portolan. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.out.println("Portolan");
    }
}
