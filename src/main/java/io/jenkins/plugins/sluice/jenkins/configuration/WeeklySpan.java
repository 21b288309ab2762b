package io.jenkins.plugins.sluice.jenkins.configuration;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A span of every week by the clock on the wall, so that it begins at the same hour in summer and in winter.
 *
 * @param from the first minute, counted from Monday 00:00
 * @param until the first minute after it; may be smaller than {@code from}, and then it lies across Sunday's end
 */
record WeeklySpan(int from, int until) {

    private static final String MOMENT = "(Mon|Tue|Wed|Thu|Fri|Sat|Sun)\\s+(\\d\\d:\\d\\d)";
    private static final Pattern SPAN =
            Pattern.compile(MOMENT + "\\s*-\\s*" + MOMENT, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);

    /**
     * Reads a span.
     *
     * @param text e.g. {@code Fri 16:00 - Mon 06:00}
     * @throws IllegalArgumentException when it is none, or has no length
     */
    static WeeklySpan parse(String text) {
        Matcher matcher = SPAN.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a span of a week: " + text);
        }
        WeeklySpan span =
                new WeeklySpan(minute(matcher.group(1), matcher.group(2)), minute(matcher.group(3), matcher.group(4)));
        if (span.from == span.until) {
            throw new IllegalArgumentException("begins when it ends: " + text);
        }
        return span;
    }

    boolean covers(ZonedDateTime moment) {
        int minute = minute(moment.getDayOfWeek(), moment.toLocalTime());
        return from < until ? minute >= from && minute < until : minute >= from || minute < until;
    }

    private static int minute(String day, String time) {
        try {
            return minute(day(day), LocalTime.parse(time));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("not a time of the day: " + time, e);
        }
    }

    private static int minute(DayOfWeek day, LocalTime time) {
        return ((day.getValue() - 1) * 24 + time.getHour()) * 60 + time.getMinute();
    }

    private static DayOfWeek day(String text) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.name().startsWith(text.toUpperCase(Locale.ROOT))) {
                return day;
            }
        }
        throw new IllegalArgumentException("not a day: " + text);
    }
}
