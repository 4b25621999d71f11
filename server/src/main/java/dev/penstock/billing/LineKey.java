package dev.penstock.billing;

import dev.penstock.rating.TariffItem;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.ProjectId;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.UUID;

/** What makes usage go into the same line of a bill. */
record LineKey(
    OrgId org,
    YearMonth month,
    ProjectId project,
    String resourceKind,
    UUID resource,
    TariffItem item,
    RoundingMode rounding) {}
