package io.jenkins.plugins.sluice.jenkins.configuration;

import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jenkinsci.Symbol;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A time in which nothing is released: from one moment until another, or every week. */
public class FreezeWindow implements Describable<FreezeWindow>, Named {

    private final String name;
    private final String reason;
    private @Nullable String from;
    private @Nullable String until;
    private @Nullable String weekly;
    private @Nullable String timeZone;

    /**
     * Defines a window.
     *
     * @param name what messages call it
     * @param reason why nothing is released then
     */
    @DataBoundConstructor
    public FreezeWindow(String name, String reason) {
        this.name = Util.fixNull(name).strip();
        this.reason = Util.fixNull(reason).strip();
    }

    @Override
    public String getName() {
        return name;
    }

    /** Why nothing is released then. */
    public String getReason() {
        return reason;
    }

    /** Its first moment as RFC 3339 writes it, with an offset; null for one of every week. */
    public @Nullable String getFrom() {
        return from;
    }

    /** Sets {@link #getFrom}. */
    @DataBoundSetter
    public void setFrom(@Nullable String from) {
        this.from = Util.fixEmptyAndTrim(from);
    }

    /** The first moment after it as RFC 3339 writes it, with an offset; null for one of every week. */
    public @Nullable String getUntil() {
        return until;
    }

    /** Sets {@link #getUntil}. */
    @DataBoundSetter
    public void setUntil(@Nullable String until) {
        this.until = Util.fixEmptyAndTrim(until);
    }

    /** The days and times of every week, e.g. {@code Fri 16:00 - Mon 06:00}; null for one that comes once. */
    public @Nullable String getWeekly() {
        return weekly;
    }

    /** Sets {@link #getWeekly}. */
    @DataBoundSetter
    public void setWeekly(@Nullable String weekly) {
        this.weekly = Util.fixEmptyAndTrim(weekly);
    }

    /** The time zone of {@link #getWeekly}, e.g. {@code Europe/Berlin}, or null for one that comes once. */
    public @Nullable String getTimeZone() {
        return timeZone;
    }

    /** Sets {@link #getTimeZone}. */
    @DataBoundSetter
    public void setTimeZone(@Nullable String timeZone) {
        this.timeZone = Util.fixEmptyAndTrim(timeZone);
    }

    /** Whether a moment lies in it. One that cannot be read has no end. */
    public boolean covers(Instant moment) {
        if (problem() != null) {
            return true;
        }
        if (from != null && until != null) {
            return !moment.isBefore(instant(from)) && moment.isBefore(instant(until));
        }
        return weekly == null
                || timeZone == null
                || WeeklySpan.parse(weekly).covers(moment.atZone(ZoneId.of(timeZone)));
    }

    @Override
    public @Nullable String problem() {
        if (reason.isEmpty()) {
            return Messages.FreezeWindow_Reason_None();
        }
        boolean once = from != null || until != null;
        if (once == (weekly != null)) {
            return Messages.FreezeWindow_Either();
        }
        if (weekly != null) {
            String problem = problemOfWeekly(weekly);
            return problem == null ? problemOfZone(timeZone) : problem;
        }
        if (from == null || until == null) {
            return Messages.FreezeWindow_Both();
        }
        String problem = problemOfTime(from);
        if (problem == null) {
            problem = problemOfTime(until);
        }
        if (problem != null) {
            return problem;
        }
        return instant(from).isBefore(instant(until)) ? null : Messages.FreezeWindow_Backwards();
    }

    private static Instant instant(String time) {
        return OffsetDateTime.parse(time).toInstant();
    }

    private static @Nullable String problemOfTime(String time) {
        try {
            instant(time);
            return null;
        } catch (DateTimeException e) {
            return Messages.FreezeWindow_Time_Wrong(time);
        }
    }

    private static @Nullable String problemOfWeekly(String weekly) {
        try {
            WeeklySpan.parse(weekly);
            return null;
        } catch (IllegalArgumentException e) {
            return Messages.FreezeWindow_Weekly_Wrong(weekly);
        }
    }

    private static @Nullable String problemOfZone(@Nullable String zone) {
        if (zone == null) {
            return Messages.FreezeWindow_TimeZone_None();
        }
        try {
            ZoneId.of(zone);
            return null;
        } catch (DateTimeException e) {
            return Messages.FreezeWindow_TimeZone_Wrong(zone);
        }
    }

    /** Describes a window. */
    @Extension
    @Symbol("freezeWindow")
    public static class DescriptorImpl extends Descriptor<FreezeWindow> {

        @Override
        public String getDisplayName() {
            return Messages.FreezeWindow_DisplayName();
        }

        /** Whether the name can be used. */
        @POST
        public FormValidation doCheckName(@AncestorInPath @Nullable Item item, @QueryParameter String value) {
            return Configuring.may(item) ? Named.check(value) : FormValidation.ok();
        }

        /** Whether there is a reason. */
        @POST
        public FormValidation doCheckReason(@AncestorInPath @Nullable Item item, @QueryParameter String value) {
            return Configuring.may(item) && Util.fixEmptyAndTrim(value) == null
                    ? FormValidation.error(Messages.FreezeWindow_Reason_None())
                    : FormValidation.ok();
        }

        /** Whether the first moment can be read. */
        @POST
        public FormValidation doCheckFrom(@AncestorInPath @Nullable Item item, @QueryParameter String value) {
            return checkTime(item, value);
        }

        /** Whether the end can be read. */
        @POST
        public FormValidation doCheckUntil(@AncestorInPath @Nullable Item item, @QueryParameter String value) {
            return checkTime(item, value);
        }

        private static FormValidation checkTime(@Nullable Item item, @Nullable String value) {
            String time = Util.fixEmptyAndTrim(value);
            String problem = Configuring.may(item) && time != null ? problemOfTime(time) : null;
            return problem == null ? FormValidation.ok() : FormValidation.error(problem);
        }

        /** Whether days and times can be read. */
        @POST
        public FormValidation doCheckWeekly(@AncestorInPath @Nullable Item item, @QueryParameter String value) {
            String weekly = Util.fixEmptyAndTrim(value);
            String problem = Configuring.may(item) && weekly != null ? problemOfWeekly(weekly) : null;
            return problem == null ? FormValidation.ok() : FormValidation.error(problem);
        }

        /** Whether there is such a time zone, where one is needed. */
        @POST
        public FormValidation doCheckTimeZone(
                @AncestorInPath @Nullable Item item,
                @QueryParameter String value,
                @QueryParameter @Nullable String weekly) {
            String zone = Util.fixEmptyAndTrim(value);
            boolean needed = zone != null || Util.fixEmptyAndTrim(weekly) != null;
            String problem = Configuring.may(item) && needed ? problemOfZone(zone) : null;
            return problem == null ? FormValidation.ok() : FormValidation.error(problem);
        }
    }
}
