package io.jenkins.plugins.sluice.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Something that the user has to put right; the message is one line and says how. Ends the command with status 2. */
final class CommandProblem extends Exception {

    private static final long serialVersionUID = 1L;

    CommandProblem(String message) {
        super(message);
    }

    /** Refuses what is no file, where the user must name one. */
    static void unlessFile(Path file, String what) throws CommandProblem {
        if (!Files.isRegularFile(file)) {
            throw new CommandProblem(
                    file + (Files.exists(file) ? ": is no file" : ": there is no such file") + "; name " + what);
        }
    }

    /** A file that the user named and that cannot be read. */
    static CommandProblem of(IOException failure) {
        return new CommandProblem(said(failure));
    }

    /** What a failure to read or write says; the exceptions of the file system often say only the path. */
    static String said(IOException failure) {
        String message = failure.getMessage();
        if (message == null || !(failure instanceof FileSystemException system) || system.getReason() != null) {
            return message == null ? failure.toString() : message;
        }
        if (failure instanceof NoSuchFileException) {
            return message + ": there is no such file";
        }
        if (failure instanceof AccessDeniedException) {
            return message + ": permission denied";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return message + ": a file is there already";
        }
        return failure instanceof NotDirectoryException ? message + ": is no folder" : failure.toString();
    }
}
