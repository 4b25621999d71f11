package dev.penstock.jobs;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.penstock.shared.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a job may cost, and whether it can run; the tariff of now.
 *
 * @param perHourYuan the price of an hour on all its nodes
 * @param dearestYuan what is held when it starts: the price up to its wall time or 24 h
 * @param wallTimeSeconds its wall time; null for a service
 * @param balanceYuan what is available now
 * @param affordable whether that covers the hold
 * @param fitsNow whether there is room now, if nothing else waited
 * @param likelyStart when it may start, if it were submitted now
 */
public record Quote(
    @JsonFormat(shape = JsonFormat.Shape.STRING) @Schema(type = "string", example = "0.140000")
        BigDecimal perHourYuan,
    @Schema(type = "string", example = "0.070000") Money dearestYuan,
    @Nullable Long wallTimeSeconds,
    @Schema(type = "string", example = "100.000000") Money balanceYuan,
    boolean affordable,
    boolean fitsNow,
    LikelyStart likelyStart) {}
