package dev.penstock.serving;

import dev.penstock.shared.OrgId;

/** An endpoint has changed its state. It only wakes: what holds is in the database. */
public record EndpointChanged(EndpointId endpoint, OrgId org, String name, EndpointState state) {
  static EndpointChanged of(Endpoint endpoint) {
    return new EndpointChanged(endpoint.id(), endpoint.org(), endpoint.name(), endpoint.state());
  }
}
