package dev.swarm.engine;

import dev.swarm.api.NodeId;
import dev.swarm.api.config.CommsConfig;
import dev.swarm.api.config.MonitorConfig;
import dev.swarm.engine.monitor.MonitorModel;

/**
 * What the monitor is made of.
 *
 * @param measures whether it asks nodes; if not it only hands on what membership says, and no coordinates are told
 * @param config the numbers
 * @param limits where one quality of links ends and the next begins
 * @param model what users read of it; written by the engine
 */
public record MonitorSettings(boolean measures, MonitorConfig config, CommsConfig.Quality limits, MonitorModel model) {

    /** Returns settings with a model in which nobody is known yet. */
    public static MonitorSettings of(NodeId self, MonitorConfig config, CommsConfig.Quality limits) {
        return new MonitorSettings(true, config, limits, new MonitorModel(self));
    }

    /** Returns settings of a node that measures nothing, for runs in which membership is to be alone. */
    public static MonitorSettings off(NodeId self) {
        return new MonitorSettings(
                false, MonitorConfig.defaults(), CommsConfig.Quality.DEFAULT, new MonitorModel(self));
    }
}
