package com.example.parcel;

import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Codes that take some percent off a price. */
public final class Vouchers {

    private static final Logger LOG = Logger.getLogger(Vouchers.class.getName());

    private final Map<String, Integer> percents;

    Vouchers(Map<String, Integer> percents) {
        this.percents = Map.copyOf(percents);
    }

    /** What is left to pay. */
    int discounted(int cents, String code) {
        Integer percent = percents.get(code);
        if (percent == null) {
            LOG.log(Level.WARNING, "no voucher has the code {0}", code);
        }
        return cents - cents * percent / 100;
    }
}
