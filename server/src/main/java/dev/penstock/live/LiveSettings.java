package dev.penstock.live;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How streams of events behave.
 *
 * @param heartbeat how often something is sent when nothing happens, and how often it is looked
 *     whether the reader may still listen
 * @param gap the least time between two batches of events
 * @param streamsPerOrganisation how many may be open at once
 */
@ConfigurationProperties("penstock.live")
record LiveSettings(
    @DefaultValue("15s") Duration heartbeat,
    @DefaultValue("200ms") Duration gap,
    @DefaultValue("200") int streamsPerOrganisation) {}
