package dev.penstock.serving;

import dev.penstock.shared.OrgId;
import java.time.Instant;

/**
 * What went through an endpoint in a minute.
 *
 * @param minute its begin
 * @param errors the calls that were not answered well, refused ones included
 * @param latencies of all calls, failed ones included
 */
record TrafficMinute(
    OrgId org, EndpointId endpoint, Instant minute, int errors, Latencies latencies) {

  static TrafficMinute empty(OrgId org, EndpointId endpoint, Instant minute) {
    return new TrafficMinute(org, endpoint, minute, 0, Latencies.NONE);
  }

  TrafficMinute with(long millis, boolean failed) {
    return new TrafficMinute(
        org, endpoint, minute, errors + (failed ? 1 : 0), latencies.with(millis));
  }

  /** The calls of both; they are of the same endpoint and minute. */
  TrafficMinute plus(TrafficMinute other) {
    return new TrafficMinute(
        org, endpoint, minute, errors + other.errors, latencies.plus(other.latencies));
  }
}
