package dev.penstock.metering;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The centre's own time, {@code penstock.time-zone}: where its hours and billing months begin.
 *
 * @param timeZone Asia/Shanghai where nothing is set
 */
@ConfigurationProperties("penstock")
public record CentreTime(@DefaultValue("Asia/Shanghai") ZoneId timeZone) {

  /** The billing month of this instant. */
  public YearMonth month(Instant instant) {
    return YearMonth.from(instant.atZone(timeZone));
  }
}
