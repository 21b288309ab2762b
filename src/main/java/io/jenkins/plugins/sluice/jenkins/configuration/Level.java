package io.jenkins.plugins.sluice.jenkins.configuration;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import hudson.model.Item;
import hudson.model.ItemGroup;
import java.util.ArrayList;
import java.util.List;

/**
 * One place where Sluice is configured: the controller or a folder.
 *
 * @param title what messages call it: {@code Jenkins} or {@code folder 'a/b'}
 * @param global whether it is the controller
 */
record Level(String title, boolean global, Settings settings) {

    /** The levels that hold for an item, the nearest folder first, the controller last. */
    static List<Level> of(Item item) {
        List<Level> levels = new ArrayList<>();
        ItemGroup<?> group = item.getParent();
        while (group instanceof Item parent) {
            if (parent instanceof AbstractFolder<?> folder) {
                SluiceFolderProperty property = folder.getProperties().get(SluiceFolderProperty.class);
                if (property != null) {
                    levels.add(new Level("folder '" + folder.getFullName() + "'", false, property.settings()));
                }
            }
            group = parent.getParent();
        }
        levels.add(new Level("Jenkins", true, SluiceConfiguration.get().settings()));
        return levels;
    }
}
