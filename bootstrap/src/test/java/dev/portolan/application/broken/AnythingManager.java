package dev.portolan.application.broken;

import jakarta.inject.Inject;
import java.time.InstantSource;

public final class AnythingManager {
    private String clock;

    @Inject
    private InstantSource source;

    AnythingManager(InstantSource source) {
        this.clock = source.toString();
    }

    public String clock(String other) {
        clock = other;
        return clock + source;
    }

    public String tooLong() {
        StringBuilder text = new StringBuilder(clock);
        text.append(0);
        text.append(1);
        text.append(2);
        text.append(3);
        text.append(4);
        text.append(5);
        text.append(6);
        text.append(7);
        text.append(8);
        text.append(9);
        text.append(10);
        text.append(11);
        text.append(12);
        text.append(13);
        text.append(14);
        text.append(15);
        text.append(16);
        text.append(17);
        text.append(18);
        text.append(19);
        text.append(20);
        text.append(21);
        text.append(22);
        text.append(23);
        text.append(24);
        text.append(25);
        text.append(26);
        text.append(27);
        text.append(28);
        text.append(29);
        text.append(30);
        text.append(31);
        text.append(32);
        text.append(33);
        text.append(34);
        text.append(35);
        text.append(36);
        text.append(37);
        text.append(38);
        text.append(39);
        text.append(40);
        text.append(41);
        text.append(42);
        text.append(43);
        text.append(44);
        text.append(45);
        text.append(46);
        text.append(47);
        text.append(48);
        text.append(49);
        text.append(50);
        text.append(51);
        text.append(52);
        text.append(53);
        text.append(54);
        text.append(55);
        text.append(56);
        text.append(57);
        text.append(58);
        text.append(59);
        text.append(60);
        text.append(61);
        text.append(62);
        text.append(63);
        text.append(64);
        text.append(65);
        text.append(66);
        text.append(67);
        text.append(68);
        text.append(69);
        return text.toString();
    }
}
