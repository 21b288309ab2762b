package io.jenkins.plugins.sluice.evidence.release;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who made a change. A provider tells some accounts; the rest are names and addresses in commits, which are matched with
 * the accounts that are known: by an address of the provider that names the account, by the account's own address, by
 * its name. Whoever signed as author or committer and matches none may be anybody, the approver too.
 */
final class Authorship {

    /** A provider's own address for an account: {@code 12+jane@users.noreply.github.com}, GitLab's has a dash. */
    private static final Pattern NO_REPLY =
            Pattern.compile("(?:[0-9]+[+-])?([^@+]+)@users\\.noreply\\..+", Pattern.CASE_INSENSITIVE);

    private static final Pattern TRAILER = Pattern.compile(
            "^co-authored-by:\\s*([^<\\n]{0,200}?)\\s*<([^<>\\s]{1,320})>\\s*$",
            Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    private final Map<String, String> accounts = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, String> accountOfAddress = new HashMap<>();
    private final List<Signature> signatures = new ArrayList<>();

    /** An account of which more is known. */
    record Account(
            String login, @Nullable String name, @Nullable String email) {}

    /**
     * A name in a commit.
     *
     * @param helped whether it is only said to have helped, by a trailer
     */
    private record Signature(String name, String email, boolean helped, String commit) {}

    /**
     * Who made it.
     *
     * @param accounts in natural order, whatever the case of letters
     * @param open authors and committers that may be any account, or null when there are none
     * @param namesOnly helpers without an account, who were told apart from others by name
     */
    record Authors(Set<String> accounts, @Nullable String open, List<String> namesOnly) {}

    /** This account made it, the provider says. */
    void account(String login) {
        accounts.putIfAbsent(login, login);
    }

    /** The provider says to which account an address belongs. */
    void address(String email, String login) {
        accountOfAddress.put(email.toLowerCase(Locale.ROOT), login);
    }

    /** Somebody signed a commit as author or committer. */
    void signed(String name, String email, String commit) {
        signatures.add(new Signature(name, email, false, commit));
    }

    /** A commit's message may name helpers. */
    void helpers(String message, String commit) {
        Matcher trailer = TRAILER.matcher(message);
        while (trailer.find()) {
            signatures.add(new Signature(trailer.group(1), trailer.group(2), true, commit));
        }
    }

    /** Whether somebody signed whose account the provider does not tell. */
    boolean hasUnmatched() {
        return signatures.stream().anyMatch(signature -> account(signature).isEmpty());
    }

    /** The authors, matched with all accounts that have to do with the change. */
    Authors among(Collection<Account> known) {
        Set<String> authors = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        authors.addAll(accounts.values());
        List<String> open = new ArrayList<>();
        List<String> namesOnly = new ArrayList<>();
        for (Signature signature : signatures) {
            List<String> matches = new ArrayList<>(account(signature).stream().toList());
            if (matches.isEmpty()) {
                known.stream()
                        .filter(account -> isSame(signature, account))
                        .map(Account::login)
                        .forEach(matches::add);
            }
            authors.addAll(matches);
            if (matches.isEmpty() && !signature.helped()) {
                open.add("'" + Api.cut(signature.name()) + "' (" + signature.commit() + ")");
            } else if (matches.isEmpty() && !isMachine(signature)) {
                namesOnly.add(Api.cut(signature.name()));
            }
        }
        return new Authors(
                authors,
                open.isEmpty()
                        ? null
                        : String.join(", ", open.stream().distinct().limit(5).toList()),
                namesOnly.stream().distinct().limit(5).toList());
    }

    private Optional<String> account(Signature signature) {
        String known = accountOfAddress.get(signature.email().toLowerCase(Locale.ROOT));
        if (known != null) {
            return Optional.of(known);
        }
        Matcher own = NO_REPLY.matcher(signature.email());
        return own.matches() ? Optional.of(own.group(1)) : Optional.empty();
    }

    private static boolean isSame(Signature signature, Account account) {
        return signature.email().equalsIgnoreCase(account.email())
                || isSameName(signature.name(), account.name())
                || isSameName(signature.name(), account.login());
    }

    private static boolean isSameName(String one, @Nullable String other) {
        return other != null && !one.isBlank() && plain(one).equals(plain(other));
    }

    private static String plain(String name) {
        return name.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }

    /** Tools sign with addresses that take no mail. */
    private static boolean isMachine(Signature signature) {
        return signature.email().matches("(?i)(no-?reply|bot)@.*");
    }
}
