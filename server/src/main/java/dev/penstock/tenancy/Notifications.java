package dev.penstock.tenancy;

import dev.penstock.shared.Access;
import dev.penstock.shared.OrgId;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;

/** Tells organisations what happened to them. */
@Service
public final class Notifications {
  private final Access access;
  private final List<Channel> channels;

  Notifications(Access access, List<Channel> channels) {
    this.access = access;
    this.channels = List.copyOf(channels);
  }

  /**
   * Sends a notice by every channel; joins the open transaction.
   *
   * @param kind what it is about; give it a line {@code notification.<kind>} in {@code
   *     messages_zh.properties} and {@code messages_en.properties}
   * @param args what is filled into the line, by name
   */
  public void send(OrgId org, String kind, Map<String, String> args) {
    access.runAsTenant(org, () -> channels.forEach(channel -> channel.deliver(org, kind, args)));
  }
}
