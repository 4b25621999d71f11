package dev.penstock.tenancy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.penstock.shared.Problems;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What an organisation is. */
public enum OrganisationKind {
  ENTERPRISE,
  UNIVERSITY,
  RESEARCH_INSTITUTE,
  INDIVIDUAL,
  /** The centre itself; its members are the staff. Nobody applies as one. */
  CENTRE;

  /** Whether such an organisation has a unified social credit code. */
  boolean hasCreditCode() {
    return this != INDIVIDUAL && this != CENTRE;
  }

  /** The name in the API. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Reads the name in the API. */
  @JsonCreator
  public static OrganisationKind parse(String code) {
    return Arrays.stream(values())
        .filter(kind -> kind.code().equals(code))
        .findFirst()
        .orElseThrow(() -> Problems.invalid("kind", code, "give one of " + applicable()));
  }

  static String applicable() {
    return Arrays.stream(values())
        .filter(kind -> kind != CENTRE)
        .map(OrganisationKind::code)
        .collect(Collectors.joining(", "));
  }
}
